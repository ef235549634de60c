"""The counting of benchmarks/peers.py, in rounds made by hand."""

from dataclasses import replace

import pytest

from benchmarks.peers import (
    ACKNOWLEDGED,
    APPEND,
    OURS,
    REWRITE,
    ROW_NUMBER,
    SHOWN,
    TOLD,
    YET_WRITTEN,
    Entrant,
    just_read,
    played,
)
from tests.simulation.ledger import DOUBLED, LOST, MISDIRECTED, WRONGS
from tests.simulation.run import drawn_rounds
from tests.simulation.schedule import Act, Round, Target, Weather

ROWS = 5
# The decision of the first row is saved.
SAVE = Round(0, is_fresh=True, is_again=False, is_restart=False, targets=(Target(0, (1,)),))
TYPED_ELSEWHERE = replace(SAVE, acts=(Act(0, "type", 1, 1),))
TYPED_THERE = replace(SAVE, acts=(Act(0, "type", 0, 1),))
ROW_ABOVE = replace(SAVE, acts=(Act(0, "insert", 0, 0),))
ADDED = replace(SAVE, targets=(Target(None, (0,)),))
ANSWER_LOST = replace(ADDED, weather=(Weather("reset_after", "write", after=0, times=1),))
REFUSED_HALFWAY = replace(SAVE, weather=(Weather("unavailable", "write", after=1, times=1),))


def harm(entrant: Entrant, *rounds: Round) -> dict[str, int]:
    counts = played(entrant, rounds)
    return {kind: counts[kind] for kind in (*WRONGS, TOLD, YET_WRITTEN) if counts[kind]}


@pytest.mark.parametrize(
    ("peer", "one", "expected"),
    [
        (REWRITE, TYPED_ELSEWHERE, {LOST: 1}),
        (REWRITE, TYPED_THERE, {LOST: 1}),
        (REWRITE, REFUSED_HALFWAY, {TOLD: ROWS}),
        (ROW_NUMBER, TYPED_ELSEWHERE, {}),
        (ROW_NUMBER, TYPED_THERE, {LOST: 1}),
        (ROW_NUMBER, ROW_ABOVE, {LOST: 1, MISDIRECTED: 1}),
        (ROW_NUMBER, ANSWER_LOST, {YET_WRITTEN: 1}),
        (APPEND, ANSWER_LOST, {DOUBLED: 1}),
    ],
)
def test_a_peer_does_this_harm_and_ours_none(
    peer: Entrant, one: Round, expected: dict[str, int]
) -> None:
    assert harm(peer, one) == expected
    assert harm(OURS, one) == {}


def test_one_harm_is_counted_once() -> None:
    """The sheet is set right: the row that got another's edit is whole again, and so is that."""
    assert harm(ROW_NUMBER, ROW_ABOVE, SAVE, SAVE) == {LOST: 1, MISDIRECTED: 1}
    assert harm(REWRITE, REFUSED_HALFWAY, SAVE, TYPED_ELSEWHERE) == {TOLD: ROWS, LOST: 1}


def test_who_is_told_what() -> None:
    told = {
        entrant.title: (counts[ACKNOWLEDGED], counts[SHOWN])
        for entrant in (OURS, ROW_NUMBER)
        for counts in [played(entrant, [TYPED_THERE, ANSWER_LOST])]
    }
    assert told == {OURS.title: (1, 1), ROW_NUMBER.title: (1, 1)}
    assert played(OURS, [TYPED_THERE])["clashes"] == 1  # ours refused the first, a peer the second


def test_ours_is_counted_as_strictly() -> None:
    """Between its look and its write: what is typed in the same cell is gone unseen, and what a
    new row holds that was put in right there is told of, but not known."""
    typed_within = replace(SAVE, acts=(Act(1, "type", 0, 1),))
    added_within = replace(SAVE, acts=(Act(1, "add", 0, 0),))
    assert harm(OURS, typed_within) == {LOST: 1}
    assert harm(OURS, added_within) == {TOLD: 1}


@pytest.mark.parametrize("entrant", [OURS, REWRITE, ROW_NUMBER, APPEND], ids=lambda one: one.title)
def test_without_weather_or_company_no_way_does_harm(entrant: Entrant) -> None:
    calm = [
        replace(one, is_again=False, acts=tuple(replace(act, slot=9) for act in one.acts))
        for one in drawn_rounds(seed=1, storms=0)
    ]
    assert harm(entrant, *map(just_read, calm)) == {}
