"""A team at work for ten minutes of a virtual clock, against a backend with Google's quota."""

import pytest

from benchmarks.load import load, ours
from lib.store.quota import BURST, PER_MINUTE


def test_fifteen_sessions_ask_at_most_thirty_reads_a_minute_and_see_no_error() -> None:
    team = load(ours, 15)
    assert (team.clicks, team.saves) == (882, 77)
    assert (team.errors, team.refused) == (0, 0)
    assert team.added == team.saves
    writes = sum(kind == "write" for _, kind, _ in team.asked)
    assert writes == team.saves
    reads = len(team.asked) - writes
    # Four workbooks, read again every half minute at most; and one look before each save.
    readings, rest = divmod(reads - team.saves, 4)
    assert rest == 0
    assert readings <= 20
    assert team.busiest("read") <= 30


def test_more_saves_than_google_allows_are_slower_and_none_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("benchmarks.load.MINUTES", 3)
    team = load(ours, 15, saves=1.0)
    assert (team.errors, team.refused) == (0, 0)
    assert team.added == team.saves == team.clicks
    assert PER_MINUTE < team.busiest("read") <= BURST + PER_MINUTE < 60
    assert team.busiest("write") <= BURST + PER_MINUTE
