"""Snapshot: all sheets as frames, as read at one moment, and what was wrong in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pandas as pd

from lib.schema.cells import to_text
from lib.schema.column import Column, Kind
from lib.schema.problem import Problem
from lib.schema.project import spellings
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.table import Table, column_series, empty_table, plain, row_values, spelling


@dataclass(frozen=True)
class Snapshot:
    """`tables` holds every sheet of the schema, empty where the sheet is missing. `pending` are
    the rows (sheet, key) whose last save is accepted but not in the sheet yet. `spellings` are
    cells that count, but are not written as the app writes them. Of the sheets that are `off`
    (their workbook is switched off) nothing was read."""

    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    read_at: datetime
    positions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    pending: frozenset[tuple[str, str]] = frozenset()
    spellings: tuple[Problem, ...] = ()
    off: frozenset[str] = frozenset()

    def table(self, name: str) -> pd.DataFrame:
        """The frame of a sheet; pandas copies on write, so nobody can spoil it for others."""
        return self.tables[name].copy(deep=False)

    def row(self, name: str, key: str) -> dict[str, Any] | None:
        """One row by key as plain values (None for missing), None when there is no such row."""
        frame = self.tables[name]
        found = frame[frame[SHEETS[name].key().name] == key]
        return row_values(SHEETS[name], found.iloc[0]) if len(found) else None

    def keyed(self, name: str) -> pd.DataFrame:
        """The rows of a sheet whose key stands on no other row: those that can be changed."""
        frame, key = self.table(name), SHEETS[name].key().name
        return frame[frame[key].notna() & ~frame[key].duplicated(keep=False)]

    def row_number(self, name: str, key: str) -> int | None:
        """Where the row stood when it was read: a hint, not an identity."""
        frame = self.tables[name]
        found = frame.index[frame[SHEETS[name].key().name] == key]
        return int(found[0]) if len(found) else None

    def only(self, tables: Mapping[str, pd.DataFrame]) -> "Snapshot":
        """This Snapshot with other tables; of a sheet without rows only the problems of the
        sheet itself and its header are kept."""
        problems = tuple(p for p in self.problems if p.row in (None, 1) or len(tables[p.sheet]))
        return replace(self, tables=tables, problems=problems)

    def without_rows_of(self, sheet: str) -> "Snapshot":
        return self.only({**self.tables, sheet: self.tables[sheet].iloc[:0]})

    def with_rows(self, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> "Snapshot":
        """This Snapshot with rows (sheet, values) put in by key: replaced where the key is
        known, else added at the end, where an append puts them in the sheet, too."""
        tables = dict(self.tables)
        for name, values in rows:
            tables[name] = _with_row(SHEETS[name], tables[name], values)
        return replace(self, tables=tables)


def _with_row(sheet: type[Sheet], frame: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    key = sheet.key().name
    found = frame.index[frame[key] == values[key]]
    number = int(found[0]) if len(found) else int(frame.index.max() if len(frame) else 1) + 1
    row = pd.DataFrame(
        {c.name: column_series(c, [values.get(c.name)], [number]) for c in sheet.columns}
    )
    if not len(found):
        return pd.concat([frame, row])
    frame = frame.copy()
    for name in row.columns:
        frame.at[number, name] = row[name].iloc[0]
    return frame


def assemble(
    tables: Mapping[str, Table], read_at: datetime, off: frozenset[str] = frozenset()
) -> Snapshot:
    """Put the tables together: organisations get their one name, references are checked."""
    tables = {**tables, **{name: empty_table(SHEETS[name]) for name in off}}
    frames = {name: tables[name].frame for name in SHEETS}
    problems = [problem for name in SHEETS for problem in tables[name].problems]
    aliases = organisation_names(frames["organisations"])
    spellings = [problem for name in SHEETS for problem in tables[name].spellings]
    for name, sheet in SHEETS.items():
        frames[name] = with_one_name(sheet, frames[name], aliases)
        spellings += _other_names(sheet, tables[name].frame, frames[name])
        problems += _dangling(sheet, frames)
        problems += _rule_problems(sheet, frames[name])
    positions = {name: tables[name].positions for name in SHEETS}
    return Snapshot(
        frames, tuple(problems), read_at, positions, spellings=tuple(spellings), off=off
    )


def organisation_names(organisations: pd.DataFrame) -> dict[str, str]:
    """Every spelling, case-folded → the one name."""
    names: dict[str, str] = {}
    pairs = zip(organisations["organisation_name"], organisations["aliases"], strict=True)
    for name, aliases in pairs:
        for spelled in spellings(name, aliases):
            names.setdefault(spelled, name)
    return names


def with_one_name(
    sheet: type[Sheet], frame: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The frame with every organisation under its one name (`organisation_names`)."""
    changed = {
        column.name: frame[column.name].map(lambda value, c=column: one_name(c, value, names))
        for column in sheet.columns
        if column.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS)
    }
    return frame.assign(**changed) if changed and len(frame) else frame


def one_name(column: Column, value: Any, names: Mapping[str, str]) -> Any:
    """A value with every organisation in it under its one name; others as they are."""
    if column.kind is Kind.ORGANISATION and isinstance(value, str):
        return names.get(" ".join(value.split()).casefold(), value)
    if column.kind is Kind.ORGANISATIONS and value:
        spelled = (names.get(" ".join(name.split()).casefold(), name) for name in value)
        return tuple(dict.fromkeys(spelled))
    return value


def referable(column: Column, frames: Mapping[str, pd.DataFrame]) -> "pd.Series[str]":
    """What a column with a `to` may hold: keys, or the names of organisations."""
    assert column.to is not None
    is_named = column.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS)
    known: pd.Series[str] = frames[column.to][
        "organisation_name" if is_named else SHEETS[column.to].key().name
    ]
    return known


def _other_names(sheet: type[Sheet], read: pd.DataFrame, named: pd.DataFrame) -> list[Problem]:
    """Organisations that stand there under another name than their one name."""
    found = []
    for column in sheet.columns:
        if column.kind not in (Kind.ORGANISATION, Kind.ORGANISATIONS):
            continue
        for number, there, one in zip(
            read.index, read[column.name], named[column.name], strict=True
        ):
            was, now = plain(column, there), plain(column, one)
            if was != now:
                found.append(spelling(sheet, column, int(number), to_text(column, was), now))
    return found


def _dangling(sheet: type[Sheet], frames: Mapping[str, pd.DataFrame]) -> list[Problem]:
    problems = []
    for column in sheet.columns:
        if column.to is None:
            continue
        found = frames[sheet.name][column.name]
        found = (found.explode() if column.is_several else found).dropna()
        unknown = set(found.unique()) - set(referable(column, frames))
        missing = found[found.isin(unknown)] if unknown else found[:0]
        problems += [
            Problem(
                sheet.name,
                int(str(number)),
                column.name,
                str(key),
                "unknown_reference",
                f"'{key}' staat niet in het blad {SHEETS[column.to].title}.",
            )
            for number, key in missing.items()
        ]
    return problems


def _rule_problems(sheet: type[Sheet], frame: pd.DataFrame) -> list[Problem]:
    """Rules across rows only: rules within a row are checked where a row is changed, and by
    the sheet doctor."""
    problems = []
    for rule in sheet.across:
        if not len(frame):
            continue
        offends = rule.offends_in(frame)
        problems += [
            Problem(sheet.name, int(number), rule.column, "", "rule", rule.sentence)
            for number in frame.index[offends]
        ]
    return problems
