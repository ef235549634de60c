"""Where the contract is asked: Google itself, and how a test gets a clean spreadsheet there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2.service_account import Credentials
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

FILES = "https://www.googleapis.com/drive/v3/files"
SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")
TITLE = "Contract"
# The sheet that stands in while the others are replaced.
_BETWEEN = 2_000_000_001
# Only for a quota that is used up: such a request was not applied, so it may be sent again.
_PATIENCE = Retry(
    8, connect=0, read=0, other=0, status_forcelist=[429], allowed_methods=None, backoff_factor=2
)


class AccountMissing(Exception):
    """Says which variable is missing."""


@dataclass(frozen=True, slots=True)
class Account:
    """A service account owns no files: it gets a folder of a Shared Drive, or one spreadsheet."""

    key: Path
    folder: str | None
    sheet: str | None


def account(environment: Mapping[str, str] = os.environ) -> Account:
    key = environment.get("STAP_GOOGLE_KEY")
    folder, sheet = environment.get("STAP_GOOGLE_FOLDER"), environment.get("STAP_GOOGLE_SHEET")
    if not key or not Path(key).is_file():
        raise AccountMissing("--google needs STAP_GOOGLE_KEY: the key file of a service account")
    if not folder and not sheet:
        raise AccountMissing(
            "--google needs STAP_GOOGLE_FOLDER (a folder of a Shared Drive) or STAP_GOOGLE_SHEET"
            " (a spreadsheet that may be wiped), shared with the service account as editor"
        )
    return Account(Path(key), folder or None, sheet or None)


@contextmanager
def google(account: Account) -> Iterator[requests.Session]:
    """A session that waits when the quota is used up; what was made in it is deleted."""
    credentials = Credentials.from_service_account_file(str(account.key), scopes=SCOPES)
    made: list[str] = []

    def remember(answer: requests.Response, *_args: Any, **_options: Any) -> None:
        path = answer.url.partition("?")[0]
        is_copy = path.startswith(FILES) and path.endswith("/copy")
        if answer.ok and answer.request.method == "POST" and (path == FILES or is_copy):
            made.append(answer.json()["id"])

    with AuthorizedSession(credentials) as session:
        session.mount("https://", HTTPAdapter(max_retries=_PATIENCE))
        session.hooks["response"].append(remember)
        try:
            yield session
        finally:
            for file_id in made:
                session.delete(f"{FILES}/{file_id}", params={"supportsAllDrives": True})


def wipe(book: gspread.Spreadsheet) -> None:
    """Makes the spreadsheet what a new one is, in one request."""
    found = book.fetch_sheet_metadata()
    kept, *others = [sheet["properties"]["sheetId"] for sheet in found["sheets"]]
    names = [one["namedRangeId"] for one in found.get("namedRanges", [])]
    # A test may have used up all the cells there can be, and another sheet needs room.
    small = {"hidden": False, "gridProperties": {"rowCount": 1, "columnCount": 1}}
    fresh = {"title": TITLE, "locale": "en_US", "timeZone": "Etc/GMT"}
    requests_ = [
        *({"deleteNamedRange": {"namedRangeId": name}} for name in names),
        _update("updateSheetProperties", small, sheetId=kept),
        *({"deleteSheet": {"sheetId": sheet_id}} for sheet_id in others),
        {"addSheet": {"properties": {"sheetId": _BETWEEN, "title": str(_BETWEEN)}}},
        {"deleteSheet": {"sheetId": kept}},
        {"addSheet": {"properties": {"sheetId": 0, "title": "Sheet1"}}},
        {"deleteSheet": {"sheetId": _BETWEEN}},
        _update("updateSpreadsheetProperties", fresh),
    ]
    book.batch_update({"requests": requests_})


def _update(kind: str, properties: dict[str, Any], **which: int) -> dict[str, Any]:
    return {kind: {"properties": properties | which, "fields": ",".join(properties)}}
