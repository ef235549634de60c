"""The one table from outside exceptions to ours; nothing else in the house catches them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
from filelock import Timeout as LockTimeout
from google.auth.exceptions import GoogleAuthError, TransportError
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
    if status >= 500:
        return SheetsUnreachable()
    return SheetsRefused(status, str(error.error.get("status", "")))


def _from_sign_in(error: GoogleAuthError) -> StoreError:
    return SheetsUnreachable() if error.retryable else SheetsRefused(401, "UNAUTHENTICATED")


# First match counts, so the special comes before the general. Messages of Google's are
# localised and may quote cells, so only status words are kept.
TABLE: tuple[tuple[type[BaseException], Callable[..., StoreError]], ...] = (
    (APIError, _from_answer),
    (SpreadsheetNotFound, lambda error: SheetsRefused(404, "NOT_FOUND")),
    (GSpreadException, lambda error: SheetsRefused(400, "INVALID_ARGUMENT")),
    (UnSupportedExportFormat, lambda error: SheetsRefused(400, "INVALID_ARGUMENT")),
    (PermissionError, lambda error: SheetsRefused(403, "PERMISSION_DENIED")),
    (TransportError, lambda error: SheetsUnreachable()),
    (GoogleAuthError, _from_sign_in),
    (requests.RequestException, lambda error: SheetsUnreachable()),
    (LockTimeout, lambda error: SheetsBusy(10)),
)


@contextmanager
def translated() -> Iterator[None]:
    """Raise our error for every outside one; the cause stays attached for the log."""
    try:
        yield
    except tuple(kind for kind, _ in TABLE) as error:
        for kind, make in TABLE:
            if isinstance(error, kind):
                raise make(error) from error
        raise
