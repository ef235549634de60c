"""The base of every sheet: title, workbook, columns, rules, and the stamp of the last change."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

import pandas as pd
from pydantic import BaseModel

from lib.schema.column import Column, Kind, column, read_column

Row = Mapping[str, Any]
_STAMP = ("changed_on", "changed_by")


@dataclass(frozen=True)
class Rule:
    """A rule within one row: `holds` is false → `sentence` at `column`. Missing is None."""

    column: str
    sentence: str
    holds: Callable[[Row], bool]


@dataclass(frozen=True)
class AcrossRule:
    """A rule across rows with the same value in `group`, or across all rows of the sheet (None):
    `offends_in` marks rows of a sheet, or of those with one value."""

    column: str
    group: str | None
    sentence: str
    offends_in: Callable[[pd.DataFrame], pd.Series]


@dataclass(frozen=True)
class Steps:
    """The allowed transitions of a choice column; None is the step before the first."""

    column: str
    after: Mapping[str | None, frozenset[str]]

    def may_follow(self, before: str | None, then: str | None) -> bool:
        return before == then or (then is not None and then in self.after.get(before, frozenset()))

    def open_from(self, before: str | None, steps: Sequence[StrEnum]) -> tuple[StrEnum, ...]:
        """Those of the steps that may be chosen now, in their order."""
        return tuple(step for step in steps if self.may_follow(before, step))


class Sheet(BaseModel):
    """One tab of a workbook; a subclass's docstring says what a row is."""

    name: ClassVar[str]
    title: ClassVar[str]
    workbook: ClassVar[str]
    prefix: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    across: ClassVar[tuple[AcrossRule, ...]] = ()
    steps: ClassVar[Steps | None] = None
    keeps_first: ClassVar[Mapping[str, str]] = {}
    """Column → the column whose first value it keeps, once that one is changed."""
    client_column: ClassVar[str | None] = None
    """The column that says whose row this is; None where rows are of no client."""

    changed_on: datetime | None = column("Gewijzigd op", is_protected=True)
    changed_by: str | None = column("Gewijzigd door", is_protected=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Pydantic hands the class keywords to both hooks; the one below uses them.
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(  # type: ignore[override]
        cls, *, tab: str, workbook: str, prefix: str, is_stamped: bool = True, **kwargs: Any
    ) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        cls.title, cls.workbook, cls.prefix = tab, workbook, prefix
        fields = [name for name in cls.model_fields if name not in _STAMP]
        names = (*fields, *_STAMP) if is_stamped else fields
        cls.columns = tuple(read_column(name, cls.model_fields[name]) for name in names)
        cls.client_column = _client_column(cls.name, cls.columns)

    @classmethod
    def column(cls, name: str) -> Column:
        """The column with this English name; KeyError when there is none."""
        for candidate in cls.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{cls.__name__}.{name}")

    @classmethod
    def key(cls) -> Column:
        return cls.columns[0]

    @classmethod
    def shown(cls) -> tuple[Column, ...]:
        """What may stand in a grid or a file: all but the secret columns."""
        return tuple(column for column in cls.columns if not column.is_secret)

    @classmethod
    def what_is_a_row(cls) -> str:
        return " ".join((cls.__doc__ or "").split())


def _client_column(sheet: str, columns: tuple[Column, ...]) -> str | None:
    if sheet == "clients":
        return columns[0].name
    references = (c.name for c in columns if c.kind is Kind.REFERENCE and c.to == "clients")
    return next(references, None)


def not_before(later: str, earlier: str, sentence: str) -> Rule:
    """The rule that one date does not lie before another; a missing one is no fault."""

    def holds(row: Row) -> bool:
        first, last = row.get(earlier), row.get(later)
        return first is None or last is None or last >= first

    return Rule(later, sentence, holds)


def required_when(name: str, sentence: str, when: Callable[[Row], bool]) -> Rule:
    """The rule that a column must be filled as soon as `when` holds."""
    return Rule(name, sentence, lambda row: not when(row) or row.get(name) not in (None, "", ()))
