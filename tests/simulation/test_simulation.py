"""Nothing is lost, doubled, mixed or misdirected, and every change has its line, whatever people
do in the sheet between our look and our write and however the answers get lost."""

from pathlib import Path
from random import Random

import pytest

from tests.simulation.schedule import drawn_step
from tests.simulation.simulation import WRITERS, Simulation

STEPS = 60


@pytest.mark.parametrize("seed", range(6))
def test_a_random_run_leaves_the_sheet_as_everybody_was_told(seed: int, tmp_path: Path) -> None:
    random, world = Random(seed), Simulation(tmp_path)
    try:
        for _ in range(STEPS):
            world.step(drawn_step(random, WRITERS))
            assert world.wrongs == []
        world.finish()
        assert world.wrongs == []
        # The run is only worth something when people were in the way.
        assert world.counts["steps"] == STEPS
        assert world.counts["inside"] > STEPS / 3
    finally:
        world.close()
