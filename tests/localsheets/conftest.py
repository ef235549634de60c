from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gspread
import pytest
import requests

import lib.localsheets
from lib.localsheets import Faults

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
