"""Every outside exception becomes one of ours; nothing of what Google said comes through."""

import inspect
from types import ModuleType
from typing import Any

import google.auth.exceptions
import gspread.exceptions
import pytest
import requests
from filelock import Timeout

from lib.errors import SheetsBusy, SheetsRefused, SheetsUnreachable, StoreError
from lib.store.translate import translated

SAID = "cel C7 van 'Cliënten': ST-00004"


def answer(status: int, body: bytes) -> requests.Response:
    response = requests.Response()
    response.status_code = status
    response._content = body
    return response


def api_error(status: int, word: str = "INVALID_ARGUMENT") -> gspread.exceptions.APIError:
    body = f'{{"error": {{"code": {status}, "message": "{SAID}", "status": "{word}"}}}}'
    return gspread.exceptions.APIError(answer(status, body.encode()))


def kinds(module: ModuleType) -> list[type[Exception]]:
    """The exceptions a module defines itself, not its warnings."""
    return [
        kind
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception)
        and not issubclass(kind, Warning)
        and kind.__module__ == module.__name__
    ]


OUTSIDE = [
    *kinds(gspread.exceptions), *kinds(requests.exceptions), *kinds(google.auth.exceptions),
    PermissionError,
]  # fmt: skip


def raised(kind: type[Exception]) -> Exception:
    if issubclass(kind, gspread.exceptions.APIError):
        return api_error(403)
    if issubclass(kind, requests.JSONDecodeError):
        return kind(SAID, "{", 0)
    return kind(SAID)


def ours(error: Exception) -> StoreError:
    with pytest.raises(StoreError) as caught, translated():
        raise error
    assert caught.value.__cause__ is error
    return caught.value


def test_the_three_libraries_are_looked_at() -> None:
    assert len(OUTSIDE) > 40
    assert {gspread.exceptions.WorksheetNotFound, requests.ReadTimeout} < set(OUTSIDE)
    assert google.auth.exceptions.RefreshError in OUTSIDE


@pytest.mark.parametrize("kind", OUTSIDE, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_outside_exception_is_translated_and_not_quoted(kind: type[Exception]) -> None:
    error = ours(raised(kind))
    assert isinstance(error, SheetsBusy | SheetsRefused | SheetsUnreachable)
    assert "ST-00004" not in error.message + repr(error.args)
    assert error.message.endswith(".")


@pytest.mark.parametrize(
    ("status", "kind"),
    [(429, SheetsBusy), (500, SheetsUnreachable), (502, SheetsUnreachable),
     (503, SheetsUnreachable), (400, SheetsRefused), (403, SheetsRefused), (404, SheetsRefused)],
)  # fmt: skip
def test_what_google_answers_decides(status: int, kind: type[StoreError]) -> None:
    assert type(ours(api_error(status))) is kind


def test_a_refusal_keeps_status_and_word() -> None:
    error: Any = ours(api_error(403, "PERMISSION_DENIED"))
    assert (error.status, error.reason) == (403, "PERMISSION_DENIED")


def test_an_error_page_in_html_is_no_answer() -> None:
    page = gspread.exceptions.APIError(answer(502, b"<html>Error 502 (Server Error)!!1</html>"))
    assert type(ours(page)) is SheetsUnreachable


def test_a_sign_in_that_may_work_later_is_no_refusal() -> None:
    refresh = google.auth.exceptions.RefreshError
    assert type(ours(refresh("later", retryable=True))) is SheetsUnreachable
    denied: Any = ours(refresh("invalid_grant"))
    assert (type(denied), denied.status) == (SheetsRefused, 401)
    assert type(ours(google.auth.exceptions.TransportError(SAID))) is SheetsUnreachable


def test_a_workbook_that_somebody_else_writes_to_is_busy() -> None:
    assert isinstance(ours(Timeout("casework.lock")), SheetsBusy)


def test_our_own_errors_and_mistakes_in_code_pass_as_they_are() -> None:
    for error in (SheetsBusy(), KeyError("replies")):
        with pytest.raises(type(error)) as caught, translated():
            raise error
        assert caught.value is error
