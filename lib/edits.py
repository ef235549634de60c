"""What people changed in the sheets themselves: found by comparing two Snapshots.

A save of the app changes the stamp of its row (Gewijzigd op, Gewijzigd door) and has its line in
the Logboek; a row that changed under the same stamp was changed by hand, by somebody unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from lib.change import STAMP
from lib.schema.column import Kind
from lib.schema.problem import Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.table import row_values

Texts = dict[str, dict[str, str]]
# Sheet, key, the row as written, and the columns that others had changed.
Written = tuple[str, str, Mapping[str, Any], Sequence[str]]


@dataclass(frozen=True)
class Edit:
    """One row. `before` None: it was added; `after` None: it was deleted. `columns` are those
    that differ; `unread` is the text of new cells that cannot be read as a value. `is_saved`:
    the app did it, here or elsewhere, and its line is in the Logboek."""

    sheet: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    columns: tuple[str, ...]
    unread: Mapping[str, str]
    is_saved: bool = False


def edits(known: Snapshot, now: Snapshot) -> list[Edit]:
    """Every row that was changed, added or deleted between the two.

    A sheet that cannot be read now, or could not be read then, says nothing about its rows.
    """
    blocked = _blocked(known) | _blocked(now)
    found: list[Edit] = []
    for name, sheet in SHEETS.items():
        old, new = known.tables[name], now.tables[name]
        is_same = old is new or (old.equals(new) and old.index.equals(new.index))
        # Text that is no value is in the problems, not in the frame.
        if name not in blocked and not (is_same and _told(known, name) == _told(now, name)):
            found += _in_sheet(sheet, known, now)
    return found


def known_after(known: Snapshot | None, now: Snapshot) -> Snapshot:
    """What is known after this reading: of a sheet that could not be read what was known."""
    if known is None:
        return now
    kept = _blocked(now) - _blocked(known)
    tables = {name: (known if name in kept else now).tables[name] for name in SHEETS}
    problems = [p for p in now.problems if p.sheet not in kept]
    problems += [p for p in known.problems if p.sheet in kept]
    return replace(now, tables=tables, problems=tuple(problems))


def newly_readable(known: Snapshot, now: Snapshot) -> set[str]:
    """Sheets that could not be read then and can be now: of these nothing is known yet."""
    return _blocked(known) - _blocked(now)


def merged_edits(known: Snapshot, written: Iterable[Written]) -> list[Edit]:
    """What a save met in its rows and left alone, as far as nobody has noticed it yet."""
    found = []
    for sheet, key, row, merged in written:
        was = known.row(sheet, key) or {}
        columns = tuple(name for name in merged if was.get(name) != row.get(name))
        if columns:
            found.append(Edit(sheet, key, was, row, columns, {}))
    return found


def _blocked(snapshot: Snapshot) -> set[str]:
    return {p.sheet for p in snapshot.problems if p.is_blocking} | snapshot.off


def _told(snapshot: Snapshot, sheet: str) -> list[Problem]:
    return [p for p in snapshot.problems if p.sheet == sheet and p.text]


def _in_sheet(sheet: type[Sheet], known: Snapshot, now: Snapshot) -> Iterator[Edit]:
    before, after = _by_key(sheet, known), _by_key(sheet, now)
    old_texts, texts = _unread(sheet, known, before), _unread(sheet, now, after)
    shared = before.index.intersection(after.index)
    names = [column.name for column in sheet.columns if column.kind is not Kind.KEY]
    differs = _differences(names, before.reindex(shared), after.reindex(shared))
    keys: list[str] = shared.tolist()
    for row, key in enumerate(keys):
        for name, text in texts.get(key, {}).items():
            differs[row, names.index(name)] |= old_texts.get(key, {}).get(name) != text
    stamp = [place for place, name in enumerate(names) if name in STAMP]
    for row in np.flatnonzero(differs.any(axis=1)).tolist():
        key = keys[row]
        columns = tuple(name for place, name in enumerate(names) if differs[row, place])
        old, new = (_values(sheet, key, side.loc[key]) for side in (before, after))
        is_saved = bool(differs[row, stamp].any())
        yield Edit(sheet.name, key, old, new, columns, _of(texts, key, columns), is_saved)
    # A key that stands there twice is not gone; the sheet doctor tells about it.
    for key in _gone(before, _all_keys(sheet, now)):
        values = _values(sheet, key, before.loc[key])
        yield Edit(sheet.name, key, values, None, _filled(sheet, values), {})
    for key in _gone(after, _all_keys(sheet, known)):
        values = _values(sheet, key, after.loc[key])
        columns = (*_filled(sheet, values), *texts.get(key, {}))
        is_saved = values.get("changed_by") is not None
        yield Edit(sheet.name, key, None, values, columns, _of(texts, key, columns), is_saved)


def _by_key(sheet: type[Sheet], snapshot: Snapshot) -> pd.DataFrame:
    """Rows with a key of their own."""
    frame, key = snapshot.tables[sheet.name], sheet.key().name
    kept = frame.assign(_number=frame.index)[frame[key].notna()].drop_duplicates(key, keep=False)
    # As objects: an index of pandas' own texts is many times slower to walk and to look up in.
    return kept.set_index(kept.pop(key).astype(object))


def _all_keys(sheet: type[Sheet], snapshot: Snapshot) -> set[str]:
    return set(snapshot.tables[sheet.name][sheet.key().name].dropna().astype(object))


def _gone(rows: pd.DataFrame, keys: set[str]) -> list[str]:
    return [key for key in rows.index.tolist() if key not in keys]


def _differences(names: list[str], one: pd.DataFrame, other: pd.DataFrame) -> Any:
    """Rows × columns of truth, cell by cell; missing on both sides is the same."""
    changed = np.zeros((len(one), len(names)), bool)
    for place, name in enumerate(names):
        if one[name].array.equals(other[name].array):
            continue
        gone, still_gone = one[name].isna().to_numpy(), other[name].isna().to_numpy()
        changed[:, place] = gone ^ still_gone
        both = ~(gone | still_gone)
        left, right = (side[name].to_numpy(object)[both] for side in (one, other))
        pairs = zip(left, right, strict=True)
        changed[both, place] = np.fromiter((a is not b and a != b for a, b in pairs), bool)
    return changed


def _values(sheet: type[Sheet], key: str, row: Any) -> dict[str, Any]:
    return row_values(sheet, pd.concat([row, pd.Series({sheet.key().name: key})]))


def _filled(sheet: type[Sheet], values: Mapping[str, Any]) -> tuple[str, ...]:
    skipped = {sheet.key().name, *STAMP}
    return tuple(n for n, value in values.items() if n not in skipped and value not in (None, ()))


def _unread(sheet: type[Sheet], snapshot: Snapshot, rows: pd.DataFrame) -> Texts:
    """The cells that hold text but no value, by key and column."""
    told = [p for p in _told(snapshot, sheet.name) if p.column]
    keys = dict(zip(rows["_number"], rows.index, strict=True)) if told else {}
    found: Texts = {}
    for p in told:
        if p.row in keys and p.column:
            found.setdefault(keys[p.row], {})[p.column] = p.text
    return found


def _of(texts: Texts, key: str, columns: tuple[str, ...]) -> dict[str, str]:
    return {name: text for name, text in texts.get(key, {}).items() if name in columns}
