"""The slice of Drive v3 that gspread uses: files create, list, get, copy, delete; comments."""

from __future__ import annotations

import copy as copying
import re
from typing import Any

from lib.localsheets import mask, people, sheet_requests
from lib.localsheets.call import Call
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import invalid, no_such_file, not_permitted, unsupported
from lib.localsheets.workbook import Workbook, created, opened

MIME_TYPE = "application/vnd.google-apps.spreadsheet"
_TEXT = r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_TERM = re.compile(
    rf"(?:(mimeType|name) *= *{_TEXT}|(parents) +in +{_TEXT})(?: +and +(?=\w)|$)", re.DOTALL
)
_COLUMN = {"name": "title", "parents": "parent"}
_DEFAULT: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
_SELECT = "SELECT id, title, created, modified, parent FROM spreadsheet WHERE "


def create(call: Call) -> dict[str, Any]:
    if call.body.get("mimeType") != MIME_TYPE:
        raise unsupported(f"mimeType '{call.body.get('mimeType')}' in files.create")
    workbook = created(call, call.body.get("name", "Untitled"), _parent(call))
    sheet_requests.add_sheet(workbook, {"properties": {"sheetId": 0, "title": "Sheet1"}})
    return _shown(call, _file(call, workbook.spreadsheet_id))


def read(call: Call) -> dict[str, Any]:
    require(call, people.READER)
    return _shown(call, _file(call, call.path["fileId"]))


def copy(call: Call) -> dict[str, Any]:
    """The copier owns the copy, is alone in it and the only editor of its protections."""
    require(call, people.READER)
    if call.body.get("mimeType", MIME_TYPE) != MIME_TYPE:
        raise unsupported(f"mimeType '{call.body['mimeType']}' in files.copy")
    source = opened_file(call)
    made = created(call, call.body.get("name") or f"Copy of {source.title}", _parent(call))
    made.locale_name, made.time_zone = source.locale_name, source.time_zone
    for index, sheet in enumerate(source.sheets):
        objects = copying.deepcopy(sheet.objects)
        for protection in objects.get("protectedRanges", []):
            protection.pop("editors", None)
        copied = made.add(copying.deepcopy(sheet.properties), index, objects)
        sheet.grid.copy_to(copied.grid)
    made.touch()
    return _shown(call, _file(call, made.spreadsheet_id))


def delete(call: Call) -> None:
    """For good; Drive's bin is not imitated."""
    require(call, people.OWNER)
    workbook = opened_file(call)
    for sheet in list(workbook.sheets):
        workbook.remove(sheet)
    for query in (
        "DELETE FROM permission WHERE spreadsheet=?",
        "DELETE FROM spreadsheet WHERE id=?",
    ):
        call.db.execute(query, (call.path["fileId"],))


def comments(call: Call) -> dict[str, Any]:
    """There are none; gspread asks for them when it copies."""
    require(call, people.READER)
    return {"kind": "drive#commentList", "comments": []}


def listing(call: Call) -> dict[str, Any]:
    """What the user may read, newest first. A page token is the number of files already given."""
    condition, values = _condition(call.query.get("q", ""))
    query = f"{_SELECT}{condition} ORDER BY created DESC, id"
    records = call.db.execute(query, values).fetchall()
    found = [_described(*one) for one in records if people.rank(call.db, one[0], call.user)]
    files, more = page(call, found, 1000)
    shown = files if call.mask else [mask.kept(file, _DEFAULT) for file in files]
    return {"kind": "drive#fileList", "incompleteSearch": False, "files": shown} | more


def page(call: Call, found: list[Any], most: int) -> tuple[list[Any], dict[str, str]]:
    """The part that is asked for, and the token of the next; at most `most` and by default 100."""
    start, size = _number(call.query.get("pageToken", "0")), call.query.get("pageSize", 100)
    if not 1 <= size <= most:
        raise invalid(f"Invalid value '{size}' for 'pageSize'")
    end = start + size
    return found[start:end], {"nextPageToken": str(end)} if end < len(found) else {}


def require(call: Call, needed: int) -> None:
    """Drive hides a file from strangers, and says 403 to who may not do this."""
    file_id = call.path["fileId"]
    held = people.rank(call.db, file_id, call.user)
    if not held:
        raise no_such_file(file_id)
    if held < needed:
        raise not_permitted()


def opened_file(call: Call) -> Workbook:
    return opened(call, file_id=call.path["fileId"])


def _parent(call: Call) -> str | None:
    parents = call.body.get("parents") or [None]
    if len(parents) > 1:
        raise unsupported("more than one of parents")
    found: str | None = parents[0]
    return found


def _number(token: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", token):
        raise invalid(f"Invalid value '{token}' for 'pageToken'")
    return int(token)


def _condition(q: str) -> tuple[str, list[str]]:
    """The query as SQL: equality of mimeType and name, and a parent, joined by `and`."""
    conditions, values, rest = ["1"], [], q.strip()
    while rest:
        match = _TERM.match(rest)
        if not match:
            raise unsupported(f"'{rest}' in q of files.list")
        rest = rest[match.end() :]
        name = match[1] or match[3]
        value = re.sub(r"\\(.)", r"\1", (match[2] or match[4])[1:-1], flags=re.DOTALL)
        if name == "mimeType":
            conditions.append("1" if value == MIME_TYPE else "0")
            continue
        conditions.append(f"{_COLUMN[name]}=?")
        values.append(value)
    return " AND ".join(conditions), values


def _file(call: Call, file_id: str) -> dict[str, Any]:
    return _described(*call.db.execute(f"{_SELECT}id=?", (file_id,)).fetchone())


def _described(
    file_id: str, title: str, made: str, modified: str, parent: str | None
) -> dict[str, Any]:
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
