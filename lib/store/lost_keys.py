"""The key of a row from which somebody wiped it: what a row was called is bound to its secrets."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from lib.change import STAMP
from lib.schema.cells import Cell
from lib.schema.sheet import Sheet
from lib.snapshot import one_name
from lib.store.journal import NOBODY, Entry
from lib.table import read_values

Row = Mapping[str, Any]


def lost_keys(
    schema: type[Sheet],
    rows: Sequence[Sequence[Cell]],
    numbers: Collection[int],
    entries: Iterable[Entry],
    names: Mapping[str, str],
) -> dict[int, str]:
    """Row number → the key that this row had, for those of `numbers` that hold exactly what one
    deleted row of `entries` held, and no other does."""
    gone = {
        change.key: change.after
        for entry in entries
        if entry.actor == NOBODY
        for change in entry.changes
        if change.sheet == schema.name
    }
    read = read_values(schema, rows)
    taken = {*read.columns[schema.key().name]}
    held = {
        number: {
            c.name: one_name(c, read.columns[c.name][place], names)
            for c in schema.columns[1:]
            if c.name not in STAMP
        }
        for place, number in enumerate(read.numbers)
        if number in numbers
    }
    fits = {
        number: [key for key, was in gone.items() if key not in taken and _is_same(row, was)]
        for number, row in held.items()
    }
    every = [key for keys in fits.values() for key in keys]
    return {n: keys[0] for n, keys in fits.items() if len(keys) == 1 and every.count(keys[0]) == 1}


def _is_same(row: Row, was: Row) -> bool:
    return all(was.get(name) == (None if value == () else value) for name, value in row.items())
