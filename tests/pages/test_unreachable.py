"""When the sheets do not answer: calm words, what was read stays, what was typed stays."""

import threading

import pytest
from streamlit.testing.v1 import AppTest

from lib.store.store import Store
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    fill,
    new_process,
    press,
    shown,
    titles,
    unreachable,
    words,
)

AWAY = "De bladen zijn nu niet bereikbaar. Probeer het over een halve minuut."
FORM, SAVE = "log_contact:", "Contact vastleggen"


def wait_for_refresh() -> None:
    for thread in threading.enumerate():
        if "_refresh_quietly" in thread.name:
            thread.join(10)


@pytest.mark.parametrize("username", ["casemanager", "projectleider", "commissie"])
def test_a_cold_start_without_sheets_says_so_in_one_sentence(
    username: str, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "read", unreachable)
    app = open_app(username)
    assert [error.value for error in app.error] == [AWAY]
    assert titles(app) == []
    assert not app.exception
    assert "Traceback" not in shown(app)


def test_the_sign_in_page_needs_no_sheets(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "read", unreachable)
    assert titles(open_app()) == ["STAP-dashboard"]


def away_banners(app: AppTest) -> list[str]:
    return [one.value for one in app.warning if "bereikbaar" in one.value]


def test_the_page_keeps_the_old_state_with_a_calm_banner_until_the_sheets_are_back(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STAP_REFRESH_S", "0")
    app = open_app("casemanager", "pages/work/clients.py")
    rows = [link.label for link in app.page_link]
    wait_for_refresh()
    with monkeypatch.context() as away:
        away.setattr(Store, "read", unreachable)
        app.run()
        wait_for_refresh()
        app.run()
        (banner,) = away_banners(app)
        assert banner.startswith("De bladen zijn even niet bereikbaar. Je ziet de stand van ")
        assert [link.label for link in app.page_link] == rows
        assert not app.error
        wait_for_refresh()
    app.run()
    wait_for_refresh()
    assert not away_banners(app.run())
    wait_for_refresh()


def test_a_save_that_finds_nobody_keeps_what_was_typed_and_can_be_pressed_again(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = world.records("contacts")
    code = next(row["Cliënt"] for row in rows if row["Medewerker"] == "CM-01")
    app = open_app("casemanager", "pages/work/contacts.py")
    typed = {"client_code": code, "channel": "Sms", "outcome": "Kort contact", "note": "Morgen"}
    fill(app, FORM, typed)
    with monkeypatch.context() as away:
        away.setattr(Store, "write", unreachable)
        press(app, SAVE)
    assert complaints(app) == [AWAY]
    assert {name: field(app, FORM, name).value for name in typed} == typed
    press(app, SAVE)
    assert "Contact vastgelegd." in words(app)
    assert len(world.records("contacts")) == len(rows) + 1


def test_an_unexpected_fault_is_one_sentence_with_a_number_and_the_log_quotes_no_cell(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fall_over(_self: Store) -> None:
        raise RuntimeError("Zilvermeeuw, ST-2JJ9H")

    new_process()
    monkeypatch.setattr(Store, "read", fall_over)
    app = open_app("casemanager")
    (error,) = app.error
    assert error.value.startswith("Er ging iets mis.")
    assert not app.exception
    assert "Zilvermeeuw" not in shown(app)
    logged = [r.getMessage() for r in caplog.records if r.name == "stap"]
    assert len(logged) == 1
    assert logged[0].split()[0] in error.value
    assert "RuntimeError" in logged[0]
    assert "Zilvermeeuw" not in caplog.text
