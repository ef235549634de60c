"""Saves that wait on this server: seen at once, sent by themselves, decided by a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests
from streamlit.testing.v1 import AppTest

from lib.ui.live import live
from lib.ui.messages import PENDING
from lib.ui.shared import Live
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    field,
    fill,
    go,
    new_process,
    press,
    read_sheets_again,
    shown,
    unfold,
    words,
)
from tests.pages.test_client import client_of

CLIENT, CONTACTS, DECIDE = (
    "pages/work/client.py",
    "pages/work/contacts.py",
    "pages/sheets/decide.py",
)


@pytest.fixture(autouse=True)
def _no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the thread does now and then, the tests do when they want it done."""
    monkeypatch.setattr(Live, "_keep_delivering", lambda self: None)


@contextmanager
def away() -> Iterator[None]:
    """The plug is out: every request of a save finds nobody."""

    def nobody(*_args: Any, **_options: Any) -> Any:
        raise requests.ConnectionError("nobody there")

    with pytest.MonkeyPatch.context() as patched:
        for name in ("locate", "whole_sheets"):
            patched.setattr(f"lib.store.store.{name}", nobody)
        yield


def log_contact(app: AppTest, code: str) -> None:
    values = {"client_code": code, "channel": "Sms", "outcome": "Kort contact", "note": "Bellen"}
    fill(app, "log_contact:", values)
    press(app, "Contact vastleggen")


def change_return(app: AppTest, code: str, text: str) -> None:
    unfold(app, f"client:{code}")
    fill(app, f"client:{code}:", {"return_expected": text})
    (button,) = [
        b for b in app.button if b.label == "Opslaan" and f"client:{code}:" in str(b.form_id)
    ]
    button.click().run()


def undecided(open_app: OpenApp, world: DemoWorld) -> tuple[AppTest, str]:
    """A save that waited while a coordinator typed over the same cell."""
    code = client_of(world, "CM-01")
    app = open_app("casemanager", CLIENT, client=code)
    with away():
        change_return(app, code, "mei")
    world.type_over("clients", code, "Verwacht terug", "nooit")
    live().deliver()
    return app, code


def test_a_contact_saved_while_the_sheets_are_away_is_seen_at_once_and_sent_later(
    open_app: OpenApp, world: DemoWorld
) -> None:
    count = len(world.records("contacts"))
    app = open_app("casemanager", CONTACTS)
    with away():
        log_contact(app, client_of(world, "CM-01"))
    assert PENDING in words(app)
    assert "wordt verzonden" in shown(app)
    banner = "1 wijziging staat op deze server en wordt verzonden"
    assert any(text.startswith(banner) for text in words(app))
    assert len(world.records("contacts")) == count
    with away():
        live().deliver()  # still nobody there
    assert "wordt verzonden" in shown(app.run())
    live().deliver()
    assert "wordt verzonden" not in shown(app.run())
    added = world.records("contacts")[count:]
    assert [(row["Wijze van contact"], row["Gewijzigd door"]) for row in added] == [
        ("Sms", "casemanager")
    ]
    assert [line["Wie"] for line in world.log()] == ["casemanager"]


def test_what_waits_survives_a_restart_and_a_fresh_reading(
    open_app: OpenApp, world: DemoWorld
) -> None:
    count = len(world.records("contacts"))
    app = open_app("casemanager", CONTACTS)
    with away():
        log_contact(app, client_of(world, "CM-01"))
    new_process()
    again = open_app("casemanager", CONTACTS)
    assert "wordt verzonden" in shown(again)
    read_sheets_again()
    assert "wordt verzonden" in shown(again.run())
    live().deliver()
    assert len(world.records("contacts")) == count + 1
    assert "wordt verzonden" not in shown(again.run())


