"""A stand: one sheet at one moment, by key, with all that a key and a value cannot hold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from gspread.utils import a1_to_rowcol

from lib.schema.sheet import Sheet
from lib.snapshot import with_one_name
from lib.store.tab import Tab
from lib.table import Table, plain


@dataclass(frozen=True)
class Stand:
    """`rows` are plain values as they stood, `named` the same under the organisations' one name.

    By key and column: `unread` is the text of cells that could not be read as a value, `formulas`
    where a formula stood. `own` counts cells in columns of the coordinators' own, by key.
    """

    columns: Collection[str]
    rows: Mapping[str, dict[str, Any]]
    named: Mapping[str, dict[str, Any]]
    unread: Mapping[str, Mapping[str, str]]
    formulas: Mapping[str, set[str]]
    own: Mapping[str, int]
    repeated: Collection[str]
    keyless_count: int


def stand(sheet: type[Sheet], table: Table, tab: Tab | None, names: Mapping[str, str]) -> Stand:
    """`names` are the organisations' (`organisation_names`)."""
    rows = _values(sheet, table.frame)
    keys = [row[sheet.key().name] for row in rows]
    named = _values(sheet, with_one_name(sheet, table.frame, names))
    by_number = {int(n): k for n, k in zip(table.frame.index, keys, strict=True) if k is not None}
    return Stand(
        columns=table.positions,
        rows={key: row for key, row in zip(keys, rows, strict=True) if key is not None},
        named={key: row for key, row in zip(keys, named, strict=True) if key is not None},
        unread=_unread(table, by_number),
        formulas=_formulas(table, tab, by_number),
        own=_own(sheet, table, by_number),
        repeated={p.text for p in table.problems if p.code == "duplicate_key"},
        keyless_count=keys.count(None),
    )


def _values(sheet: type[Sheet], frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [[plain(column, value) for value in frame[column.name]] for column in sheet.columns]
    names = [column.name for column in sheet.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _unread(table: Table, by_number: Mapping[int, str]) -> dict[str, dict[str, str]]:
    unread: dict[str, dict[str, str]] = {}
    for problem in table.problems:
        key = by_number.get(problem.row or 0)
        if key and problem.column and (problem.text or problem.code == "not_sealed"):
            unread.setdefault(key, {})[problem.column] = problem.text
    return unread


def _formulas(table: Table, tab: Tab | None, by_number: Mapping[int, str]) -> dict[str, set[str]]:
    names = {place: name for name, place in table.positions.items()}
    formulas: dict[str, set[str]] = {}
    for cell in tab.formulas if tab else ():
        number, column = a1_to_rowcol(cell)
        if (key := by_number.get(number)) and (name := names.get(column - 1)):
            formulas.setdefault(key, set()).add(name)
    return formulas


def _own(sheet: type[Sheet], table: Table, by_number: Mapping[int, str]) -> dict[str, int]:
    known = {column.name for column in sheet.columns}
    own: dict[str, int] = {}
    for title in table.frame.columns.difference(list(known)):
        for number, text in table.frame[title].items():
            if text and (key := by_number.get(int(str(number)))):
                own[key] = own.get(key, 0) + 1
    for problem in table.problems:
        if problem.code == "no_header" and (key := by_number.get(problem.row or 0)):
            own[key] = own.get(key, 0) + 1
    return own
