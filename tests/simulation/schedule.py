"""What happens in a simulated world, as plain data: it can be drawn, replayed and shortened.

Rows, columns and places are numbers that are taken modulo what is there when it happens.
"""

from dataclasses import dataclass
from random import Random

NOT_APPLIED = (
    "quota", "unavailable", "internal", "expired", "html_500", "html_502", "html_503",
    "reset_before", "timeout_before",
)  # fmt: skip
APPLIED = ("reset_after", "timeout_after", "truncated")
# What a person does, and how often.
ACTS = {
    "type": 24, "sort": 16, "insert": 12, "add": 8, "delete": 10, "move": 14, "copy": 3, "mend": 4,
    "clear": 6, "type badly": 2, "drag column": 1,
}  # fmt: skip
WRITERS = 3
# Before which request of a save: the look, the write, what follows a write that went astray.
_SLOTS = {0: 30, 1: 42, 2: 15, 3: 9, 4: 4}


@dataclass(frozen=True)
class Act:
    """One thing a person does in the sheet, right before request `slot` of the app's save;
    afterwards when the save makes fewer requests."""

    slot: int
    kind: str
    row: int
    other: int


@dataclass(frozen=True)
class Weather:
    """A fault for `times` requests of the save, after `after` that go well."""

    fault: str
    on: str
    after: int
    times: int


@dataclass(frozen=True)
class Target:
    """A changed row, or a new one (`row` None), and which of its columns."""

    row: int | None
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Round:
    """One save by one of the app's writers, and everything around it. A writer who is not
    `is_fresh` works from what they saw earlier; `is_again` presses the button of their last new
    rows once more. `is_restart`: the app has just been started again."""

    writer: int
    is_fresh: bool
    is_again: bool
    is_restart: bool
    targets: tuple[Target, ...]
    acts: tuple[Act, ...] = ()
    weather: tuple[Weather, ...] = ()
    pause_s: int = 0


def drawn_act(random: Random) -> Act:
    (slot,) = random.choices(list(_SLOTS), list(_SLOTS.values()))
    (kind,) = random.choices(list(ACTS), list(ACTS.values()))
    return Act(slot, kind, random.randrange(60), random.randrange(60))


def drawn_round(random: Random, storms: float) -> Round:
    """`storms` is how many rounds out of one have bad weather."""
    is_stormy = random.random() < storms
    return Round(
        writer=random.randrange(WRITERS),
        is_fresh=random.random() < 0.5,
        is_again=random.random() < 0.1,
        is_restart=random.random() < 0.03,
        targets=tuple(_target(random) for _ in range(random.choice((1, 1, 1, 1, 2)))),
        acts=tuple(drawn_act(random) for _ in range(random.choice((1, 1, 2, 2, 3, 4)))),
        weather=tuple(_weather(random) for _ in range(random.choice((1, 1, 2)) * is_stormy)),
        pause_s=random.randrange(25),
    )


def _target(random: Random) -> Target:
    is_new = random.random() < 0.2
    columns = random.sample(range(4), random.choice((1, 1, 2)))
    return Target(None if is_new else random.randrange(60), tuple(columns))


def _weather(random: Random) -> Weather:
    fault = random.choice((*NOT_APPLIED, *APPLIED, *APPLIED))
    on = random.choice(("read", "write", "write", "any"))
    return Weather(fault, on, random.choice((0, 0, 0, 1, 2)), random.choice((1, 1, 1, 2, 6)))
