"""contract.json is Google's, and what is done of it here holds in itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from lib.localsheets import contract
from lib.localsheets.contract import MESSAGES, METHODS
from lib.localsheets.extent import EXTENT, PARAMETERS
from lib.localsheets.refusal import Refusal
from lib.localsheets.routes import HANDLERS
from lib.localsheets.spreadsheets import KINDS
from tests.localsheets import google
from tests.localsheets.conftest import OWNER, World


def test_the_file_is_cut_from_googles_documents() -> None:
    assert google.FILE.read_text(encoding="utf-8") == google.contract()


@pytest.mark.parametrize("name", sorted(EXTENT))
def test_what_is_done_of_a_message_is_a_part_of_it(name: str) -> None:
    own = {"withLink"} if name == "Permission" else set()  # see contract.py
    assert EXTENT[name] < set(MESSAGES[name]) | own


def test_what_is_done_is_googles() -> None:
    assert set(HANDLERS) <= set(METHODS)
    assert set(KINDS) <= set(MESSAGES["Request"])
    query = {name for method in METHODS.values() for name in method["query"]}
    assert PARAMETERS - query == {"fields", "alt", "prettyPrint"}


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_a_handler_takes_what_google_sends(name: str) -> None:
    """The body and the answer, where there are any, are messages of the contract."""
    method = METHODS[name]
    assert {method["body"], method["answer"]} - {None} <= set(MESSAGES)


def fields_of(name: str, above: tuple[str, ...] = ()) -> Iterator[tuple[list[Any], Any]]:
    """(path, kind) of every field that is done of a message; each message once on a path."""
    for field in EXTENT.get(name, MESSAGES[name]):
        yield from _of_kind([field], MESSAGES[name][field], (*above, name))


def _of_kind(path: list[Any], kind: Any, above: tuple[str, ...]) -> Iterator[tuple[list[Any], Any]]:
    yield path, kind
    if isinstance(kind, str) and kind.startswith("[") and kind != "[string]":
        yield from _of_kind([*path, 0], kind[1:-1], above)
    elif isinstance(kind, str) and kind.startswith("@") and kind[1:] not in above:
        yield from (([*path, *rest], inner) for rest, inner in fields_of(kind[1:], above))


def wrapped(path: list[Any], value: Any) -> Any:
    for part in reversed(path):
        value = [value] if part == 0 else {part: value}
    return value


def wrong(kind: Any) -> list[Any]:
    """Values of another type. A number may come in quotes."""
    is_text = kind in ("string", "google-fieldmask", "google-datetime")
    plain: list[Any] = [5, 2.5] if is_text or isinstance(kind, list) else ["x", ""]
    if (isinstance(kind, str) and kind[0] in "@[") or kind == "object":
        return [*plain, True, {} if kind.startswith("[") else []]
    return [*plain, [], {}, *([] if kind == "boolean" else [True])]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_wrong_type_is_named(world: World, kind: str) -> None:
    """Every field that is understood, however deep, is checked before anything is applied."""
    before, seen = world.everything(), 0
    for path, field in _of_kind([kind], MESSAGES["Request"][kind], ("Request",)):
        for value in wrong(field):
            status, answer = world.batch(OWNER, wrapped(path, value))
            message = answer["error"]["message"]
            assert (status, message[:16]) == (400, "Invalid value at"), (path, value, message)
            assert answer["error"]["details"][0]["fieldViolations"][0]["field"].startswith(
                "requests[0]"
            )
            seen += 1
    assert seen > 3
    assert world.everything() == before


@pytest.mark.parametrize("name", sorted(name for name in HANDLERS if METHODS[name]["body"]))
def test_a_wrong_body_is_named(world: World, name: str) -> None:
    method, message = METHODS[name], METHODS[name]["body"]
    path = method["path"].format(spreadsheetId="ID", fileId="ID", range="A1")
    query = {"valueInputOption": "RAW"} if "valueInputOption" in method["query"] else {}
    for place, field in fields_of(message, ("Request",)):
        if field in ("[@Request]", "@Request", "any", "[any]", "[[any]]"):
            continue
        for value in wrong(field):
            status, answer = world.ask(OWNER, method["verb"], path, wrapped(place, value), **query)
            text = answer["error"]["message"]
            assert (status, text[:16]) == (400, "Invalid value at"), (place, value, text)


@pytest.mark.parametrize("message", ["SheetProperties", "CellData", "BandedRange", "FilterView"])
def test_a_mask_ends_where_fields_end(message: str) -> None:
    """Every path that is done passes; below a plain value or a list there is nothing to choose."""
    for path, kind in fields_of(message):
        if 0 in path:
            continue
        names: dict[str, Any] = {}
        for part in reversed(path):
            names = {part: names}
        contract.check_update(message, names)
        if not (isinstance(kind, str) and kind.startswith("@")):
            below: dict[str, Any] = {"x": {}}
            for part in reversed(path):
                below = {part: below}
            with pytest.raises(Refusal) as refused:
                contract.check_update(message, below)
            assert refused.value.code == 400
