"""Logging and correcting a contact through the form; afterwards we look in the sheet."""

import json
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.dates import to_serial
from lib.ui.session import FormState
from tests.conftest import DemoWorld
from tests.pages.conftest import (
    OpenApp,
    complaints,
    field,
    fill,
    press,
    unreachable,
    words,
)

PAGE = "pages/work/contacts.py"
FORM, CORRECTION = "log_contact:", "row:contacts:"
SAVE = "Contact vastleggen"
CONTACT = {"channel": "WhatsApp", "outcome": "Kort contact"}


def own_client(world: DemoWorld, worker: str = "CM-01") -> str:
    rows = world.records("clients")
    return next(row["Cliëntcode"] for row in rows if row["Casemanager"] == worker)


def own_contact(world: DemoWorld, worker: str = "CM-01") -> dict[str, object]:
    """A contact with somebody's own client, without a note."""
    code = own_client(world, worker)
    rows = world.records("contacts")
    return next(r for r in rows if r["Cliënt"] == code and not r["Aantekening"])


def own_lines(world: DemoWorld) -> list[dict[str, object]]:
    """Without what the coordinator typed, which is logged as soon as a reading meets it."""
    return [line for line in world.log() if line["Wie"] != "onbekend"]


def test_a_saved_contact_is_one_row_in_contacten_and_one_in_the_logboek(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code, before = own_client(world), world.records("contacts")
    app = fill(open_app("casemanager", PAGE), FORM, {"client_code": code, **CONTACT})
    press(app, SAVE)
    assert "Contact vastgelegd." in words(app)
    (row,) = world.records("contacts")[len(before) :]
    assert world.records("contacts")[: len(before)] == before
    assert (row["Cliënt"], row["Datum"], row["Medewerker"]) == (code, 44593, "CM-01")
    assert (row["Wijze van contact"], row["Uitkomst"]) == ("WhatsApp", "Kort contact")
    assert (row["Soort"], row["Aantekening"]) == ("Ongepland", "")
    (line,) = world.log()
    assert (line["Wie"], line["Rol"], line["Handeling"]) == (
        "casemanager", "casemanager", "toegevoegd")  # fmt: skip
    assert (line["Blad"], line["Rij"]) == ("Contacten", row["Contact"])
    assert int(line["Tijdstip"]) == to_serial(date(2022, 2, 1))
    assert line["Oud"] == ""
    new = json.loads(line["Nieuw"])
    assert (new["Cliënt"], new["Datum"], new["Uitkomst"]) == (code, "01-02-2022", "Kort contact")


def test_a_note_is_sealed_in_the_sheet_absent_from_the_log_and_readable_on_the_page(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", PAGE)
    fill(app, FORM, {"client_code": own_client(world), **CONTACT, "note": "=Belt morgen terug"})
    press(app, SAVE)
    assert world.records("contacts")[-1]["Aantekening"].startswith("geheim:")
    assert json.loads(world.log()[0]["Nieuw"])["Aantekening"] == "(geheim)"
    assert "=Belt morgen terug" in words(app)


def test_pressing_twice_saves_once(open_app: OpenApp, world: DemoWorld) -> None:
    before = len(world.records("contacts"))
    app = fill(open_app("casemanager", PAGE), FORM, {"client_code": own_client(world), **CONTACT})
    pressed: FormState = app.session_state["forms"]["log_contact"]
    press(app, SAVE)
    # The second press of an impatient thumb: the run that saved never came to opening a new
    # form, so the next one finds the old one, with the key it was minted with.
    again = FormState(pressed.key, None, is_new=True)
    app.session_state["forms"] = {**app.session_state["forms"], "log_contact": again}
    app.session_state[f"log_contact:{again.nonce}:form"] = None
    app.run()
    fill(app, FORM, {"client_code": own_client(world), **CONTACT})
    assert app.session_state["forms"]["log_contact"].key == pressed.key
    press(app, SAVE)
    assert len(world.records("contacts")) == before + 1
    assert len(world.log()) == 1


def test_all_faults_are_shown_at_once_and_what_was_typed_stays(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", PAGE)
    typed = {
        "channel": "Telefoon", "outcome": "Gesproken", "kind": "Contactpoging",
        "duration_min": 601, "follow_up_on": date(2022, 1, 1), "note": "Een aantekening",
    }  # fmt: skip
    press(fill(app, FORM, typed), SAVE)
    said = complaints(app)
    assert said[0] == "Vul 'Cliënt' in."
    assert any(sentence.startswith("Een contactpoging is geen gesprek") for sentence in said)
    assert any("600" in sentence for sentence in said)
    assert "Het vervolg ligt voor het contact zelf." in said
    fields = "Cliënt, Uitkomst, Duur, Vervolg op"  # in the order of the form
    wrong = f"Verbeter wat hierboven rood is ({fields}) en sla opnieuw op."
    assert said[-1] == f"Nog niet opgeslagen. {wrong}"
    assert {name: field(app, FORM, name).value for name in typed} == typed
    assert world.log() == []
    fill(app, FORM, {"client_code": own_client(world), "kind": "Gepland", "duration_min": 20,
                     "follow_up_on": date(2022, 2, 8)})  # fmt: skip
    press(app, SAVE)
    assert world.records("contacts")[-1]["Duur"] == 20
    assert complaints(app) == []


def test_the_form_is_empty_again_after_saving_but_for_the_client(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = fill(open_app("casemanager", PAGE), FORM, {"client_code": own_client(world), **CONTACT})
    press(app, SAVE)
    assert field(app, FORM, "client_code").value == own_client(world)
    assert field(app, FORM, "channel").value is None
    assert field(app, FORM, "outcome").value is None


def correct(open_app: OpenApp, key: object, username: str = "casemanager") -> AppTest:
    return open_app(username, PAGE, rij=str(key))


def test_after_a_correction_the_list_is_back(open_app: OpenApp, world: DemoWorld) -> None:
    app = correct(open_app, own_contact(world)["Contact"])
    press(fill(app, CORRECTION, {"outcome": "Afgezegd"}), "Wijziging opslaan")
    assert "rij" not in app.query_params
    assert [found.value for found in app.subheader] == ["Eerdere contacten"]


def test_a_correction_changes_one_cell_and_keeps_what_it_was_in_the_logboek(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = own_contact(world)
    app = correct(open_app, row["Contact"])
    press(fill(app, CORRECTION, {"outcome": "Afgezegd"}), "Wijziging opslaan")
    assert "Contact bijgewerkt." in words(app)
    stamp = {"Gewijzigd op", "Gewijzigd door"}
    after = world.record("contacts", str(row["Contact"]))
    changed = {header for header in row if after[header] != row[header]} - stamp
    assert changed == {"Uitkomst"}
    (line,) = own_lines(world)
    assert json.loads(line["Oud"]) == {"Uitkomst": row["Uitkomst"]}
    assert json.loads(line["Nieuw"]) == {"Uitkomst": "Afgezegd"}


def test_saving_without_a_change_writes_nothing(open_app: OpenApp, world: DemoWorld) -> None:
    app = press(correct(open_app, own_contact(world)["Contact"]), "Wijziging opslaan")
    assert not complaints(app)
    assert own_lines(world) == []


def test_what_somebody_else_changed_in_another_column_is_kept_and_said(
    open_app: OpenApp, world: DemoWorld
) -> None:
    key = str(own_contact(world)["Contact"])
    app = fill(correct(open_app, key), CORRECTION, {"outcome": "Afgezegd"})
    world.type_over("contacts", key, "Wijze van contact", "Beeldbellen")
    press(app, "Wijziging opslaan")
    after = world.record("contacts", key)
    assert (after["Uitkomst"], after["Wijze van contact"]) == ("Afgezegd", "Beeldbellen")
    said = "Contact bijgewerkt. Intussen door een ander gewijzigd en zo gelaten: Wijze van contact."
    assert said in words(app)


@pytest.mark.parametrize(
    ("side", "outcome", "lines"), [("mine", "Afgezegd", 1), ("theirs", "Niet bereikt", 0)]
)
def test_of_two_values_for_one_cell_the_person_chooses(
    side: str, outcome: str, lines: int, open_app: OpenApp, world: DemoWorld
) -> None:
    key = str(own_contact(world)["Contact"])
    app = fill(correct(open_app, key), CORRECTION, {"outcome": "Afgezegd"})
    world.type_over("contacts", key, "Uitkomst", "Niet bereikt")
    press(app, "Wijziging opslaan")
    assert own_lines(world) == []
    assert app.radio[0].label == "Uitkomst"
    mine, theirs = app.radio[0].options
    assert mine.replace("\\", "") == "Mijn waarde: Afgezegd"
    assert theirs.endswith(": Niet bereikt")
    app.radio[0].set_value(side).run()
    press(app, "Opslaan met deze keuze")
    assert world.record("contacts", key)["Uitkomst"] == outcome
    assert len(own_lines(world)) == lines
    assert not app.radio


def test_a_choice_made_while_the_sheets_are_away_is_not_lost(
    open_app: OpenApp, world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(own_contact(world)["Contact"])
    app = fill(correct(open_app, key), CORRECTION, {"outcome": "Afgezegd"})
    world.type_over("contacts", key, "Uitkomst", "Niet bereikt")
    press(app, "Wijziging opslaan")
    app.radio[0].set_value("mine").run()
    with monkeypatch.context() as away:
        away.setattr("lib.store.store.Store.write", unreachable)
        press(app, "Opslaan met deze keuze")
    assert any("niet bereikbaar" in sentence for sentence in complaints(app))
    press(app, "Opslaan met deze keuze")
    assert world.record("contacts", key)["Uitkomst"] == "Afgezegd"
