"""Afspraken: what is to be settled, to come and past; who comes along; how long care waits."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.schema.dates import to_serial
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, field, fill, press, shown, words

PAGE = "pages/work/appointments.py"
FORM = "new:appointments:"
TODAY = to_serial(date(2022, 2, 1))
Row = dict[str, Any]


def appointments(world: DemoWorld, worker: str = "CM-02") -> list[Row]:
    own = {r["Cliëntcode"] for r in world.records("clients") if r["Casemanager"] == worker}
    # Somebody stands in for a colleague in the demo world.
    own |= {
        r["Cliënt"] for r in world.records("access_grants")
        if (r["Medewerker"], r["Soort"]) == (worker, "Vervanging")
    }  # fmt: skip
    return [row for row in world.records("appointments") if row["Cliënt"] in own]


def counts(app: AppTest) -> dict[str, int]:
    """Section → how many it lists."""
    found = [h.value.rsplit(" (", 1) for h in app.subheader]
    return {title: int(rest[0].rstrip(")")) if rest else 0 for title, *rest in found}


def test_every_appointment_stands_in_one_of_three_sections(
    open_app: OpenApp, world: DemoWorld
) -> None:
    rows = appointments(world)
    moved = [r for r in rows if r["Uitkomst"] == "Verplaatst"]
    unsettled = [r for r in rows if not r["Uitkomst"] and r["Gepland op"] < TODAY] + moved
    coming = [r for r in rows if not r["Uitkomst"] and r["Gepland op"] >= TODAY]
    assert counts(open_app("casemanager2", PAGE)) == {
        "Af te ronden": len(unsettled),
        "Komend": len(coming),
        "Geweest of afgezegd": len(rows) - len(unsettled) - len(coming),
    }


def test_filters_in_the_url_narrow_all_sections(open_app: OpenApp, world: DemoWorld) -> None:
    rows = [r for r in appointments(world) if r["Soort"] == "Intake"]
    assert sum(counts(open_app("casemanager2", PAGE, soort="Intake")).values()) == len(rows)
    code = appointments(world)[0]["Cliënt"]
    rows = [r for r in appointments(world) if r["Cliënt"] == code]
    assert sum(counts(open_app("casemanager2", PAGE, client=code)).values()) == len(rows)
    app = open_app("casemanager2", PAGE, uitkomst="Niet verschenen")
    missed = [r for r in appointments(world) if r["Uitkomst"] == "Niet verschenen"]
    assert counts(app) == {"Af te ronden": 0, "Komend": 0, "Geweest of afgezegd": len(missed)}


def test_who_comes_along_is_said_of_what_is_to_come(open_app: OpenApp, world: DemoWorld) -> None:
    coming = [r for r in appointments(world) if not r["Uitkomst"] and r["Gepland op"] >= TODAY]
    app = open_app("casemanager2", PAGE)
    alone = [m for m in app.main.get("markdown") if "Niemand gaat mee" in m.value]
    assert len(alone) == len([r for r in coming if not r["Meegegaan door"]])


def test_a_new_appointment_is_one_row_and_nobody_goes_along_by_default(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code, before = appointments(world)[0]["Cliënt"], world.records("appointments")
    app = open_app("casemanager2", PAGE)
    assert field(app, FORM, "accompanied_by").value is None
    fill(app, FORM, {"client_code": code, "kind": "Huisarts", "planned_on": date(2022, 2, 9)})
    press(app, "Opslaan")
    (row,) = world.records("appointments")[len(before) :]
    assert (row["Cliënt"], row["Soort"]) == (code, "Huisarts")
    assert (row["Gepland op"], row["Uitkomst"]) == (to_serial(date(2022, 2, 9)), "")


def test_faults_stand_at_their_fields_and_nothing_is_lost(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("appointments")
    typed = {"kind": "Intake", "referred_on": date(2022, 1, 20), "intake_on": date(2022, 1, 10)}
    app = press(fill(open_app("casemanager2", PAGE), FORM, typed), "Opslaan")
    said = complaints(app)
    assert {"Vul 'Cliënt' in.", "Vul 'Gepland op' in."} <= set(said)
    assert "De intake ligt voor de aanmelding." in said
    assert {name: field(app, FORM, name).value for name in typed} == typed
    assert world.records("appointments") == before


def test_an_outcome_is_one_press(open_app: OpenApp, world: DemoWorld) -> None:
    row = next(r for r in appointments(world) if not r["Uitkomst"] and r["Gepland op"] < TODAY)
    app = open_app("casemanager2", PAGE)
    before = counts(app)["Af te ronden"]
    key = f"act:appointments:{row['Afspraak']}:Niet verschenen:Niet verschenen"
    app.button(key=key).click().run()
    assert world.record("appointments", row["Afspraak"])["Uitkomst"] == "Niet verschenen"
    assert counts(app)["Af te ronden"] == before - 1
    assert f"{row['Soort']} van {row['Cliënt']}: niet verschenen." in words(app)


def test_the_wait_is_said_per_appointment_and_of_the_caseload(
    open_app: OpenApp, world: DemoWorld
) -> None:
    code = appointments(world)[0]["Cliënt"]
    key = next(r for r in appointments(world) if r["Cliënt"] == code and r["Uitkomst"])["Afspraak"]
    for header, day in (("Aangemeld op", date(2021, 11, 2)), ("Intake op", date(2021, 11, 9)),
                        ("Gestart op", date(2021, 12, 14))):  # fmt: skip
        world.type_over("appointments", key, header, to_serial(day))
    app = open_app("casemanager2", PAGE, client=code)
    assert "Gestart na 6 weken, intake na 1 week" in words(app)
    (waits,) = [text for text in words(app) if text.startswith("Aanmelding tot intake")]
    assert "Wacht nog op de start: " in waits


def test_company_and_appearing_are_compared_for_the_team(open_app: OpenApp) -> None:
    app = open_app("casemanager2", PAGE)
    assert any("Met iemand van het team erbij verschenen" in text for text in words(app))


def test_the_expert_reads_appointments_without_acts(open_app: OpenApp) -> None:
    app = open_app("ervaringsdeskundige", PAGE)
    assert sum(counts(app).values()) > 0
    assert not [b for b in app.button if str(b.key).startswith("act:")]
    assert "Afspraak toevoegen" not in [e.label for e in app.expander]


@pytest.mark.parametrize("username", ["casemanager", "ervaringsdeskundige"])
def test_no_appointment_of_somebody_elses_client_is_shown(
    username: str, open_app: OpenApp, world: DemoWorld
) -> None:
    involved = {
        r["Cliëntcode"] for r in world.records("clients")
        if r["Ervaringsdeskundige betrokken"] == "ja"
    }  # fmt: skip
    others = {r["Cliënt"] for r in appointments(world)} - involved
    text = shown(open_app(username, PAGE))
    assert not [code for code in others if code in text]
