"""Seeded chance, and the keys drawn with it."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, TypeVar

from lib.schema.codes import client_code, drawn_row_key
from lib.schema.workbook import SHEETS

Row = dict[str, Any]
T = TypeVar("T")


def stream(seed: int, noun: str) -> Random:
    """A source of its own per noun: more of one thing leaves all other things as they are."""
    return Random(f"{seed}/{noun}")  # noqa: S311 - repeatable is what we want, not secret


def pick(rng: Random, weights: Mapping[T, float]) -> T:
    """One of the keys, by weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def shares(weights: Sequence[float], amount: int) -> list[int]:
    """Whole numbers in proportion to the weights, together exactly `amount`."""
    total, passed, given = sum(weights), 0.0, []
    for weight in weights:
        before, passed = round(amount * passed / total), passed + weight
        given.append(round(amount * passed / total) - before)
    return given


def client_codes(seed: int, amount: int) -> list[str]:
    """So many different codes."""
    rng = stream(seed, "codes")
    found: dict[str, None] = {}
    while len(found) < amount:
        if code := client_code(rng.randrange(32**4)):
            found[code] = None
    return list(found)


def keyed(sheet_name: str, rows: Sequence[Row], seed: int) -> list[Row]:
    """The rows with a key in front; a row that has its own keeps it."""
    sheet, rng = SHEETS[sheet_name], stream(seed, f"keys of {sheet_name}")
    key = sheet.key().name
    return [{key: drawn_row_key(sheet.prefix, lambda: rng.getrandbits(50)), **row} for row in rows]


def table(columns: str, *rows: tuple[Any, ...]) -> list[Row]:
    """Literal rows under the English names of their columns."""
    names = columns.split()
    return [dict(zip(names, row, strict=True)) for row in rows]
