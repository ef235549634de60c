"""What is to be done: by a request, or by a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lib.schema.column import Column

Request = dict[str, Any]
MAKE, LOOK, PROTECT = range(3)
"""The order of requests: places first, so that all else has something to refer to."""
_NAMED_AT_MOST = 4


@dataclass(frozen=True)
class Step:
    """A difference that requests put right: in which tab ("" for the spreadsheet), and what it
    is, in words that follow a colon. `what` is empty for a part of a step that says it all."""

    place: str
    what: str
    requests: Sequence[Request]
    phase: int = LOOK


@dataclass(frozen=True)
class Task:
    """A difference that a person has to put right: the sentence says where to press."""

    sentence: str


def ordered(steps: Iterable[Step]) -> list[Request]:
    """The requests of these steps, as they go into one batch."""
    return [r for step in sorted(steps, key=lambda one: one.phase) for r in step.requests]


def sentences(steps: Iterable[Step]) -> list[str]:
    """One for each tab."""
    by_place: dict[str, list[str]] = {}
    for step in steps:
        if step.what:
            by_place.setdefault(step.place, []).append(step.what)
    return [f"{place}: {'; '.join(whats)}." for place, whats in by_place.items()]


def named(columns: Sequence[Column]) -> str:
    if len(columns) > _NAMED_AT_MOST:
        return f"{len(columns)} kolommen"
    return ", ".join(f"'{column.header}'" for column in columns)
