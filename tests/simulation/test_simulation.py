"""Nothing is lost, doubled, mixed or misdirected, and every change has its line, whatever people
do in the sheet between our look and our write and however the answers get lost."""

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.simulation.run import drawn_and_played
from tests.simulation.schedule import (
    ACTS,
    APPLIED,
    NOT_APPLIED,
    WRITERS,
    Act,
    Round,
    Target,
    Weather,
)
from tests.simulation.simulation import Simulation

STEPS = 10_000
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_a_random_run_leaves_the_sheet_as_everybody_was_told(part: int) -> None:
    counts: Counter[str] = Counter()
    steps, seed = 0, 1_000_000 * (part + 1)
    while steps < STEPS / PARTS:
        outcome = drawn_and_played(seed)
        assert outcome.wrongs == [], f"seed {seed}, round {outcome.rounds}"
        steps += outcome.steps
        counts += outcome.counts
        seed += 1
    # The run is only worth something when people and weather were in the way.
    assert counts["inside"] > counts["saves"] / 3
    assert min(counts[kind] for kind in ("hersteld", "clashes", "delivered")) > 0


PLACES = st.integers(0, 59)
ROUNDS = st.builds(
    Round,
    writer=st.integers(0, WRITERS - 1),
    is_fresh=st.booleans(),
    is_again=st.booleans(),
    is_restart=st.booleans(),
    targets=st.lists(
        st.builds(
            Target,
            row=st.none() | PLACES,
            columns=st.lists(st.integers(0, 3), min_size=1, max_size=2, unique=True).map(tuple),
        ),
        min_size=1,
        max_size=2,
    ).map(tuple),
    acts=st.lists(
        st.builds(Act, slot=st.integers(0, 4), kind=st.sampled_from(sorted(ACTS)), row=PLACES,
                  other=PLACES),
        max_size=4,
    ).map(tuple),
    weather=st.lists(
        st.builds(Weather, fault=st.sampled_from((*NOT_APPLIED, *APPLIED)),
                  on=st.sampled_from(("read", "write", "any")), after=st.integers(0, 2),
                  times=st.integers(1, 6)),
        max_size=2,
    ).map(tuple),
    pause_s=st.integers(0, 24),
)  # fmt: skip


class AnySchedule(RuleBasedStateMachine):
    """The same world, on whatever Hypothesis thinks of; what goes wrong it makes short."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._world = Simulation(Path(self._folder.name))

    @rule(one=ROUNDS)
    def play(self, one: Round) -> None:
        self._world.play(one)

    @invariant()
    def all_is_as_everybody_was_told(self) -> None:
        assert self._world.wrongs == []

    def teardown(self) -> None:
        self._world.finish()
        self._folder.cleanup()
        assert self._world.wrongs == []


TestAnySchedule = AnySchedule.TestCase
TestAnySchedule.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
