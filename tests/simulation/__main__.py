"""`make soak`: one world after another, until so many steps went well or one went wrong.

Every core plays a world of its own; they are counted in the order of their seeds, so the same
numbers give the same run on any machine.

python -m tests.simulation STEPS SEED
"""

import sys
import time
from collections import Counter

from tests.simulation.ledger import WRONGS
from tests.simulation.run import STORMS, drawn_rounds, outcomes, played, shortened

_TELL_EVERY_S = 60.0


def main(steps: int, first_seed: int) -> int:
    started = told = time.monotonic()
    counts: Counter[str] = Counter()
    done = 0
    for seed, outcome in outcomes(first_seed):
        counts += outcome.counts
        done += outcome.steps
        is_last = bool(outcome.wrongs) or done >= steps
        if is_last or time.monotonic() - told > _TELL_EVERY_S:
            told = time.monotonic()
            _tell(first_seed, seed, done, counts, started)
        if outcome.wrongs:
            _tell_wrong(seed, outcome.rounds)
            return 1
        if is_last:
            break
    return 0


def _tell(first_seed: int, seed: int, steps: int, counts: Counter[str], started: float) -> None:
    speed = steps / (time.monotonic() - started)
    print(f"seeds {first_seed}-{seed}: {steps:,} steps, {speed:.0f} a second", flush=True)
    print("  " + ", ".join(f"{name} {counts[name]}" for name in WRONGS))
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())), flush=True)


def _tell_wrong(seed: int, rounds: int) -> None:
    failing = drawn_rounds(seed, STORMS)[:rounds]
    shortest = shortened(failing, lambda shorter: bool(played(shorter).wrongs))
    print(f"seed {seed} goes wrong after {rounds} rounds; {len(shortest)} rounds still do:")
    for one in shortest:
        print(f"  {one}")
    for wrong in played(shortest).wrongs:
        print(f"  {wrong}")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
