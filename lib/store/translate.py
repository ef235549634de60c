"""The one table from outside exceptions to ours; nothing else in the house catches them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
from filelock import Timeout as LockTimeout
from google.auth.exceptions import GoogleAuthError, TransportError
from google.auth.exceptions import TimeoutError as SignInTimeout
from gspread.exceptions import (
    APIError,
    GSpreadException,
    SpreadsheetNotFound,
    UnSupportedExportFormat,
)

from lib.errors import SheetsBusy, SheetsRefused, SheetsUnreachable, StoreError


def _from_answer(error: APIError) -> StoreError:
    status = error.response.status_code
    if status == 429:
        return SheetsBusy()
    if status >= 500 or status == 408:
        return SheetsUnreachable()
    # -1: gspread could not read the answer, and put words of its own in the place of Google's.
    return SheetsRefused(status, "" if error.code == -1 else str(error.error.get("status", "")))


def _from_sign_in(error: GoogleAuthError) -> StoreError:
    is_for_now = isinstance(error, TransportError | SignInTimeout) or error.retryable
    return SheetsUnreachable() if is_for_now else SheetsRefused(401, "UNAUTHENTICATED")


# First match counts, so the special comes before the general. Messages of Google's are
# localised and may quote cells, so only status words are kept.
TABLE: tuple[tuple[type[BaseException], Callable[..., StoreError]], ...] = (
    (APIError, _from_answer),
    (SpreadsheetNotFound, lambda error: SheetsRefused(404, "NOT_FOUND")),
    (GSpreadException, lambda error: SheetsRefused(400, "INVALID_ARGUMENT")),
    (UnSupportedExportFormat, lambda error: SheetsRefused(400, "INVALID_ARGUMENT")),
    (PermissionError, lambda error: SheetsRefused(403, "PERMISSION_DENIED")),
    (GoogleAuthError, _from_sign_in),
    (requests.JSONDecodeError, lambda error: SheetsUnreachable()),
    # Ours could not be put into JSON, and nothing was sent: no waiting helps.
    (requests.exceptions.InvalidJSONError, lambda error: SheetsRefused(400, "INVALID_ARGUMENT")),
    (requests.RequestException, lambda error: SheetsUnreachable()),
    (LockTimeout, lambda error: SheetsBusy(10)),
)


def translation(error: BaseException) -> StoreError | None:
    """Our error for an outside one; None for what is ours already, and for mistakes in code."""
    return next((make(error) for kind, make in TABLE if isinstance(error, kind)), None)


@contextmanager
def translated() -> Iterator[None]:
    """Raise our error for every outside one; the cause stays attached for the log."""
    try:
        yield
    except Exception as error:
        if (ours := translation(error)) is None:
            raise
        raise ours from error


@contextmanager
def unclear() -> Iterator[None]:
    """Around the look for what became of a save: whatever stops it, the save may have been
    applied, and "busy" or "refused" would say that it was not."""
    try:
        with translated():
            yield
    except (SheetsBusy, SheetsRefused) as error:
        raise SheetsUnreachable from error
