"""What any Sheets backend must do, through gspread; every exchange is held against Google's
published contract as well.

A test that takes `emulator` says what only the emulator answers. One that takes `folder` makes
files, which on Google needs a folder to make them in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import gspread
import pytest
import requests

import lib.localsheets
from tests.contract import backends, discovery

Request = dict[str, Any]
# Requests → the answer of one batchUpdate; keyword arguments go into its body.
Batch = Callable[..., Any]


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "ask Google as well; CONTRIBUTING.md says what that needs"
    parser.addoption("--google", action="store_true", help=words)


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--google", default=False):
        try:
            backends.account()
        except backends.AccountMissing as missing:
            raise pytest.UsageError(str(missing)) from None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "backend" not in metafunc.fixturenames:
        return
    names = ["local", "served"]
    if metafunc.config.getoption("--google", default=False):
        makes_files = "folder" in metafunc.fixturenames
        can_make_files = bool(os.environ.get("STAP_GOOGLE_FOLDER"))
        if "emulator" not in metafunc.fixturenames and (can_make_files or not makes_files):
            names.append("google")
    metafunc.parametrize("backend", names)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one server for all tests: they must bear each other's spreadsheets."""
    with lib.localsheets.serve() as served:
        yield served.url


@pytest.fixture(scope="session")
def shared() -> Iterator[str]:
    """The id of the spreadsheet that all tests on Google use, one after another."""
    account = backends.account()
    if account.sheet:
        yield account.sheet
        return
    with backends.google(account) as session:
        client = gspread.Client(auth=None, session=session)
        yield client.create(backends.TITLE, folder_id=account.folder).id


@pytest.fixture
def emulator(backend: str) -> None:
    """Keeps a test from Google: what it says is a choice of ours, or needs a world of its own."""


@pytest.fixture
def folder(backend: str) -> str:
    """Where a test may make files."""
    return os.environ["STAP_GOOGLE_FOLDER"] if backend == "google" else "map"


@pytest.fixture
def session(backend: str, request: pytest.FixtureRequest) -> Iterator[requests.Session]:
    if backend == "local":
        opened = lib.localsheets.session()
    elif backend == "served":
        opened = lib.localsheets.session_at(request.getfixturevalue("server"))
    else:
        opened = backends.google(backends.account())
    with opened as session:
        session.hooks["response"].append(discovery.check)
        yield session


@pytest.fixture
def client(session: requests.Session) -> gspread.Client:
    made = gspread.Client(auth=None, session=session)
    made.set_timeout((5, 180))  # gspread itself would wait for ever
    return made


@pytest.fixture
def book(
    backend: str, client: gspread.Client, request: pytest.FixtureRequest
) -> gspread.Spreadsheet:
    """As new: one empty sheet, Sheet1."""
    if backend != "google":
        return client.create(backends.TITLE)
    wiped = client.open_by_key(request.getfixturevalue("shared"))
    backends.wipe(wiped)
    return client.open_by_key(wiped.id)


@pytest.fixture
def sheet(book: gspread.Spreadsheet) -> gspread.Worksheet:
    return book.sheet1


@pytest.fixture
def small(book: gspread.Spreadsheet) -> gspread.Worksheet:
    """Four by four, with a title that needs quotes."""
    return book.add_worksheet("D3", 4, 4)


@pytest.fixture
def batch(book: gspread.Spreadsheet) -> Batch:
    def sent(*requests: Request, **body: Any) -> Any:
        return book.batch_update({"requests": list(requests), **body})

    return sent


def refused(error: pytest.ExceptionInfo[gspread.exceptions.APIError]) -> tuple[int, str]:
    return error.value.code, error.value.error["message"]


def refusal(batch: Batch, *requests: Request) -> str:
    """What Google says, without its prefix, to a batch whose last request fails."""
    with pytest.raises(gspread.exceptions.APIError) as error:
        batch(*requests)
    code, text = refused(error)
    prefix = f"Invalid requests[{len(requests) - 1}].{next(iter(requests[-1]))}: "
    assert (code, text[: len(prefix)]) == (400, prefix)
    return text.removeprefix(prefix)
