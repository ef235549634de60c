"""CellData: from a request into a row, and out of a row into an answer."""

from __future__ import annotations

from typing import Any

from lib.localsheets import entry, look, mask, validation
from lib.localsheets.cell import Entry, scalar, stored
from lib.localsheets.grid import EMPTY, Row
from lib.localsheets.locales import Locale
from lib.localsheets.mask import Mask, branch
from lib.localsheets.refusal import invalid
from lib.localsheets.rendering import formatted
from lib.localsheets.workbook import Workbook


class Assignment:
    """Sets the masked fields of cells; a field that the data lacks is cleared."""

    def __init__(self, fields: Mask, workbook: Workbook) -> None:
        self._workbook = workbook
        self._sets_value = branch(fields, "userEnteredValue") is not None
        self._sets_note = branch(fields, "note") is not None
        self._rule_fields = branch(fields, "dataValidation")
        format_fields = branch(fields, "userEnteredFormat")
        self._format = None if format_fields is None else look.twinned_fields(format_fields)

    def to(self, row: Row, column: int, data: dict[str, Any]) -> None:
        if self._rule_fields is not None:
            held = row.extras.get(column, {}).get("validation", {})
            rule = mask.replaced(held, data.get("dataValidation", {}), self._rule_fields)
            _set(row, column, "validation", validation.checked(self._workbook, rule))
        if self._sets_value:
            value = _entered(data.get("userEnteredValue", {}), self._workbook.locale)
            validation.put(self._workbook, row, column, value)
        if self._sets_note:
            _set(row, column, "note", data.get("note"))
        if self._format is not None:
            old = row.extras.get(column, {}).get("format", {})
            given = data.get("userEnteredFormat", {})
            _set(row, column, "format", look.checked(mask.replaced(old, given, self._format)))


def _set(row: Row, column: int, name: str, value: Any) -> None:
    if value:
        row.extras.setdefault(column, {})[name] = value
    elif column in row.extras:
        row.extras[column].pop(name, None)


def _entered(value: dict[str, Any], locale: Locale) -> Entry | str:
    if len(value) > 1:
        raise invalid("More than one value is set in userEnteredValue")
    if "formulaValue" in value:
        text = value["formulaValue"]
        if not text.startswith("="):
            raise invalid(f"Formula must start with '=': {text[:100]}")
        return entry.formula(text, locale)
    return stored(next(iter(value.values()))) if value else EMPTY


def shown(row: Row, column: int, fields: Mask | None, locale: Locale) -> dict[str, Any]:
    """CellData with no more than the masked fields; {} for an empty plain cell."""
    extra, text = row.extras.get(column, {}), row.text(column)
    data: dict[str, Any] = {}
    if text != EMPTY:
        value = extended(text)
        entered = {"formulaValue": extra["formula"]} if "formula" in extra else value
        data["userEnteredValue"] = entered
        data["effectiveValue"] = {"errorValue": extra["error"]} if "error" in extra else value
        if branch(fields, "formattedValue") is not None:
            data["formattedValue"] = scalar(formatted(text, extra, locale))
    if "format" in extra:
        data["userEnteredFormat"] = extra["format"]
    if (text != EMPTY or "format" in extra) and branch(fields, "effectiveFormat") is not None:
        data["effectiveFormat"] = look.effective(extra.get("format", {}))
    if "note" in extra:
        data["note"] = extra["note"]
    if "validation" in extra:
        data["dataValidation"] = extra["validation"]
    return {name: data[name] for name in data if branch(fields, name) is not None}


def extended(text: str) -> dict[str, Any]:
    """ExtendedValue of a stored value."""
    value = scalar(text)
    if isinstance(value, bool):
        return {"boolValue": value}
    return {"stringValue" if isinstance(value, str) else "numberValue": value}
