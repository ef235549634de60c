"""What any Sheets backend must do, through gspread. Google joins `BACKENDS` when there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import gspread
import pytest

import lib.localsheets

BACKENDS = ["local"]

Request = dict[str, Any]
# Requests → the answer of one batchUpdate; keyword arguments go into its body.
Batch = Callable[..., Any]


@pytest.fixture(params=BACKENDS)
def client(request: pytest.FixtureRequest) -> Iterator[gspread.Client]:
    assert request.param == "local"
    with lib.localsheets.session() as session:
        yield gspread.Client(auth=None, session=session)


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Contract")


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
