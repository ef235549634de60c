"""Change: a row before and after; its problems; its clash with the row as it is now.

Values are plain (see snapshot.plain); secret columns hold sealed text on both sides.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from lib.cipher import Cipher, Place
from lib.errors import ChangeRefused, SecretUnreadable
from lib.schema import codes
from lib.schema.cells import SEPARATOR, Cell, Read, number_cell, read_cell, to_cell
from lib.schema.column import Column, Kind
from lib.schema.problem import Fault, Problem
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, referable

STAMP = ("changed_on", "changed_by")
# Kinds that may be given as a number; a file may hold one in a column of text.
_NUMERIC = (Kind.WHOLE, Kind.NUMBER, Kind.TEXT)


@dataclass(frozen=True)
class Change:
    """`before` is the row as the person saw it, None for a new row. `after` holds only the
    columns this change touches. `key` is minted before sending, so a repeat is recognised."""

    sheet: str
    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def schema(self) -> type[Sheet]:
        return SHEETS[self.sheet]

    def row(self, now: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The whole row as it becomes, on top of the row as it is now (or was seen)."""
        blank = {column.name: None for column in self.schema.columns}
        base = now if now is not None else (self.before or {})
        return {**blank, **base, **self.after, self.schema.key().name: self.key}


def new_key(sheet: str, snapshot: Snapshot) -> str:
    """A key no row has yet; client codes have their own form."""
    schema = SHEETS[sheet]
    taken = set(snapshot.tables[sheet][schema.key().name].dropna())
    while True:
        if sheet == "clients":
            key = codes.client_code(secrets.randbelow(32**4))
        else:
            key = codes.row_key(schema.prefix, secrets.randbits(50))
        if key is not None and key not in taken:
            return key


def propose(
    sheet: str,
    key: str,
    before: Mapping[str, Any] | None,
    values: Mapping[str, Any],
    snapshot: Snapshot,
    cipher: Cipher,
    reason: str = "",
    *,
    is_undo: bool = False,
) -> Change:
    """The change that these values make, checked on everything that can be checked here.
    The order of steps does not bind who takes back their own last press (`is_undo`).

    `values` may be what a widget, a grid or a file gave. `snapshot` is the one the person may
    see: a reference outside it does not exist for them. ChangeRefused holds all problems.
    """
    schema = SHEETS[sheet]
    given, problems = _read_values(schema, values)
    touched, unreadable = _touched(schema, key, before, given, cipher)
    problems += unreadable
    if before is None:
        problems += _missing(schema, values)
    else:
        touched |= _kept(schema, before, touched)
    change = Change(sheet, key, before, touched, reason)
    problems += _reference_problems(change, snapshot)
    problems += _rule_problems(change, given, snapshot)
    problems += [] if is_undo else _step_problems(change)
    if problems:
        raise ChangeRefused(_once_per_column(problems))
    return change


