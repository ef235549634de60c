"""Tabs are read as they stand: values, formulas, dates; of one moment or not at all."""

from collections.abc import Callable

import gspread
import pytest
import requests

from lib.errors import SheetsBusy
from lib.store.tab import Tab, read_tabs
from tests.store.conftest import Bench


@pytest.fixture
def book(bench: Bench) -> gspread.Spreadsheet:
    return bench.coordinator.open_by_key(bench.ids["committee"])


def tabs(bench: Bench) -> dict[str, Tab]:
    found = read_tabs(bench.store._http, bench.ids["committee"])
    return {tab.title: tab for tab in found}


def test_every_tab_is_there_in_three_requests(bench: Bench, book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Eigen 'blad'!", 5, 5)
    before = len(bench.requests())
    found = tabs(bench)
    assert bench.requests()[before:] == ["read 200"] * 3
    assert list(found) == [sheet.title for sheet in book.worksheets()]
    assert found["Eigen 'blad'!"] == Tab("Eigen 'blad'!", [], {}, [])


def test_values_formulas_and_dates_are_told_apart(bench: Bench, book: gspread.Spreadsheet) -> None:
    sheet = book.add_worksheet("Eigen", 9, 9)
    typed = [["Dag", "Som", "Tekst"], ["1-2-2022", "=3,5+1", "'=1+1"], ["", "3,5", "WAAR"],
             ["2-2-2022 12:00:00", "=1/0", "'007"]]  # fmt: skip
    sheet.update(typed, "A1", value_input_option="USER_ENTERED")
    assert tabs(bench)["Eigen"] == Tab(
        "Eigen",
        [["Dag", "Som", "Tekst"], [44593, 4.5, "=1+1"], ["", 3.5, True],
         [44594.5, "#DIV/0!", "007"]],
        {"B2": "=3,5+1", "B4": "=1/0"},
        [0],
    )  # fmt: skip


class Meddler(requests.Session):
    """Sends on, and lets somebody type after every second reading of values."""

    def __init__(self, inner: requests.Session, type_something: Callable[[], object]) -> None:
        super().__init__()
        self._inner, self._type = inner, type_something
        self.readings = 0

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> requests.Response:  # type: ignore[override]
        answer = self._inner.request(method, url, *args, **kwargs)  # type: ignore[arg-type]
        if "values:batchGet" in url:
            self.readings += 1
            if self.readings % 2:
                self._type()
        return answer


@pytest.mark.parametrize("times", [1, 2, 3])
def test_what_is_typed_between_two_readings_makes_it_read_again(
    times: int, bench: Bench, book: gspread.Spreadsheet
) -> None:
    sheet, left = book.worksheet("Kerncijfers"), [f"keer {n}" for n in range(times)]
    meddler = Meddler(bench.session, lambda: left and sheet.update_acell("A2", left.pop()))
    http = gspread.Client(auth=None, session=meddler).http_client  # type: ignore[arg-type]
    if times == 3:
        with pytest.raises(SheetsBusy):
            read_tabs(http, bench.ids["committee"])
    else:
        (tab,) = [t for t in read_tabs(http, bench.ids["committee"]) if t.title == sheet.title]
        assert tab.rows[1] == ["keer 0"]
    assert meddler.readings == 2 * min(times + 1, 3)
