"""The history of a row under its form: what was, what became, who; secrets stay secret."""

from datetime import date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.caseload import NO_CLIENTS
from lib.access.person import Person
from lib.access.roles import Role
from lib.snapshot import Snapshot
from lib.ui import history as module
from lib.ui.page import Page
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, fill, press, read_sheets_again, words
from tests.pages.test_contacts import CORRECTION, PAGE, own_contact

SHOW = "Geschiedenis tonen"


def show(app: AppTest) -> AppTest:
    (toggle,) = [toggle for toggle in app.toggle if toggle.label == SHOW]
    return toggle.set_value(True).run()


def correct(app: AppTest, **values: object) -> AppTest:
    return press(fill(app, CORRECTION, values), "Wijziging opslaan")


def test_a_change_in_the_app_and_one_in_the_sheet_stand_there_newest_first(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = own_contact(world)
    key = str(row["Contact"])
    correct(open_app("casemanager", PAGE, rij=key), outcome="Afgezegd", note="Zilvermeeuw")
    world.type_over("contacts", key, "Wijze van contact", "Beeldbellen")
    read_sheets_again()
    said = words(show(open_app("casemanager", PAGE, rij=key)))
    by_hand = f"Wijze van contact: {row['Wijze van contact']} → Beeldbellen"
    in_app = [text for text in said if text.startswith("Uitkomst: ")]
    assert in_app == [f"Uitkomst: {row['Uitkomst']} → Afgezegd\nAantekening: leeg → (geheim)"]
    assert by_hand in said
    heads = [text for text in said if text.startswith("**01-02-2022 ")]
    assert [head.split(" · ")[1] for head in heads] == ["onbekend", "casemanager"]
    assert "gewijzigd in het blad · Rechtstreeks in het blad." in said
    assert not any("Zilvermeeuw" in text for text in said if "→" in text)


def test_nothing_is_read_before_it_is_asked_for(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.store.store.Store.log", lambda *_: pytest.fail("read"))
    app = open_app("casemanager", PAGE, rij=str(own_contact(world)["Contact"]))
    assert SHOW in [toggle.label for toggle in app.toggle]
    assert not app.exception


def test_a_row_without_changes_says_so(open_app: OpenApp, world: DemoWorld) -> None:
    app = show(open_app("casemanager", PAGE, rij=str(own_contact(world)["Contact"])))
    assert "Nog niets gewijzigd sinds het Logboek er is." in words(app)


def test_who_may_not_read_the_row_gets_no_history(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when a page would ask for it with a row that is not theirs."""
    monkeypatch.setattr(module.live, "live", lambda: pytest.fail("read"))
    monkeypatch.setattr(module.st, "expander", lambda *_, **__: pytest.fail("drawn"))
    person = Person("beheer", "Beheer", Role.ADMINISTRATOR)
    page = Page(person, Snapshot({}, (), datetime(2022, 2, 1)), NO_CLIENTS, date(2022, 2, 1))
    module.history(page, "contacts", {"contact_id": "CT-1", "client_code": "ST-00004"})
