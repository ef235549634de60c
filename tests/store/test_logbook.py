"""Reading a Logboek back: every line, the newest first, in one request."""

from datetime import datetime
from itertools import count

import pandas as pd
import pytest

from lib.errors import SheetMissing
from tests.store.conftest import NOW, Bench
from tests.store.test_trail import SAVE, save


def test_every_line_is_there_newest_first_for_one_request(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = count()
    monkeypatch.setattr(bench.store, "_clock", lambda: NOW.replace(minute=next(minutes)))
    assert [save(bench), save(bench, 2)] == [SAVE, SAVE]
    before = len(bench.requests())
    log = bench.store.log("casework")
    assert bench.requests()[before:] == ["read 200"]
    written = bench.log()
    assert list(log["line_id"]) == [line["Regel"] for line in reversed(written)]
    assert list(log["row_key"]) == [line["Rij"] for line in reversed(written)]
    assert log["at"].is_monotonic_decreasing
    assert (log["at"].iloc[-1], log["who"].iloc[0]) == (log["at"].min(), "casemanager")


def test_a_line_with_a_moment_that_cannot_be_read_is_kept_and_comes_last(bench: Bench) -> None:
    save(bench, 3)
    bench.log_sheet().update_acell("B3", "gisteren")
    log = bench.store.log("casework")
    assert len(log) == 3
    assert log["row_key"].iloc[-1] == bench.log()[1]["Rij"]
    assert pd.isna(log["at"].iloc[-1])
    assert log["at"].iloc[0] == pd.Timestamp(datetime(2022, 2, 1, 14, 32))


def test_without_a_logboek_it_says_so(bench: Bench) -> None:
    log = bench.log_sheet()
    log.spreadsheet.del_worksheet(log)
    with pytest.raises(SheetMissing):
        bench.store.log("casework")