def clashes(change: Change, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Columns this change touches that somebody else set to another value meanwhile."""
    if change.before is None:
        return ()
    return tuple(
        name
        for name, mine in change.after.items()
        if now.get(name) != change.before.get(name) and now.get(name) != mine
    )


def changed_by_others(change: Change, now: Mapping[str, Any]) -> tuple[str, ...]:
    """Columns somebody else changed that this change leaves alone; they simply stay."""
    if change.before is None:
        return ()
    return tuple(
        column.name
        for column in change.schema.columns
        if column.name not in change.after
        and column.name not in STAMP
        and now.get(column.name) != change.before.get(column.name)
    )


def _read_values(
    schema: type[Sheet], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Problem]]:
    read, problems = {}, []
    columns = {column.name: column for column in schema.columns}
    for name, value in values.items():
        column = columns.get(name)
        if column is None:
            problems.append(Problem(schema.name, None, None, "", "unknown_column",
                f"Een van de velden hoort niet bij het blad {schema.title}."))  # fmt: skip
            continue
        if column.is_protected:
            problems.append(_problem(schema, column, "protected",
                f"'{column.header}' wordt door de app ingevuld."))  # fmt: skip
            continue
        cell = _as_cell(column, value)
        found = Read(None, cell) if isinstance(cell, Fault) else read_cell(column, cell)
        read[name] = found.value
        if found.fault:
            problems.append(_problem(schema, column, *found.fault))
    return read, problems


def _as_cell(column: Column, value: Any) -> Cell | Fault:
    """What would stand in the sheet for this value: typed values and typed-in text alike.
    A value of a type that no widget, grid or file gives for this kind is a fault."""
    if pd.api.types.is_scalar(value):
        if pd.isna(value):
            return None
        value = value.item() if hasattr(value, "item") else value  # numpy's, from a grid
    if column.is_several and isinstance(value, list | tuple | set | frozenset):
        if all(isinstance(part, str) for part in value):
            return SEPARATOR.join(value)
    elif isinstance(value, bool):
        if column.kind in (Kind.YES_NO, Kind.CHOICE):
            return value
    elif isinstance(value, date):
        is_local = getattr(value, "tzinfo", None) is None
        if is_local and column.kind in (Kind.DATE, Kind.MOMENT):
            return to_cell(column, value)
    elif isinstance(value, int | float):
        if column.kind in _NUMERIC:
            return number_cell(value)
    elif isinstance(value, str):
        return value
    return Fault("not_valid", f"'{column.header}' heeft geen geldige waarde.")


def _touched(
    schema: type[Sheet],
    key: str,
    before: Mapping[str, Any] | None,
    given: Mapping[str, Any],
    cipher: Cipher,
) -> tuple[dict[str, Any], list[Problem]]:
    touched, problems = {}, []
    for name, value in given.items():
        was = before.get(name) if before else None
        if schema.column(name).is_secret:
            place = Place(schema.workbook, schema.name, key, name)
            try:
                if (cipher.open(was, place) if was else None) == value:
                    continue
            except SecretUnreadable:
                problems.append(_unreadable(schema, schema.column(name)))
                continue
            value = cipher.seal(value, place) if value else None
        if value != was:
            touched[name] = value
    return touched, problems


def _kept(
    schema: type[Sheet], before: Mapping[str, Any], touched: Mapping[str, Any]
) -> dict[str, Any]:
    """First values that are written down because they change now for the first time."""
    return {
        kept: before[source]
        for kept, source in schema.keeps_first.items()
        if source in touched
        and kept not in touched
        and before.get(kept) is None
        and before.get(source) is not None
    }


def _unreadable(schema: type[Sheet], column: Column) -> Problem:
    """Sealing something over it would destroy it for good; its key may come back."""
    return _problem(schema, column, "unreadable",
        f"'{column.header}' is nu niet leesbaar en wordt daarom niet overschreven. "
        "Vraag de beheerder naar de sleutel.")  # fmt: skip


def _missing(schema: type[Sheet], values: Mapping[str, Any]) -> list[Problem]:
    return [
        _problem(schema, column, "missing", f"Vul '{column.header}' in.")
        for column in schema.columns
        if column.is_required and not column.is_protected and column.name not in values
    ]


def _reference_problems(change: Change, snapshot: Snapshot) -> list[Problem]:
    problems = []
    for name, value in change.after.items():
        column = change.schema.column(name)
        if column.to is None or value is None:
            continue
        stood = (change.before or {}).get(name) or () if column.is_several else ()
        named = {*value} - {*stood} if column.is_several else {value}
        if named - set(referable(column, snapshot.tables)):
            problems.append(
                _problem(
                    change.schema,
                    column,
                    "unknown_reference",
                    f"'{column.header}' verwijst naar iets dat niet in "
                    f"{SHEETS[column.to].title} staat.",
                )
            )
    return problems


def _rule_problems(change: Change, given: Mapping[str, Any], snapshot: Snapshot) -> list[Problem]:
    """Rules that hold no longer; what was already broken before does not block this change."""
    schema = change.schema
    before = {**change.before} if change.before else None
    # Rules speak about plain text, so they see what was typed, not the sealed cell.
    after = {**change.row(), **given}
    problems = [
        _problem(schema, schema.column(rule.column), "rule", rule.sentence)
        for rule in schema.rules
        if not rule.holds(after) and (before is None or rule.holds(before))
    ]
    return problems + _across_problems(change, snapshot)


def _step_problems(change: Change) -> list[Problem]:
    schema, steps = change.schema, change.schema.steps
    if steps is None or steps.column not in change.after:
        return []
    was, then = (change.before or {}).get(steps.column), change.after[steps.column]
    if steps.may_follow(was, then):
        return []
    sentence = f"Van '{was or 'geen stap'}' kan niet meteen naar '{then}'."
    return [_problem(schema, schema.column(steps.column), "step", sentence)]


def _across_problems(change: Change, snapshot: Snapshot) -> list[Problem]:
    schema = change.schema
    if not schema.across:
        return []
    row = change.row()
    after = snapshot.with_rows([(change.sheet, row)]).tables[change.sheet]
    problems = []
    for rule in schema.across:
        group = after if rule.group is None else after[after[rule.group] == row[rule.group]]
        is_mine: pd.Series = group[schema.key().name] == change.key
        if len(group) > 1 and bool(rule.offends_in(group)[is_mine].any()):
            problems.append(_problem(schema, schema.column(rule.column), "rule", rule.sentence))
    return problems


def _once_per_column(problems: list[Problem]) -> list[Problem]:
    """The first problem of every column: an empty cell need not be called wrong twice."""
    seen: dict[str | None, Problem] = {}
    for problem in problems:
        seen.setdefault(problem.column, problem)
    return list(seen.values())


def _problem(schema: type[Sheet], column: Column, code: str, sentence: str) -> Problem:
    return Problem(schema.name, None, column.name, "", code, sentence)
