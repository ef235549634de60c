"""The way to Google, as far as it can be walked without Google."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import gspread
import pytest

from tests.contract import conftest
from tests.contract.backends import Account, AccountMissing, account, wipe
from tests.contract.conftest import Batch


def test_an_account_needs_a_key_and_a_place(tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    with pytest.raises(AccountMissing, match="STAP_GOOGLE_KEY"):
        account({"STAP_GOOGLE_FOLDER": "f"})
    with pytest.raises(AccountMissing, match="STAP_GOOGLE_KEY"):
        account({"STAP_GOOGLE_KEY": str(key), "STAP_GOOGLE_FOLDER": "f"})
    key.write_text("{}")
    with pytest.raises(AccountMissing, match="STAP_GOOGLE_FOLDER"):
        account({"STAP_GOOGLE_KEY": str(key)})
    found = account({"STAP_GOOGLE_KEY": str(key), "STAP_GOOGLE_SHEET": "s"})
    assert found == Account(key, None, "s")


def test_without_an_account_the_option_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STAP_GOOGLE_KEY", raising=False)
    asked = SimpleNamespace(getoption=lambda name, default: True)
    with pytest.raises(pytest.UsageError, match="--google needs STAP_GOOGLE_KEY"):
        conftest.pytest_configure(asked)  # type: ignore[arg-type]


def test_a_wiped_spreadsheet_is_as_new(
    book: gspread.Spreadsheet, sheet: gspread.Worksheet, batch: Batch
) -> None:
    fresh = book.fetch_sheet_metadata()
    sheet.update([[1, 2]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    sheet.freeze(rows=1)
    book.add_worksheet("Twee", 3, 3).hide()
    book.update_title("Anders")
    book.update_locale("nl_NL")
    wipe(book)
    assert book.fetch_sheet_metadata() == fresh
    assert book.values_get("Sheet1") == {"range": "Sheet1!A1:Z1000", "majorDimension": "ROWS"}


def test_wiping_needs_no_sheet_with_id_0(book: gspread.Spreadsheet, batch: Batch) -> None:
    fresh = book.fetch_sheet_metadata()
    batch({"addSheet": {"properties": {"title": "Twee"}}}, {"deleteSheet": {"sheetId": 0}})
    wipe(book)
    assert book.fetch_sheet_metadata() == fresh


def test_wiping_makes_room(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    fresh = book.fetch_sheet_metadata()
    sheet.resize(1, 10)
    book.add_worksheet("Vol", 999_999, 10)
    sheet.hide()
    wipe(book)
    assert book.fetch_sheet_metadata() == fresh


def test_wiping_forgets_named_ranges(book: gspread.Spreadsheet, sheet: gspread.Worksheet) -> None:
    sheet.define_named_range("A1:B2", "naam")
    wipe(book)
    assert book.list_named_ranges() == []
