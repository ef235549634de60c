"""Method and path → handler. What is not in the table is refused by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from lib.localsheets import drive, mask, selection, spreadsheets, values
from lib.localsheets.answer import Answer
from lib.localsheets.call import Call
from lib.localsheets.refusal import Refusal, malformed, unsupported
from lib.localsheets.storage import Storage

Handler = Callable[[Call], dict[str, Any] | str]

_ANYWHERE = {"fields", "alt", "prettyPrint"}
_READING = "majorDimension valueRenderOption dateTimeRenderOption"
_WRITING = (
    "valueInputOption includeValuesInResponse"
    " responseValueRenderOption responseDateTimeRenderOption"
)
_DRIVES = "supportsAllDrives includeItemsFromAllDrives"


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: re.Pattern[str]
    handler: Handler
    kind: str
    parameters: frozenset[str]


def _route(kind: str, method: str, path: str, handler: Handler, parameters: str = "") -> Route:
    """`{id}` is one path segment; `{range}` one that may hold colons."""
    pattern = re.escape(path).replace(r"\{id\}", "([^/:]+)").replace(r"\{range\}", "([^/]+?)")
    known = frozenset(parameters.split()) | _ANYWHERE
    return Route(method, re.compile(pattern), handler, kind, known)


_BOOK = "/v4/spreadsheets/{id}"
_CELLS = f"{_BOOK}/values/{{range}}"

# Order matters where a range could swallow a verb.
ROUTES = (
    _route("write", "POST", "/v4/spreadsheets", spreadsheets.create),
    _route("read", "GET", _BOOK, spreadsheets.read, "ranges includeGridData"),
    _route("write", "POST", f"{_BOOK}:batchUpdate", spreadsheets.batch_update),
    _route("read", "GET", f"{_BOOK}/values:batchGet", values.batch_read, f"ranges {_READING}"),
    _route("write", "POST", f"{_BOOK}/values:batchUpdate", values.batch_update),
    _route("write", "POST", f"{_BOOK}/values:batchClear", values.batch_clear),
    _route("write", "POST", f"{_CELLS}:append", values.append, f"insertDataOption {_WRITING}"),
    _route("write", "POST", f"{_CELLS}:clear", values.clear),
    _route("read", "GET", _CELLS, values.read, _READING),
    _route("write", "PUT", _CELLS, values.update, _WRITING),
    _route("write", "POST", "/drive/v3/files", drive.create, _DRIVES),
    _route("read", "GET", "/drive/v3/files", drive.listing, f"q pageSize pageToken {_DRIVES}"),
    _route("read", "GET", "/drive/v3/files/{id}", drive.read, _DRIVES),
)


def kind_of(method: str, path: str) -> str:
    """read or write, also for what is not in the table."""
    route, _ = _matching(method, path)
    if route:
        return route.kind
    return "read" if method == "GET" else "write"


def answered(
    storage: Storage,
    user: str,
    method: str,
    path: str,
    query: str,
    body: bytes,
    now_s: float,  # noqa: ARG001 - handlers will take the time from here
) -> Answer:
    """One request is one transaction; a refusal leaves nothing behind."""
    try:
        text = _handled(storage, user, method, path, query, body)
    except Refusal as refusal:
        return Answer.of(refusal)
    return Answer(200, text.encode())


def _handled(storage: Storage, user: str, method: str, path: str, query: str, body: bytes) -> str:
    route, names = _matching(method, path)
    if route is None:
        raise unsupported(f"{method} {path}")
    given = parse_qs(query, keep_blank_values=True)
    for name in given:
        if name not in route.parameters:
            raise unsupported(f"query parameter '{name}' of {method} {path}")
    fields = mask.parsed(given["fields"][-1]) if "fields" in given else None
    selection.check(fields or {})
    with storage.transaction(is_write=route.kind == "write") as db:
        answer = route.handler(Call(db, user, names, given, _parsed(body), fields))
    if fields:
        answer = mask.kept(json.loads(answer) if isinstance(answer, str) else answer, fields)
    return answer if isinstance(answer, str) else json.dumps(answer, separators=(",", ":"))


def _matching(method: str, path: str) -> tuple[Route | None, tuple[str, ...]]:
    """Matched before decoding: a title may hold encoded slashes and colons."""
    for route in ROUTES:
        match = route.path.fullmatch(path) if route.method == method else None
        if match:
            return route, tuple(unquote(name) for name in match.groups())
    return None, ()


def _parsed(body: bytes) -> Any:
    """JSON, and nothing that only Python calls JSON."""
    if not body:
        return None
    try:
        parsed = json.loads(body, parse_constant=_no_constant)
        if b"\\u" in body:
            json.dumps(parsed, ensure_ascii=False).encode()
        return parsed
    except (ValueError, RecursionError) as error:
        raise malformed("", f"Invalid JSON payload received. {error}") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"Unexpected token: {name}")
