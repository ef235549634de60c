"""Erasing all permits: two people, one request, and afterwards nothing of them anywhere here."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from lib.audit import Act, Actor, Event
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import ChangeRefused, DashboardError, NotAllowed
from lib.snapshot import Snapshot
from lib.store.erasure import Asked, Erasure
from lib.store.retry import PatientHTTPClient
from tests.store.conftest import CIPHER, ME, NOW, Bench

LEAD, ADMIN = Actor("projectleider", "projectleider"), Actor("beheer", "beheer")
ASKED = Asked("permits", "projectleider", NOW, "Einde regeling", "LB-7", "beheer", "beheer")
KEYS = ("VG-00001", "VG-00002")
_TITLE = "STAP vergunningen"


@pytest.fixture
def filled(bench: Bench) -> Bench:
    """Two permits with lines in the Logboek, known here; a save, a row and a line that wait."""
    for key in KEYS:
        row = {"situation": "Zonder vergunning", "in_view": True, "step": "Wil aanvragen"}
        bench.store.write([Change("permits", key, None, row)], ME, bench.store.read())
    seen = bench.store.read()
    bench.store.watch.known.remember(seen)
    before = seen.row("permits", KEYS[0])
    later = Change("permits", KEYS[0], before, {"step": "Aangevraagd"})
    bench.store.journal.accept("permits", [later], ME, NOW, ["LB-1"])
    bench.store.journal.accept("permits", [later], ME, NOW, ["LB-2"], trouble="Weg.")
    bench.store.journal.accept("casework", [Change("contacts", "CT-9", None, {})], ME, NOW, ["L"])
    bench.store.events.accept("permits", Event(Act.EXPORTED, "Vergunningen", KEYS[1]), ME)
    return bench


def known(bench: Bench) -> Snapshot:
    found = bench.store.watch.known.snapshot()
    assert found is not None
    return found


def others(bench: Bench) -> dict[str, Any]:
    return {
        name: [sheet.get_all_values() for sheet in bench.coordinator.open_by_key(id).worksheets()]
        for name, id in bench.ids.items()
        if name != "permits"
    }


def assert_clean(bench: Bench) -> None:
    assert bench.sheet("permits").get_all_values() == [
        [column.header for column in Change("permits", "", None, {}).schema.columns]
    ]
    (line,) = bench.log("permits")
    assert (line["Regel"], line["Handeling"], line["Wie"]) == ("LB-7", "gewist", "beheer")
    assert line["Reden"] == "Einde regeling"
    assert '"Gevraagd door": "projectleider"' in line["Nieuw"]
    report = bench.store.verify()[_TITLE]
    assert (report.is_whole, report.lines, report.bare) == (True, 1, ())
    assert [entry.workbook for entry in bench.store.journal.entries()] == ["casework"]
    assert bench.store.events.waiting("permits") == []
    assert not len(known(bench).tables["permits"])
    assert "permits" in {p.sheet for p in known(bench).problems if p.is_blocking}
    assert len(known(bench).tables["clients"]) == 2


def test_nothing_is_left_but_one_line_and_other_workbooks_are_as_they_were(filled: Bench) -> None:
    before = others(filled)
    filled.store.erase(ASKED, filled.store.read())
    assert_clean(filled)
    assert '"Rijen": "2"' in filled.log("permits")[0]["Nieuw"]
    assert others(filled) == before


def test_the_chain_goes_on_from_the_line_that_tells_of_it(filled: Bench) -> None:
    filled.store.erase(ASKED, filled.store.read())
    row = {"situation": "Zonder vergunning", "in_view": True, "step": "Wil aanvragen"}
    filled.store.write([Change("permits", "VG-00003", None, row)], ME, filled.store.read())
    assert filled.store.verify()[_TITLE].is_whole
    filled.store.erase(ASKED, filled.store.read())  # pressed once more: it was done already
    assert [r["Vergunning"] for r in filled.records("permits")] == ["VG-00003"]
    assert [line["Handeling"] for line in filled.log("permits")] == ["gewist", "toegevoegd"]


def test_a_row_that_is_typed_or_moved_at_that_moment_goes_too(
    filled: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, sheet = PatientHTTPClient.request.__get__(filled.store._http), filled.sheet("permits")

    def shifted(method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        if url.endswith(":batchUpdate"):
            sheet.insert_rows([["VG-00008"], ["VG-00009"]], 2)
            sheet.insert_note("A3", "een aantekening")
        return send(method, url, *args, **kwargs)

    seen = filled.store.read()
    monkeypatch.setattr(filled.store._http, "request", shifted)
    filled.store.erase(ASKED, seen)
    monkeypatch.undo()
    assert_clean(filled)
    assert sheet.get_note("A3") == ""


@pytest.mark.parametrize("is_sent", [False, True], ids=["unsent", "unanswered"])
@pytest.mark.parametrize("place", range(3))
def test_interrupted_at_any_request_and_repeated_it_ends_clean(
    filled: Bench, monkeypatch: pytest.MonkeyPatch, place: int, is_sent: bool
) -> None:
    http, seen = filled.store._http, filled.store.read()
    send, count = PatientHTTPClient.request.__get__(http), 0

    def broken(*args: Any, **kwargs: Any) -> Any:
        nonlocal count
        count += 1
        if count > place:
            if is_sent and count == place + 1:
                send(*args, **kwargs)
            raise requests.ConnectionError("nobody there")
        return send(*args, **kwargs)

    monkeypatch.setattr(http, "request", broken)
    with pytest.raises(DashboardError):
        filled.store.erase(ASKED, seen)
    monkeypatch.undo()
    assert filled.store.verify()[_TITLE].is_whole  # before and after, never something between
    assert len(filled.records("permits")) in (0, 2)
    filled.store.erase(ASKED, filled.store.read())
    assert_clean(filled)


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def erasure(tmp_path: Path, clock: Clock) -> Erasure:
    return Erasure(tmp_path / "erasure", lambda: CIPHER, clock)


def test_what_is_asked_waits_unreadable_for_others_and_survives_a_restart(
    erasure: Erasure, tmp_path: Path, clock: Clock
) -> None:
    erasure.ask("permits", LEAD, "Einde regeling")
    asked = Erasure(tmp_path / "erasure", lambda: CIPHER, clock).asked()
    assert asked is not None
    assert (asked.by, asked.at, asked.reason) == ("projectleider", NOW, "Einde regeling")
    assert b"regeling" not in (tmp_path / "erasure").read_bytes()
    assert (tmp_path / "erasure").stat().st_mode & 0o077 == 0
    lost = Erasure(tmp_path / "erasure", lambda: Cipher({"n": b"n" * 32}, "n"), clock)
    assert lost.asked() is None


def test_who_asked_cannot_confirm_and_somebody_else_can(erasure: Erasure) -> None:
    with pytest.raises(ChangeRefused, match="ingetrokken of verlopen"):
        erasure.confirm(ADMIN)
    erasure.ask("permits", LEAD, "Einde")
    with pytest.raises(NotAllowed):
        erasure.confirm(LEAD)
    with pytest.raises(ChangeRefused, match="al gevraagd"):
        erasure.ask("permits", ADMIN, "Anders")
    asked = erasure.confirm(ADMIN)
    assert (asked.by, asked.confirmed_by, asked.role) == ("projectleider", "beheer", "beheer")
    with pytest.raises(ChangeRefused, match="al bevestigd"):
        erasure.withdraw()
    assert erasure.confirm(LEAD) == asked  # tried again: it stays as it was confirmed


def test_after_seven_days_it_lapses_but_not_once_confirmed(erasure: Erasure, clock: Clock) -> None:
    erasure.ask("permits", LEAD, "Einde")
    clock.now = NOW + timedelta(days=7)
    assert erasure.asked() is not None
    clock.now += timedelta(seconds=1)
    with pytest.raises(ChangeRefused, match="ingetrokken of verlopen"):
        erasure.confirm(ADMIN)
    erasure.ask("permits", LEAD, "Toch")
    erasure.confirm(ADMIN)
    clock.now += timedelta(days=30)
    assert erasure.asked() is not None


def test_what_is_withdrawn_is_gone(erasure: Erasure) -> None:
    erasure.ask("permits", LEAD, "Einde")
    erasure.withdraw()
    assert erasure.asked() is None
