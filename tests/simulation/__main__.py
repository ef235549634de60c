"""`make soak`: one world after another, until so many steps went well or one went wrong.

python -m tests.simulation STEPS SEED
"""

import sys
import time
from collections import Counter

from tests.simulation.ledger import WRONGS
from tests.simulation.run import drawn_rounds, played, shortened

_STORMS = 0.3
_TELL_EVERY_S = 60.0


def main(steps: int, first_seed: int) -> int:
    started = told = time.monotonic()
    counts: Counter[str] = Counter()
    done, seed = 0, first_seed
    while done < steps:
        rounds = drawn_rounds(seed, _STORMS)
        outcome = played(rounds)
        counts += outcome.counts
        done += outcome.steps
        if outcome.wrongs:
            _tell(first_seed, seed, done, counts, started)
            _tell_wrong(seed, outcome.rounds)
            return 1
        if time.monotonic() - told > _TELL_EVERY_S:
            told = time.monotonic()
            _tell(first_seed, seed, done, counts, started)
        seed += 1
    _tell(first_seed, seed - 1, done, counts, started)
    return 0


def _tell(first_seed: int, seed: int, steps: int, counts: Counter[str], started: float) -> None:
    speed = steps / (time.monotonic() - started)
    print(f"seeds {first_seed}-{seed}: {steps:,} steps, {speed:.0f} a second", flush=True)
    print("  " + ", ".join(f"{name} {counts[name]}" for name in WRONGS))
    print("  " + ", ".join(f"{name} {count}" for name, count in sorted(counts.items())), flush=True)


def _tell_wrong(seed: int, rounds: int) -> None:
    failing = drawn_rounds(seed, _STORMS)[:rounds]
    shortest = shortened(failing, lambda shorter: bool(played(shorter).wrongs))
    print(f"seed {seed} goes wrong after {rounds} rounds; {len(shortest)} rounds still do:")
    for one in shortest:
        print(f"  {one}")
    for wrong in played(shortest).wrongs:
        print(f"  {wrong}")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
