"""Data validation: what a strict rule keeps out of a cell.

A rule that is not strict only marks the cell on screen, so nothing is checked. A strict rule
whose condition cannot be judged here is refused when it is set.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from lib.localsheets import a1, cell, entry, rendering
from lib.localsheets.cell import Entry
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.locales import Locale
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.workbook import Workbook

Rule = dict[str, Any]

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
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
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda shown, part: part.lower() in shown.lower(),
    "TEXT_NOT_CONTAINS": lambda shown, part: part.lower() not in shown.lower(),
    "TEXT_EQ": operator.eq,
}
_PAIRS = {"NUMBER_BETWEEN", "NUMBER_NOT_BETWEEN", "DATE_BETWEEN", "DATE_NOT_BETWEEN"}
_LISTS = {"ONE_OF_LIST", "BOOLEAN"}
# How many values a condition has, at least and at most.
_COUNTS = {
    **dict.fromkeys([*_OPERATORS, *_TEXTS, "ONE_OF_RANGE"], (1, 1)),
    **dict.fromkeys(_PAIRS, (2, 2)),
    "DATE_IS_VALID": (0, 0),
    "BOOLEAN": (0, 2),
    "ONE_OF_LIST": (1, 1 << 30),
}


def checked(workbook: Workbook, rule: Rule) -> Rule:
    """A rule as it may be set; {} takes the rule away."""
    if not rule:
        return rule
    condition = rule.get("condition", {})
    kind, words = condition.get("type"), _words(condition)
    if kind is None:
        raise invalid("A data validation rule must have a condition with a type.")
    least, most = _COUNTS.get(kind, (0, 1 << 30))
    if not least <= len(words) <= most:
        raise invalid(f"The condition {kind} cannot have {len(words)} values.")
    if any("relativeDate" in value for value in condition.get("values", [])):
        raise invalid("Relative dates are not supported in data validation.")
    if rule.get("strict"):
        _check_strict(workbook, kind, words)
    return rule


def _check_strict(workbook: Workbook, kind: str, words: list[str]) -> None:
    """Refuses what cannot be judged when a value comes."""
    if kind not in _COUNTS:
        raise unsupported(f"a strict rule with the condition {kind}")
    if kind == "ONE_OF_RANGE":
        text = words[0].removeprefix("=")
        workbook.referred(text)
        reference = a1.parsed(text)
        if reference and reference.title is None:
            raise unsupported("a strict ONE_OF_RANGE that names no sheet")
    elif kind not in _LISTS:
        if any(word.startswith("=") for word in words):
            raise unsupported(f"a strict {kind} with a formula")
        if kind not in _TEXTS and None in _limits(words, workbook.locale):
            raise invalid(f"The condition {kind} needs numbers or dates.")


def put(workbook: Workbook, row: Row, column: int, value: Entry | str) -> None:
    """Enters a value, refused when a strict rule of the cell forbids it."""
    rule = row.extras.get(column, {}).get("validation", {})
    text = value if isinstance(value, str) else value.text
    if rule.get("strict") and text != EMPTY and not _allows(workbook, rule["condition"], text):
        raise invalid("The data you entered violates the data validation rules of the cell.")
    cell.put(row, column, value)


def _allows(workbook: Workbook, condition: Rule, text: str) -> bool:
    """`text` is the value as it is stored."""
    kind, words, locale = condition["type"], _words(condition), workbook.locale
    if kind == "ONE_OF_RANGE":
        sheet, area = workbook.referred(words[0].removeprefix("="))
        rows = sheet.grid.rows(area.top, sheet.rows if area.bottom is None else area.bottom)
        return any(text in row.cells[area.left : area.right] for row in rows)
    if kind in _LISTS:
        typed = [entry.typed(word, locale).text for word in words]
        return text in (typed or ["true", "false"]) or text in map(cell.stored, words)
    if kind in _TEXTS:
        return _TEXTS[kind](str(cell.scalar(rendering.formatted(text, {}, locale))), words[0])
    return _is_within(kind, _number(text), _limits(words, locale))


def _is_within(kind: str, value: float | None, limits: list[float | None]) -> bool:
    """Numbers and dates. A date is a day, whatever the time of day."""
    known = [one for one in limits if one is not None]
    if value is None or len(known) < len(limits):
        return False
    day = math.floor(value) if kind.startswith("DATE") else value
    if kind in _PAIRS:
        return (known[0] <= day <= known[1]) == ("_NOT_" not in kind)
    return not known or _OPERATORS[kind](day, known[0])


def _words(condition: Rule) -> list[str]:
    return [value.get("userEnteredValue", "") for value in condition.get("values", [])]


def _limits(words: list[str], locale: Locale) -> list[float | None]:
    """The words read as if typed; None for one that is no number and no date."""
    return [_number(entry.typed(word, locale).text) for word in words]


def _number(text: str) -> float | None:
    value = cell.scalar(text)
    return None if isinstance(value, str | bool) else value
