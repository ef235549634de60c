"""Data validation: what a strict rule keeps out of a cell.

A rule that is not strict only marks the cell on screen, so nothing is checked. A strict rule
whose condition cannot be judged here is refused when it is set.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from lib.localsheets import cell, entry, rendering
from lib.localsheets.cell import Entry, Scalar
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.workbook import Workbook

Rule = dict[str, Any]
# The entered value and the values of the condition, read as if typed.
Judge = Callable[[Any, list[Any]], bool]


def _ordered(compare: Callable[[Any, Any], bool]) -> Judge:
    return lambda value, limits: _is_number(value) and compare(value, limits[0])


def _between(value: Any, limits: list[Any]) -> bool:
    return _is_number(value) and limits[0] <= value <= limits[1]


def _outside(value: Any, limits: list[Any]) -> bool:
    return _is_number(value) and not _between(value, limits)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_COMPARISONS = {
    "NUMBER_GREATER": operator.gt,
    "NUMBER_GREATER_THAN_EQ": operator.ge,
    "NUMBER_LESS": operator.lt,
    "NUMBER_LESS_THAN_EQ": operator.le,
    "NUMBER_EQ": operator.eq,
    "NUMBER_NOT_EQ": operator.ne,
    "DATE_EQ": operator.eq,
    "DATE_BEFORE": operator.lt,
    "DATE_AFTER": operator.gt,
    "DATE_ON_OR_BEFORE": operator.le,
    "DATE_ON_OR_AFTER": operator.ge,
}
_JUDGES: dict[str, Judge] = {
    **{kind: _ordered(compare) for kind, compare in _COMPARISONS.items()},
    "NUMBER_BETWEEN": _between,
    "NUMBER_NOT_BETWEEN": _outside,
    "DATE_BETWEEN": _between,
    "DATE_NOT_BETWEEN": _outside,
    "DATE_IS_VALID": lambda value, _: _is_number(value),
    "TEXT_CONTAINS": lambda value, parts: str(parts[0]).lower() in str(value).lower(),
    "TEXT_NOT_CONTAINS": lambda value, parts: str(parts[0]).lower() not in str(value).lower(),
    "TEXT_EQ": lambda value, parts: bool(value == parts[0]),
    "ONE_OF_LIST": lambda value, choices: value in choices,
    "BOOLEAN": lambda value, states: value in (states or [True, False]),
}
_LIMITS = {"BETWEEN": 2, "LIST": 0, "VALID": 0, "BOOLEAN": 0, "ONE_OF_RANGE": 1}


def checked(rule: Rule | None) -> Rule | None:
    """A rule as it may be set; None takes the rule away."""
    if rule is None:
        return None
    condition = rule.get("condition", {})
    kind, values = condition.get("type"), condition.get("values", [])
    if kind is None:
        raise invalid("A data validation rule must have a condition with a type.")
    needed = next((count for end, count in _LIMITS.items() if kind.endswith(end)), 1)
    if rule.get("strict") and kind in _JUDGES and len(values) < needed:
        raise invalid(f"The condition {kind} needs {needed} values.")
    is_relative = any("relativeDate" in value for value in values)
    if rule.get("strict") and (is_relative or (kind not in _JUDGES and kind != "ONE_OF_RANGE")):
        raise unsupported(f"a strict rule with the condition {kind}")
    return rule


def put(workbook: Workbook, row: Row, column: int, value: Entry | str) -> None:
    """Enters a value, refused when a strict rule of the cell forbids it."""
    rule = row.extras.get(column, {}).get("validation")
    text = value if isinstance(value, str) else value.text
    if rule and rule.get("strict") and text != EMPTY:
        condition = rule["condition"]
        if not _is_allowed(workbook, condition["type"], _words(condition), cell.scalar(text)):
            raise invalid("The data you entered violates the data validation rules of the cell.")
    cell.put(row, column, value)


def _words(condition: Rule) -> list[str]:
    return [value.get("userEnteredValue", "") for value in condition.get("values", [])]


def _is_allowed(workbook: Workbook, kind: str, words: list[str], value: Scalar) -> bool:
    if kind == "ONE_OF_RANGE":
        sheet, area = workbook.referred(words[0].removeprefix("="))
        how = rendering.Rendering("UNFORMATTED_VALUE", "SERIAL_NUMBER", workbook.locale)
        texts = rendering.rows(sheet.grid, sheet.within(area), how)
        return any(cell.stored(value) in text.split(",") for text in texts)
    read = [cell.scalar(entry.typed(word, workbook.locale).text) for word in words]
    return _JUDGES[kind](value, read)
