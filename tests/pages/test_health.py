"""Gezondheid: what is certain is put right with one press, what is not is left to a person."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui import live as shared
from lib.ui.live import live
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, go, new_process, press, shown, words

PAGE = "pages/sheets/health.py"


def keys_of(world: DemoWorld, name: str) -> list[str]:
    return [str(key) for key in world.sheet(name).col_values(1)[1:]]


def opened(open_app: OpenApp, username: str = "coordinator") -> AppTest:
    new_process()
    return open_app(username, PAGE)


def mending(app: AppTest, name: str) -> list[Any]:
    """The buttons that put right one cell of a sheet."""
    return [button for button in app.button if str(button.key).startswith(f"herstel:{name}:")]


# Sheet, header, what somebody typed there, and what then stands there.
CERTAIN = [
    ("wishes", "Stand", "in-uitvoering", "In uitvoering"),
    ("wishes", "Stand", " GEWENST ", "Gewenst"),
    ("wishes", "Klaar op", "dinsdag 1 februari 2022", 44593),
    ("wishes", "Klaar op", "'2022-02-01", 44593),
    ("wishes", "Prioriteit", "'2,0", 2),
    ("bottlenecks", "Was voorzien", "Nee.", "nee"),
    ("bottlenecks", "Was voorzien", "WEL", None),
    ("bottlenecks", "Samenwerking met", "Iriszorg; cirkel", "IrisZorg; De Cirkel"),
    ("bottlenecks", "Eigenaar", "cm 01", "CM-01"),
    ("wishes", "Stand", "Misschien", None),
]


@pytest.mark.parametrize(("name", "header", "text", "value"), CERTAIN)
def test_one_press_puts_right_what_is_certain(
    name: str, header: str, text: str, value: Any, open_app: OpenApp, world: DemoWorld
) -> None:
    key = keys_of(world, name)[0]
    world.type_over(name, key, header, text)
    stands = world.record(name, key)[header]
    app = opened(open_app)
    found = [" ".join(text.value.split()).casefold() for text in app.text]
    assert " ".join(f"Gevonden: {stands}".split()).casefold() in found
    cell = world.sheet(name).find(str(stands)).address
    buttons = [button for button in mending(app, name) if f":{cell}:" in str(button.key)]
    if value is None:
        assert buttons == []
        return
    buttons[0].click().run()
    assert "1 cel hersteld." in words(app)
    assert world.record(name, key)[header] == value
    (line,) = [line for line in world.log("progress") if line["Wie"] == "coordinator"]
    assert (line["Rij"], line["Handeling"]) == (key, "gewijzigd")
    assert "Alle bladen die je beheert zijn in orde." in words(app)


def test_all_that_is_certain_in_a_sheet_is_one_save_after_a_preview(
    open_app: OpenApp, world: DemoWorld
) -> None:
    first, second = keys_of(world, "wishes")[:2]
    world.type_over("wishes", first, "Stand", "in-uitvoering")
    world.type_over("wishes", first, "Klaar op", "di 1-2-2022")
    world.type_over("wishes", second, "Stand", "AKKOORD!")
    world.type_over("wishes", second, "Klaar op", "binnenkort")
    app = opened(open_app)
    assert "Herstel alles wat zeker is (3)" in shown(app)
    said = words(app)
    assert any(text.endswith("di 1-2-2022 → **01-02-2022**") for text in said)
    (button,) = [b for b in app.button if b.label == "Dit herstellen" and "wishes" in str(b.key)]
    button.click().run()
    assert "3 cellen hersteld." in words(app)
    rows = {row["Wens"]: row for row in world.records("wishes")}
    assert (rows[first]["Stand"], rows[first]["Klaar op"]) == ("In uitvoering", 44593)
    assert (rows[second]["Stand"], rows[second]["Klaar op"]) == ("Akkoord", "binnenkort")
    assert len([line for line in world.log("progress") if line["Wie"] == "coordinator"]) == 2
    assert mending(app, "wishes") == []
    assert "binnenkort" in shown(app)


def test_rows_without_a_key_get_one(open_app: OpenApp, world: DemoWorld) -> None:
    count = len(world.records("wishes"))
    world.sheet("wishes").append_row(["", "Loods", "Zonder sleutel (fictief)", 1, "Gewenst"])
    app = opened(open_app)
    press(app, "Sleutel geven aan rijen zonder")
    assert world.records("wishes")[count]["Wens"].startswith("WS-")
    assert "Alle bladen die je beheert zijn in orde." in words(app)


def test_a_row_of_case_work_is_not_mended_here_and_says_who_can(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.type_over("contacts", keys_of(world, "contacts")[0], "Datum", "di 1-2-2022")
    app = opened(open_app)
    assert "di 1-2-2022" in shown(app)
    assert mending(app, "contacts") == []
    assert any("kan een casemanager of ervaringsdeskundige" in text for text in words(app))


def test_what_counts_but_is_spelled_otherwise_is_no_fault_and_can_be_made_one_name(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = opened(open_app)  # two aliases stand in the demo world, as in any real one
    assert "Alle bladen die je beheert zijn in orde." in words(app)
    assert "Dit telt als 'Doorbraakteams', maar is anders geschreven." in words(app)
    press(app, "Dit herstellen")
    assert "Anders geschreven" not in words(app)
    (line, _) = [line for line in world.log("progress") if line["Wie"] == "coordinator"]
    assert line["Reden"] == "Schrijfwijze hersteld."


def test_spellings_in_rows_a_role_may_not_read_are_not_shown(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.type_over("contacts", keys_of(world, "contacts")[0], "Uitkomst", "GESPROKEN")
    for username in ("coordinator", "projectleider"):
        assert "GESPROKEN" not in shown(opened(open_app, username))


def test_the_project_lead_mends_the_sheets_of_theirs(open_app: OpenApp, world: DemoWorld) -> None:
    key = keys_of(world, "key_figures")[0]
    world.type_over("key_figures", key, "Aanpak", "stap.")
    app = opened(open_app, "projectleider")
    (button,) = mending(app, "key_figures")
    button.click().run()
    assert world.record("key_figures", key)["Aanpak"] == "STAP"


def test_a_problem_leads_to_its_row_in_the_grid(open_app: OpenApp, world: DemoWorld) -> None:
    key = keys_of(world, "wishes")[2]
    world.type_over("wishes", key, "Prioriteit", "veel")
    app = opened(open_app)
    links = [str(e.proto) for e in app.get("page_link") if e.proto.label == "Naar deze rij"]
    assert sum(f"blad=wishes&rij={key}" in link for link in links) == 1
    go(app, "pages/sheets/edit.py", blad="wishes", rij=key)
    assert list(app.data_editor[0].value["wish_id"]) == [key]


def test_in_google_a_problem_leads_to_its_cell(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.type_over("wishes", keys_of(world, "wishes")[2], "Prioriteit", "veel")
    app = opened(open_app)
    # Only where the account of Google's would stand differs.
    settings = replace(shared.settings(), service_account={"client_email": "x"})
    monkeypatch.setattr("lib.ui.health.live.settings", lambda: settings)
    asked: list[str] = []
    addresses = live()._store.addresses
    monkeypatch.setattr(live()._store, "addresses", lambda w: asked.append(w) or addresses(w))
    live().refresh()
    app.run().run()
    sheet = world.sheet("wishes")
    wanted = (
        f"https://docs.google.com/spreadsheets/d/{sheet.spreadsheet.id}/edit"
        f"#gid={sheet.id}&range=D4"
    )
    assert wanted in shown(app)
    assert asked == ["progress"]


def test_controleer_finds_what_values_do_not_show(open_app: OpenApp, world: DemoWorld) -> None:
    world.sheet("wishes").duplicate(new_sheet_name="Kopie van Wensen")
    world.sheet("wishes").update([["=1+1"]], "D2", raw=False)
    app = opened(open_app)
    assert "Alle bladen die je beheert zijn in orde." in words(app)
    press(app, "Controleer")
    said = words(app)
    assert any(text.startswith("Het blad 'Kopie van Wensen' heeft dezelfde") for text in said)
    assert any(text.startswith("Hier staat een formule: de uitkomst telt") for text in said)
    assert any(text.startswith("**D2**") for text in said)


def test_controleer_shows_nobody_a_row_they_may_not_read(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.sheet("contacts").update([["=20+25"]], "J2", raw=False)
    app = opened(open_app, "projectleider")
    press(app, "Controleer")
    assert "Niets gevonden." in words(app)
    assert "Contacten" not in words(app)
