"""The Logboek for the administrator: found by filters, a page at a time, without what clients' rows
hold."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from lib.errors import NotAllowed
from lib.ui.export import csv_file
from lib.ui.live import accounts, live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, fill, press, read_sheets_again, shown, words
from tests.pages.test_contacts import CORRECTION, own_contact
from tests.pages.test_contacts import PAGE as CONTACTS

PAGE = "pages/admin/logbook.py"
Files = list[tuple[str, Callable[[], bytes]]]


@pytest.fixture
def contact(open_app: OpenApp, world: DemoWorld) -> dict[str, object]:
    """A contact of which the outcome was corrected in the app and the way in the sheet."""
    row = own_contact(world)
    key = str(row["Contact"])
    app = open_app("casemanager", CONTACTS, rij=key)
    press(fill(app, CORRECTION, {"outcome": "Afgezegd"}), "Wijziging opslaan")
    world.type_over("contacts", key, "Wijze van contact", "Beeldbellen")
    world.type_over("decisions", world.records("decisions")[0]["Besluitnummer"], "Besluit", "Nee")
    read_sheets_again()
    return row


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> Files:
    """Name and content of every download button of the last runs."""
    drawn: Files = []

    def button(label: str, data: Callable[[], bytes], *, file_name: str, **_: Any) -> bool:
        drawn.append((file_name, data))
        return False

    monkeypatch.setattr(st, "download_button", button)
    return drawn


def heads(app: AppTest) -> list[str]:
    """Of every line on screen its act, file, sheet and key."""
    facts = [text for text in words(app) if text.count(" · ") >= 2]
    return [text for text in facts if text.startswith(("STAP ", "Begeleidingscommissie"))]


def test_the_administrator_sees_which_columns_of_a_client_changed_and_no_value(
    open_app: OpenApp, contact: dict[str, object]
) -> None:
    app = open_app("beheer", PAGE)
    key = contact["Contact"]
    assert f"STAP casuïstiek · Contacten · {key}" in heads(app)
    assert {"Uitkomst", "Wijze van contact"} <= set(words(app))
    for value in ("Afgezegd", "Beeldbellen", str(contact["Uitkomst"])):
        assert value not in shown(app)


def test_of_the_progress_old_and_new_are_shown(
    open_app: OpenApp, world: DemoWorld, contact: dict[str, object]
) -> None:
    app = open_app("beheer", PAGE, bestand="STAP voortgang")
    (line,) = world.log("progress")
    old = json.loads(line["Oud"])["Besluit"]
    assert f"Besluit: {old} → Nee" in words(app)
    assert [head.split(" · ")[0] for head in heads(app)] == ["STAP voortgang"]


def test_a_client_code_finds_the_lines_of_all_her_rows(
    open_app: OpenApp, world: DemoWorld, contact: dict[str, object]
) -> None:
    code = str(contact["Cliënt"])
    other = next(r["Cliëntcode"] for r in world.records("clients") if r["Cliëntcode"] != code)
    world.type_over("clients", other, "Verwacht terug", "mei")
    world.type_over("clients", code, "Verwacht terug", "mei")
    read_sheets_again()
    rows = [head.split(" · ")[2] for head in heads(open_app("beheer", PAGE, sleutel=code))]
    assert sorted(rows) == sorted([str(contact["Contact"])] * 2 + [code])


def test_the_filters_stand_in_the_url_and_go_together(
    open_app: OpenApp, contact: dict[str, object]
) -> None:
    key = str(contact["Contact"])
    app = open_app("beheer", PAGE, sleutel=key, soort="Wijziging in het blad")
    assert heads(app) == [f"STAP casuïstiek · Contacten · {key} · Rechtstreeks in het blad."]
    assert heads(open_app("beheer", PAGE, sleutel=key, wie="casemanager")) == [
        f"STAP casuïstiek · Contacten · {key}"
    ]
    of_today = open_app("beheer", PAGE, sleutel=key, van="2022-02-01", tot="2022-02-01")
    assert len(heads(of_today)) == 2
    assert heads(open_app("beheer", PAGE, sleutel=key, van="2022-02-02")) == []
    assert heads(open_app("beheer", PAGE, sleutel=key, tot="2022-01-31")) == []
    assert heads(open_app("beheer", PAGE, soort="Inzage")) == []


def test_what_is_no_code_is_told_and_stays_out_of_the_url(open_app: OpenApp) -> None:
    app = open_app("beheer", PAGE)
    app.text_input(key="sleutel_sleutel").set_value("Zilvermeeuw").run()
    assert any("geen code of sleutel" in text for text in words(app))
    assert "Zilvermeeuw" not in str(app.query_params)
    app.text_input(key="sleutel_sleutel").set_value("st-7k3mq").run()
    assert app.query_params["sleutel"] == "ST-7K3MQ"


def test_only_one_page_of_lines_is_sent(open_app: OpenApp, world: DemoWorld) -> None:
    sheet = world.workbook("committee").worksheet("Logboek")
    lines = [[f"LB-{n}", 44593 + n / 1440, "anna", "", "gewijzigd", "Kerncijfers", f"KC-{n}"]
             for n in range(45)]  # fmt: skip
    sheet.append_rows(lines, table_range="A1")
    app = open_app("beheer", PAGE, bestand="Begeleidingscommissie")
    assert "45 regels, de nieuwste eerst" in words(app)
    assert [head.split(" · ")[2] for head in heads(app)] == [f"KC-{n}" for n in range(44, 24, -1)]
    assert "KC-24" not in shown(app)


def test_the_file_holds_the_filtered_lines_without_values_and_is_itself_in_the_logboek(
    open_app: OpenApp, world: DemoWorld, contact: dict[str, object], files: Files
) -> None:
    key = str(contact["Contact"])
    open_app("beheer", PAGE, sleutel=key)
    name, made = files[-1]
    live().logbooks.send()
    assert [line["Handeling"] for line in world.log()].count("uitgevoerd") == 0
    text = made().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert name == "logboek.csv"
    assert [row["Rij"] for row in rows] == [key, key]
    assert {row["Wat"] for row in rows} == {"Uitkomst", "Wijze van contact"}
    assert rows[0]["Tijdstip"].startswith("01-02-2022 ")
    assert "Afgezegd" not in text
    live().logbooks.send()
    line = world.log()[-1]
    assert (line["Wie"], line["Rol"], line["Handeling"]) == ("beheer", "beheer", "uitgevoerd")
    assert (line["Blad"], line["Reden"]) == ("Logboek", "2 regels van het Logboek")


def test_who_was_signed_out_meanwhile_gets_no_file(
    open_app: OpenApp, contact: dict[str, object], files: Files
) -> None:
    open_app("beheer", PAGE)
    accounts().sign_out("beheer")
    with pytest.raises(NotAllowed):
        files[-1][1]()


def test_a_formula_in_a_sheet_is_text_in_the_file() -> None:
    text = csv_file(["Wat"], [{"Wat": "=1+1"}, {"Wat": "a;b"}]).decode("utf-8-sig")
    assert text == 'Wat\r\n\'=1+1\r\n"a;b"\r\n'


def test_the_chain_is_looked_at_on_a_press_and_the_first_broken_line_named(
    open_app: OpenApp, world: DemoWorld, contact: dict[str, object]
) -> None:
    app = press(open_app("beheer", PAGE), "Keten controleren")
    assert any("Keten gecontroleerd: heel" in text for text in words(app))
    assert len([text for text in words(app) if "de keten is heel" in text]) == 4
    log = world.workbook("casework").worksheet("Logboek")
    log.update_acell("C2", "iemand anders")
    press(app, "Keten controleren")
    assert any("Keten gecontroleerd: gebroken" in text for text in words(app))
    (broken,) = [text for text in words(app) if "Rij 2, regel LB-" in text]
    assert "STAP casuïstiek: 2 regels. Rij 2" in broken
    assert len([text for text in words(app) if "de keten is heel" in text]) == 3
