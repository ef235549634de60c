"""The slice of Drive v3 that gspread uses: create, list, get."""

from __future__ import annotations

import re
from typing import Any

from lib.localsheets import mask, shape, sheet_requests
from lib.localsheets.call import Call
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid, no_such_file, unsupported
from lib.localsheets.workbook import created

MIME_TYPE = "application/vnd.google-apps.spreadsheet"
_CREATE = shape.message(name=shape.text, mimeType=shape.text, parents=shape.listing(shape.text))
_TEXT = r"(\"[^\"]*\"|'[^']*')"
_TERM = re.compile(rf"(?:(mimeType|name) *= *{_TEXT}|(parents) +in +{_TEXT})(?: +and +(?=\w)|$)")
_COLUMN = {"name": "title", "parents": "parent"}
_DEFAULT: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
_SELECT = "SELECT id, title, created, modified, parent FROM spreadsheet WHERE "


def create(call: Call) -> dict[str, Any]:
    body = call.checked(_CREATE)
    if body.get("mimeType") != MIME_TYPE:
        raise unsupported(f"mimeType '{body.get('mimeType')}' in files.create")
    parents = body.get("parents") or [None]
    if len(parents) > 1:
        raise unsupported("more than one of parents in files.create")
    workbook = created(call.db, body.get("name", "Untitled"), call.user, parents[0])
    sheet_requests.add_sheet(workbook, {"properties": {"sheetId": 0, "title": "Sheet1"}})
    return _shown(call, _found(call, workbook.spreadsheet_id))


def read(call: Call) -> dict[str, Any]:
    return _shown(call, _found(call, call.names[0]))


def listing(call: Call) -> dict[str, Any]:
    """Newest first. A page token is the number of files already given."""
    condition, values = _condition(call.parameter("q"))
    query = f"{_SELECT}{condition} ORDER BY created DESC, id"
    found = [_file(*record) for record in call.db.execute(query, values)]
    start, size = _number(call, "pageToken", 0), _number(call, "pageSize", 100)
    page = found[start : start + size]
    files = page if call.mask else [mask.kept(file, _DEFAULT) for file in page]
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False, "files": files}
    if start + size < len(found):
        answer["nextPageToken"] = str(start + size)
    return answer


def _number(call: Call, name: str, default: int) -> int:
    """An empty page token is none."""
    text = call.parameter(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,6}", text) or (name == "pageSize" and not 1 <= int(text) <= 1000):
        raise invalid(f"Invalid value '{text}' for '{name}'")
    return int(text)


def _condition(q: str) -> tuple[str, list[str]]:
    """The query as SQL: equality of mimeType and name, and a parent, joined by `and`."""
    conditions, values, rest = ["1"], [], q.strip()
    while rest:
        match = _TERM.match(rest)
        if not match:
            raise unsupported(f"'{rest}' in q of files.list")
        rest = rest[match.end() :]
        name, value = match[1] or match[3], (match[2] or match[4])[1:-1]
        if name == "mimeType":
            conditions.append("1" if value == MIME_TYPE else "0")
            continue
        conditions.append(f"{_COLUMN[name]}=?")
        values.append(value)
    return " AND ".join(conditions), values


def _found(call: Call, file_id: str) -> dict[str, Any]:
    record = call.db.execute(f"{_SELECT}id=?", (file_id,)).fetchone()
    if record is None:
        raise no_such_file(file_id)
    return _file(*record)


def _file(file_id: str, title: str, made: str, modified: str, parent: str | None) -> dict[str, Any]:
    file = {
        "kind": "drive#file",
        "id": file_id,
        "name": title,
        "mimeType": MIME_TYPE,
        "createdTime": made,
        "modifiedTime": modified,
    }
    return file | ({"parents": [parent]} if parent else {})


def _shown(call: Call, file: dict[str, Any]) -> dict[str, Any]:
    """Without a mask only the four fields Drive gives by default."""
    return file if call.mask else mask.kept(file, _DEFAULT)
