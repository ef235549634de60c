from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import gspread
import pytest
import requests

import lib.localsheets
from lib.localsheets import Faults
from lib.localsheets.endpoint import Endpoint
from lib.localsheets.storage import Storage

BASE = "https://sheets.googleapis.com"

# (method, path, query, body) → (status, answer)
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def faults() -> Faults:
    return Faults(seed=1)


@pytest.fixture
def session(faults: Faults) -> Iterator[requests.Session]:
    with lib.localsheets.session(faults=faults) as made:
        yield made


@pytest.fixture
def book(session: requests.Session) -> gspread.Spreadsheet:
    return gspread.Client(auth=None, session=session).create("Boek")


@pytest.fixture
def ask(session: requests.Session, book: gspread.Spreadsheet) -> Ask:
    """Speaks plain HTTP; ID in the path stands for the spreadsheet."""

    def asked(method: str, path: str, body: Any = None, **query: Any) -> tuple[int, Any]:
        url = BASE + path.replace("ID", book.id)
        answer = session.request(method, url, params=query, json=body)
        return answer.status_code, answer.json()

    return asked


@pytest.fixture
def batch(ask: Ask) -> Callable[..., tuple[int, Any]]:
    """One batchUpdate with these requests."""

    def sent(*requests_: dict[str, Any], **query: Any) -> tuple[int, Any]:
        return ask("POST", "/v4/spreadsheets/ID:batchUpdate", {"requests": requests_}, **query)

    return sent


OWNER, EDITOR, LISTED, VIEWER, STRANGER = (
    f"{name}@example.org" for name in ("owner", "editor", "listed", "viewer", "stranger")
)

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to"
    " remove protection if you need to edit."
)


@dataclass(frozen=True)
class World:
    """One spreadsheet of the owner's, two editors, a viewer; STRANGER has nothing to do with it."""

    endpoint: Endpoint
    book_id: str

    def ask(
        self, user: str, method: str, path: str, body: Any = None, **query: Any
    ) -> tuple[int, Any]:
        """Plain HTTP as this user; ID in the path stands for the spreadsheet."""
        place = quote(path.replace("ID", self.book_id), safe="/:!'")
        sent = b"" if body is None else json.dumps(body).encode()
        answer = self.endpoint.answer(user, method, place, urlencode(query, doseq=True), sent)
        is_json = answer.content_type.startswith("application/json")
        return answer.status, json.loads(answer.body or b"null") if is_json else answer.body

    def batch(self, user: str, *requests_: dict[str, Any]) -> tuple[int, Any]:
        body = {"requests": requests_}
        return self.ask(user, "POST", "/v4/spreadsheets/ID:batchUpdate", body)

    def done(self, *requests_: dict[str, Any]) -> list[dict[str, Any]]:
        """The replies to what the owner asks."""
        status, answer = self.batch(OWNER, *requests_)
        assert status == 200, answer
        replies: list[dict[str, Any]] = answer["replies"]
        return replies

    def message(self, *requests_: dict[str, Any], user: str = OWNER) -> str:
        """The refusal of one request, without its prefix."""
        status, answer = self.batch(user, *requests_)
        prefix = f"Invalid requests[{len(requests_) - 1}].{next(iter(requests_[-1]))}: "
        text: str = answer["error"]["message"]
        assert (status, answer["error"]["status"], text[: len(prefix)]) == (
            400,
            "INVALID_ARGUMENT",
            prefix,
        )
        return text.removeprefix(prefix)

    def protect(self, place: dict[str, Any], user: str = OWNER, **more: Any) -> int:
        """The id of the protection."""
        request = {"addProtectedRange": {"protectedRange": {"range": place, **more}}}
        status, answer = self.batch(user, request)
        assert status == 200, answer
        added = answer["replies"][0]["addProtectedRange"]["protectedRange"]
        return int(added["protectedRangeId"])

    def write(self, cells: list[list[Any]], place: str = "A1", option: str = "RAW") -> None:
        path = f"/v4/spreadsheets/ID/values/{place}"
        status, answer = self.ask(OWNER, "PUT", path, {"values": cells}, valueInputOption=option)
        assert status == 200, answer

    def values(self, place: str, render: str = "UNFORMATTED_VALUE") -> Any:
        path = f"/v4/spreadsheets/ID/values/{place}"
        return self.ask(OWNER, "GET", path, valueRenderOption=render)[1].get("values", [])

    def sheet(self, user: str = OWNER, index: int = 0) -> Any:
        return self.ask(user, "GET", "/v4/spreadsheets/ID")[1]["sheets"][index]

    def everything(self) -> Any:
        return self.ask(OWNER, "GET", "/v4/spreadsheets/ID", includeGridData=True)[1]


@pytest.fixture
def world() -> Iterator[World]:
    endpoint = Endpoint(Storage(None), time, None, Faults(), 0.0)
    made = World(endpoint, "")
    grid = {"rowCount": 6, "columnCount": 5}
    body = {"sheets": [{"properties": {"title": "Blad", "gridProperties": grid}}]}
    book_id = made.ask(OWNER, "POST", "/v4/spreadsheets", body)[1]["spreadsheetId"]
    made = World(endpoint, book_id)
    for user, role in ((EDITOR, "writer"), (LISTED, "writer"), (VIEWER, "reader")):
        share(made, type="user", role=role, emailAddress=user)
    yield made
    endpoint.storage.close()


@pytest.fixture
def filled(world: World) -> World:
    """Cells filled to the last one, and a second sheet, so that the first could go."""
    world.write([[f"c{row}{column}" for column in range(5)] for row in range(6)])
    world.done({"addSheet": {"properties": {"title": "Ander", "sheetId": 7}}})
    return world


def share(world: World, user: str = OWNER, **permission: str) -> tuple[int, Any]:
    return world.ask(user, "POST", "/drive/v3/files/ID/permissions", permission)


def grid(top: int, left: int, bottom: int, right: int, sheet_id: int = 0) -> dict[str, int]:
    """A GridRange with all its ends, as Google shows it: a sheetId of 0 is left out."""
    found = {"sheetId": sheet_id} if sheet_id else {}
    found |= {"startRowIndex": top, "endRowIndex": bottom}
    return found | {"startColumnIndex": left, "endColumnIndex": right}
