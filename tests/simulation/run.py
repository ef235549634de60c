"""Running worlds: from a seed, as long as it goes well; and what made one go wrong, made short."""

import os
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

from tests.simulation.ledger import Wrong
from tests.simulation.schedule import Round, drawn_round
from tests.simulation.simulation import Simulation

ROUNDS = 40
STORMS = 0.3
_AHEAD = 3
_TRIES = 150
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Outcome:
    """What happened in a world until it ended, or went wrong after `rounds`."""

    counts: Counter[str]
    wrongs: Sequence[Wrong]
    rounds: int
    steps: int


@contextmanager
def in_memory() -> Iterator[Path]:
    """A folder for one world: the journal waits for the disk after each save, which is proven
    elsewhere."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def drawn_rounds(seed: int, storms: float) -> list[Round]:
    random = Random(seed)
    return [drawn_round(random, storms) for _ in range(ROUNDS)]


def played(rounds: Sequence[Round]) -> Outcome:
    with in_memory() as folder:
        world = Simulation(folder)
        done = 0
        for one in rounds:
            world.play(one)
            done += 1
            if world.wrongs:
                break
        else:
            world.finish()
        return Outcome(world.counts, world.wrongs, done, world.steps)


def outcomes(first_seed: int) -> Iterator[tuple[int, Outcome]]:
    """World after world in the order of their seeds, a few played ahead on every core; endless."""
    cores = os.cpu_count() or 1
    ahead: deque[tuple[int, Future[Outcome]]] = deque()
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        try:
            for seed in count(first_seed):
                ahead.append((seed, pool.submit(drawn_and_played, seed)))
                if len(ahead) > cores * _AHEAD:
                    first, future = ahead.popleft()
                    yield first, future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def drawn_and_played(seed: int) -> Outcome:
    return played(drawn_rounds(seed, STORMS))


def shortened(rounds: Sequence[Round], is_wrong: Callable[[Sequence[Round]], bool]) -> list[Round]:
    """Fewer rounds, with fewer acts and less weather, that still go wrong; in bounded tries."""
    best, tries = list(rounds), 0
    is_shorter = True
    while is_shorter:
        is_shorter = False
        for shorter in _shorter(best):
            tries += 1
            if tries > _TRIES:
                return best
            if is_wrong(shorter):
                best, is_shorter = shorter, True
                break
    return best


def _shorter(rounds: Sequence[Round]) -> Iterator[list[Round]]:
    for size in (len(rounds) // 2, len(rounds) // 4, 1):
        for start in range(0, len(rounds), size or 1):
            if size:
                yield [*rounds[:start], *rounds[start + size :]]
    for place, one in enumerate(rounds):
        rest = [replace(one, acts=_without(one.acts, n)) for n in range(len(one.acts))]
        rest += [replace(one, weather=_without(one.weather, n)) for n in range(len(one.weather))]
        for less in rest:
            yield [*rounds[:place], less, *rounds[place + 1 :]]


def _without(items: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return items[:number] + items[number + 1 :]
