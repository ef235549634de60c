"""findReplace: text in cells, and in formulas when asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lib.localsheets import entry, validation
from lib.localsheets.a1 import Rectangle
from lib.localsheets.cell import scalar, stored
from lib.localsheets.grid import Row
from lib.localsheets.kind import Apply, Body
from lib.localsheets.refusal import invalid
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook


def find_replace(workbook: Workbook, body: Body) -> Body:
    """How much was changed; counts of zero are left out."""
    pattern, replacement = _pattern(body), _replacement(body)
    counts: Counter[str] = Counter()
    for sheet, window in _windows(workbook, body):
        rows = sheet.grid.rows(window.top, window.bottom)
        changed = 0
        for i, row in enumerate(rows):
            before = counts["occurrencesChanged"]
            for column in range(window.left, min(window.right, len(row.cells))):
                if _replaced(workbook, row, column, pattern, replacement, body, counts):
                    place = Rectangle(window.top + i, column, window.top + i + 1, column + 1)
                    workbook.guard(sheet).check(place)
            changed += counts["occurrencesChanged"] > before
        if changed:
            sheet.grid.store(window.top, rows)
            counts.update(rowsChanged=changed, sheetsChanged=1)
    return {name: count for name, count in counts.items() if count}


def _windows(workbook: Workbook, body: Body) -> Iterator[tuple[Sheet, Rectangle]]:
    if sum(("range" in body, "sheetId" in body, bool(body.get("allSheets")))) != 1:
        raise invalid("Exactly one of range, sheetId and allSheets must be set.")
    if "range" in body:
        yield workbook.placed(body["range"])
        return
    for sheet in [workbook.with_id(body["sheetId"])] if "sheetId" in body else workbook.sheets:
        yield sheet, Rectangle(0, 0, sheet.rows, sheet.columns)


def _pattern(body: Body) -> re.Pattern[str]:
    """Java's regular expressions as far as Python's are the same."""
    find = body.get("find", "")
    if not find:
        raise invalid("The text to find must not be empty.")
    text = find if body.get("searchByRegex") else re.escape(find)
    if body.get("matchEntireCell"):
        text = rf"(?:{text})\Z"
    try:
        return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise invalid(f"Invalid regular expression: {find}") from None


def _replacement(body: Body) -> str:
    r"""`$1` is a group in a regular expression; in plain text nothing has a meaning."""
    text = str(body.get("replacement", "")).replace("\\", r"\\")
    return re.sub(r"\$(\d)", r"\\g<\1>", text) if body.get("searchByRegex") else text


def _replaced(
    workbook: Workbook,
    row: Row,
    column: int,
    pattern: re.Pattern[str],
    replacement: str,
    body: Body,
    counts: Counter[str],
) -> bool:
    """Whether the cell was changed. Numbers and booleans are left alone."""
    formula = row.extras.get(column, {}).get("formula")
    old = scalar(row.cells[column]) if formula is None else formula
    if not isinstance(old, str) or (formula is not None and not body.get("includeFormulas")):
        return False
    if body.get("matchEntireCell") and not pattern.match(old):
        return False
    try:
        new, count = pattern.subn(replacement, old)
    except (re.error, IndexError):
        raise invalid("The replacement names a group that is not in the expression.") from None
    if not count:
        return False
    if formula is None:
        validation.put(workbook, row, column, stored(new))
    else:
        validation.put(workbook, row, column, entry.typed(new, workbook.locale))
    counts.update(occurrencesChanged=count)
    counts.update({"valuesChanged" if formula is None else "formulasChanged": 1})
    return True


KINDS: dict[str, Apply] = {"findReplace": find_replace}