def test_a_second_save_goes_after_the_first_one_that_waited(
    open_app: OpenApp, world: DemoWorld
) -> None:
    count = len(world.records("contacts"))
    app = open_app("casemanager", CONTACTS)
    code = client_of(world, "CM-01")
    with away():
        log_contact(app, code)
    fill(app, "log_contact:", {"client_code": code, "channel": "Telefoon", "outcome": "Gesproken"})
    press(app, "Contact vastleggen")
    assert "Contact vastgelegd." in words(app)
    added = world.records("contacts")[count:]
    assert [row["Wijze van contact"] for row in added] == ["Sms", "Telefoon"]


def test_my_value_wins_when_i_say_so(open_app: OpenApp, world: DemoWorld) -> None:
    app, code = undecided(open_app, world)
    assert world.record("clients", code)["Verwacht terug"] == "nooit"
    assert "Er is iets te beslissen" in shown(app.run())
    go(app, DECIDE)
    assert {"Mijn waarde: mei", "Nu in het blad: nooit"} <= set(words(app))
    press(app, "Mijn waarde opslaan")
    assert world.record("clients", code)["Verwacht terug"] == "mei"
    assert any(text.startswith("Er is niets te beslissen") for text in words(app))


def test_what_stands_there_stays_when_i_say_so(open_app: OpenApp, world: DemoWorld) -> None:
    app, code = undecided(open_app, world)
    press(go(app, DECIDE), "Laten zoals het nu is")
    assert world.record("clients", code)["Verwacht terug"] == "nooit"
    assert live().entries == ()
    assert [line["Wie"] for line in world.log()] == ["onbekend"]  # what the coordinator typed


def test_it_can_be_adjusted_first(open_app: OpenApp, world: DemoWorld) -> None:
    app, code = undecided(open_app, world)
    go(app, DECIDE)
    assert field(app, "decide:", "return_expected").value == "mei"
    fill(app, "decide:", {"return_expected": "juni of nooit"})
    press(app, "Opslaan")
    assert world.record("clients", code)["Verwacht terug"] == "juni of nooit"
    assert live().entries == ()


def test_a_row_deleted_meanwhile_comes_back_with_my_value(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", CONTACTS)
    code = client_of(world, "CM-01")
    log_contact(app, code)
    key = world.records("contacts")[-1]["Contact"]
    app = open_app("casemanager", CONTACTS, rij=key)
    with away():
        fill(app, "row:contacts:", {"outcome": "Gesproken"})
        press(app, "Wijziging opslaan")
    sheet = world.sheet("contacts")
    sheet.delete_rows(sheet.col_values(1).index(key) + 1)
    live().deliver()
    go(app, DECIDE)
    assert "Deze rij staat niet meer in het blad." in words(app)
    press(app, "Mijn waarde opslaan")
    back = world.record("contacts", key)
    assert (back["Uitkomst"], back["Wijze van contact"]) == ("Gesproken", "Sms")
    assert back["Aantekening"].startswith("geheim:")


def test_nobody_else_sees_what_somebody_has_to_decide(open_app: OpenApp, world: DemoWorld) -> None:
    undecided(open_app, world)
    other = open_app("casemanager2", DECIDE)
    assert "Mijn waarde" not in shown(other)
    assert "Er is iets te beslissen" not in shown(other)


def test_a_row_deleted_in_the_sheet_is_offered_to_who_may_put_it_back(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = client_of(world, "CM-01")
    open_app("casemanager")
    row = next(row for row in world.records("contacts") if row["Cliënt"] == code)
    sheet = world.sheet("contacts")
    sheet.delete_rows(sheet.col_values(1).index(row["Contact"]) + 1)
    read_sheets_again()
    assert [line["Handeling"] for line in world.log()] == ["verwijderd uit het blad"]
    assert "Rij terugzetten" not in shown(open_app("casemanager2", DECIDE))
    app = open_app("casemanager", DECIDE)
    press(app, "Rij terugzetten")
    back = world.record("contacts", row["Contact"])
    told = ("Gewijzigd op", "Gewijzigd door", "Aantekening")
    assert {k: v for k, v in back.items() if k not in told} == {
        k: v for k, v in row.items() if k not in told
    }
    assert back["Aantekening"].startswith("geheim:") == row["Aantekening"].startswith("geheim:")
    assert live().entries == ()
