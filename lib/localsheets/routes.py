"""Method and path → handler. What is not in the table is refused by name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote

from lib.localsheets import contract, drive, export, mask, permissions, shape, spreadsheets, values
from lib.localsheets.answer import Answer
from lib.localsheets.call import Call
from lib.localsheets.extent import PARAMETERS
from lib.localsheets.refusal import Refusal, malformed, unknown_parameter, unsupported
from lib.localsheets.storage import Storage

# JSON as text or still to be written; a finished answer; None: nothing (204).
Handled = dict[str, Any] | str | Answer | None
Handler = Callable[[Call], Handled]

# The second word is how Google names the body in its refusals.
HANDLERS: dict[str, tuple[Handler, str]] = {
    "spreadsheets.create": (spreadsheets.create, "spreadsheet"),
    "spreadsheets.get": (spreadsheets.read, ""),
    "spreadsheets.batchUpdate": (spreadsheets.batch_update, ""),
    "spreadsheets.values.get": (values.read, ""),
    "spreadsheets.values.batchGet": (values.batch_read, ""),
    "spreadsheets.values.update": (values.update, "data"),
    "spreadsheets.values.batchUpdate": (values.batch_update, ""),
    "spreadsheets.values.append": (values.append, "data"),
    "spreadsheets.values.clear": (values.clear, ""),
    "spreadsheets.values.batchClear": (values.batch_clear, ""),
    "files.create": (drive.create, ""),
    "files.list": (drive.listing, ""),
    "files.get": (drive.read, ""),
    "files.copy": (drive.copy, ""),
    "files.delete": (drive.delete, ""),
    "files.export": (export.export, ""),
    "comments.list": (drive.comments, ""),
    "permissions.list": (permissions.listing, ""),
    "permissions.get": (permissions.read, ""),
    "permissions.create": (permissions.create, ""),
    "permissions.delete": (permissions.delete, ""),
}
_EVERYWHERE = {"fields": "string", "alt": "string", "prettyPrint": "boolean"}


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    verb: str
    path: re.Pattern[str]


def _pattern(path: str) -> re.Pattern[str]:
    """`{range}` may hold colons; the other parts of a path do not."""
    escaped = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(
        re.sub(
            r"{(\w+)}",
            lambda m: f"(?P<{m[1]}>{'[^/]+?' if m[1] == 'range' else '[^/:]+'})",
            escaped,
        )
    )


# The fewest variable parts first: `values:batchGet` is no range.
ROUTES = [
    Route(name, method["verb"], _pattern(method["path"]))
    for name, method in sorted(
        contract.METHODS.items(), key=lambda item: item[1]["path"].count("{")
    )
]


def kind_of(method: str) -> str:
    """read or write, as Google's quota counts them: what is read by POST is not done here."""
    return "read" if method == "GET" else "write"


def answered(
    storage: Storage, user: str, method: str, path: str, query: str, body: bytes, now_s: float
) -> Answer:
    """One request is one transaction; a refusal leaves nothing behind."""
    try:
        answer = _handled(storage, user, now_s, method, path, query, body)
    except Refusal as refusal:
        return Answer.of(refusal)
    if isinstance(answer, Answer):
        return answer
    return Answer(204, b"") if answer is None else Answer(200, answer.encode())


def _handled(
    storage: Storage, user: str, now_s: float, method: str, path: str, query: str, body: bytes
) -> str | Answer | None:
    route, names = _matching(method, path)
    if route is None or route.name not in HANDLERS:
        raise unsupported(f"{method} {path}")
    described = contract.METHODS[route.name]
    handler, place = HANDLERS[route.name]
    given = _query(described["query"] | _EVERYWHERE, query, path.startswith("/drive/"))
    fields = mask.parsed(given["fields"]) if "fields" in given else None
    contract.check_selection(described["answer"], fields or {})
    checked = _body(described["body"], body, place)
    with storage.transaction(is_write=method != "GET") as db:
        answer = handler(Call(db, user, now_s, names, given, checked, fields))
    if answer is None or isinstance(answer, Answer):
        return answer
    if fields:
        answer = mask.kept(json.loads(answer) if isinstance(answer, str) else answer, fields)
    return answer if isinstance(answer, str) else json.dumps(answer, separators=(",", ":"))


def _matching(method: str, path: str) -> tuple[Route | None, dict[str, str]]:
    """Matched before decoding: a title may hold encoded slashes and colons."""
    for route in ROUTES:
        match = route.path.fullmatch(path) if route.verb == method else None
        if match:
            return route, {name: unquote(text) for name, text in match.groupdict().items()}
    return None, {}


def _query(known: dict[str, Any], query: str, is_drive: bool) -> dict[str, Any]:
    """Each parameter as its kind; a repeated one is a list. Empty counts as not given."""
    found: dict[str, Any] = {}
    for name, texts in parse_qs(query, keep_blank_values=True).items():
        if name not in known and not is_drive:
            raise unknown_parameter(name)
        if name not in PARAMETERS or (name == "alt" and texts[-1] not in ("json", "")):
            raise unsupported(f"query parameter '{name}'")
        if name not in known:
            continue  # Drive lets pass what a method does not have; gspread relies on it
        if isinstance(known[name], str) and known[name].startswith("["):
            found[name] = texts
        elif texts[-1] or name == "fields":
            found[name] = _parameter(known[name], name, texts[-1])
    return {name: value for name, value in found.items() if value is not None}


def _parameter(kind: Any, name: str, text: str) -> Any:
    """Python's `True` is accepted too."""
    spoken = {"true": True, "false": False} if kind == "boolean" else {}
    return shape.cleaned(contract.field_check(kind, name), spoken.get(text.lower(), text), name)


def _body(message: str | None, body: bytes, place: str) -> dict[str, Any]:
    """No body counts as an empty one."""
    given = _parsed(body)
    if message is None:
        return {}
    found: dict[str, Any] = shape.cleaned(
        contract.message(message), {} if given is None else given, place
    )
    return found


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
