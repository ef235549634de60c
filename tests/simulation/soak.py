"""`make soak`: random runs until STEPS are done or something goes wrong. Prints every count."""

import os
import sys
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path
from random import Random

from tests.simulation.schedule import drawn_step
from tests.simulation.simulation import WRITERS, Simulation

_STEPS_PER_WORLD = 60


def main() -> int:
    wanted, first = int(os.environ.get("STEPS", "1000000")), int(os.environ.get("SEED", "0"))
    counts: Counter[str] = Counter()
    started = time.monotonic()
    for seed in count(first):
        with tempfile.TemporaryDirectory() as folder:
            world, random = Simulation(Path(folder)), Random(seed)
            try:
                for step in range(_STEPS_PER_WORLD):
                    world.step(drawn_step(random, WRITERS))
                    if world.wrongs:
                        print(f"seed {seed}, step {step}: {world.wrongs}")
                        return 1
                world.finish()
            finally:
                world.close()
            if world.wrongs:
                print(f"seed {seed}, at the end: {world.wrongs}")
                return 1
            counts.update(world.counts)
        if counts["steps"] >= wanted:
            break
    per_s = counts["steps"] / (time.monotonic() - started)
    print(f"seeds {first} to {seed}: nothing lost, doubled, mixed, misdirected or unlogged")
    print(f"{dict(counts)}, {per_s:.0f} steps a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
