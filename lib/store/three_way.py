"""A file that comes back, against the sheet when the file was made and the sheet as it is now."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from lib.change import STAMP
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.sheet_file import FileRow, SheetFile, is_same
from lib.table import rows_of


@dataclass
class ThreeWay:
    """What the file changes, by key: `seen` is the row the person had before them, `typed` the
    columns they gave another value, `added` the keys minted for new rows. `problems` stand at a
    row of the file, which is then passed over as a whole. `by_others` changed meanwhile and were
    left alone in the file; `missing` are rows the file no longer has: they stay in the sheet."""

    seen: dict[str, dict[str, Any]] = field(default_factory=dict)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    by_others: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def three_way(name: str, file: SheetFile, now: Snapshot, new_key: Callable[[], str]) -> ThreeWay:
    """Compared by key, never by place: a file may be sorted and rows left out."""
    schema = SHEETS[name]
    key = schema.key().name
    stands = {row[key]: row for row in rows_of(schema, now.keyed(name))}
    times = Counter(row.key for row in file.rows if row.key is not None)
    found = ThreeWay()
    for row in file.rows:
        if row.faults:
            found.problems += row.faults
        elif row.key is None:
            minted = new_key()
            found.added.append(minted)
            found.typed[minted] = dict(row.values)
        elif times[row.key] > 1:
            found.problems.append(_problem(schema, row, "duplicate_key",
                f"De sleutel {row.key} staat op meer dan een rij van het bestand. "
                "Een nieuwe rij heeft een lege sleutel."))  # fmt: skip
        else:
            _compare(schema, row, file, stands, found)
    in_the_file = {file.base[k][key] if k in file.base else k for k in times}
    kept = {base[key] for base in file.base.values()} & set(stands)
    found.missing = sorted(kept - in_the_file)
    return found


def _compare(
    schema: type[Sheet],
    row: FileRow,
    file: SheetFile,
    stands: dict[str, dict[str, Any]],
    found: ThreeWay,
) -> None:
    assert row.key is not None
    base = file.base.get(row.key)
    key = row.key if base is None else base[schema.key().name]
    now = stands.get(key)
    if base is None and now is None:
        found.problems.append(_problem(schema, row, "unknown_key",
            f"De sleutel {row.key} staat niet in het blad {schema.title}. "
            "Laat de sleutel leeg voor een nieuwe rij."))  # fmt: skip
        return
    seen = {**(now or {}), **(base or {})}
    typed = {
        name: value
        for name, value in row.values.items()
        if not is_same(schema.column(name), value, seen.get(name))
    }
    if now is None:
        if typed:
            found.problems.append(_problem(schema, row, "row_gone",
                f"De rij is intussen uit het blad {schema.title} verwijderd."))  # fmt: skip
        return
    # What others wrote there, too, need not be written again.
    seen |= {name: value for name, value in typed.items() if value == now[name]}
    typed = {name: value for name, value in typed.items() if value != now[name]}
    if typed:
        found.seen[key], found.typed[key] = seen, typed
    elif any(seen[name] != now[name] for name in seen if name not in STAMP):
        found.by_others.append(key)


def _problem(schema: type[Sheet], row: FileRow, code: str, sentence: str) -> Problem:
    return Problem(schema.name, row.number, schema.key().name, "", code, sentence)
