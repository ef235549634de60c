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
from lib.localsheets.refusal import invalid, unsupported
from lib.localsheets.sheet import Sheet
from lib.localsheets.workbook import Workbook

# Java reads a set inside a set, and `&&`, as what Python does not have.
_SETS = re.compile(r"\[[^\]]*(\[|&&|--|~~|\|\|)")
_IN_TEMPLATE = re.compile(r"\\(.)|\$([0-9])", re.DOTALL)


def find_replace(workbook: Workbook, body: Body) -> Body:
    """How much was changed; counts of zero are left out."""
    pattern = _pattern(body)
    counts: Counter[str] = Counter()
    for sheet, window in _windows(workbook, body):
        rows, guard = sheet.grid.rows(window.top, window.bottom), workbook.guard(sheet)
        changed = set()
        for i, row in enumerate(rows, window.top):
            for column in range(window.left, min(window.right, len(row.cells))):
                found = _replaced(workbook, row, column, pattern, body)
                if found:
                    guard.check(Rectangle(i, column, i + 1, column + 1))
                    counts += found
                    changed.add(i)
        if changed:
            sheet.grid.store(window.top, rows)
            counts.update(rowsChanged=len(changed), sheetsChanged=1)
    return dict(counts)


def _windows(workbook: Workbook, body: Body) -> Iterator[tuple[Sheet, Rectangle]]:
    if sum(("range" in body, "sheetId" in body, bool(body.get("allSheets")))) != 1:
        raise invalid("Exactly one of range, sheetId and allSheets must be set.")
    if "range" in body:
        yield workbook.placed(body["range"])
        return
    for sheet in [workbook.with_id(body["sheetId"])] if "sheetId" in body else workbook.sheets:
        yield sheet, Rectangle(0, 0, sheet.rows, sheet.columns)


def _pattern(body: Body) -> re.Pattern[str]:
    """Java's regular expressions as far as Python's are the same: letters are ASCII."""
    find = body.get("find", "")
    if not find:
        raise invalid("The text to find must not be empty.")
    is_regex = body.get("searchByRegex")
    text = f"(?a:{find})" if is_regex else re.escape(find)
    if body.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        if not is_regex or not _SETS.search(find):
            return re.compile(text, 0 if body.get("matchCase") else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        pass
    raise unsupported(f"the regular expression '{find}'")


def _expanded(template: str, match: re.Match[str]) -> str:
    r"""As Java does: `$1` is a group, and what follows a backslash stands for itself."""
    try:
        return _IN_TEMPLATE.sub(lambda one: one[1] or match[int(one[2])] or "", template)
    except IndexError:
        raise invalid("The replacement names a group that is not in the expression.") from None


def _replaced(
    workbook: Workbook, row: Row, column: int, pattern: re.Pattern[str], body: Body
) -> Counter[str]:
    """What was counted in this cell. Numbers and booleans are left alone."""
    formula = row.extras.get(column, {}).get("formula")
    old = scalar(row.cells[column]) if formula is None else formula
    if not isinstance(old, str) or (formula is not None and not body.get("includeFormulas")):
        return Counter()
    template = body.get("replacement", "")
    new, count = pattern.subn(
        lambda match: _expanded(template, match) if body.get("searchByRegex") else template, old
    )
    if not count:
        return Counter()
    value = stored(new) if formula is None else entry.typed(new, workbook.locale)
    validation.put(workbook, row, column, value)
    kind = "valuesChanged" if formula is None else "formulasChanged"
    return Counter({"occurrencesChanged": count, kind: 1})


KINDS: dict[str, Apply] = {"findReplace": find_replace}
