"""Publiceren: prepare, look, release, write, publish, withdraw, and publish again."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, press, titles, words

PAGE = "pages/committee/publish.py"


def step(app: AppTest, name: str) -> AppTest:
    (pills,) = [p for p in app.get("button_group") if p.key == "publicatiestap"]
    return pills.set_value(name).run()


def started(open_app: OpenApp, world: DemoWorld) -> AppTest:
    app = open_app("projectleider", PAGE)
    press(app, "Concept maken")
    row = world.records("publications")[-1]
    assert (row["Stand"], row["Titel"]) == ("Concept", "Voortgang zorgaanpak straatsekswerkers")
    return app


def area(app: AppTest, label: str) -> Any:
    (found,) = [text for text in app.text_area if text.label == label]
    return found


def sure(app: AppTest) -> AppTest:
    (box,) = [box for box in app.checkbox if box.label.startswith("Ik heb de cijfers")]
    return box.check().run()


def test_a_publication_from_counting_to_the_committee(open_app: OpenApp, world: DemoWorld) -> None:
    before = world.records("publication_figures")
    app = started(open_app, world)
    assert any("aantallen worden niet als getal getoond (drempel 5)" in t for t in words(app))
    step(app, "Teksten")
    area(app, "Overweeghuis").set_value("Er is een vervolgoverleg gepland.")
    area(app, "Gevraagd aan de commissie").set_value("Besluiten over de looptijd.")
    press(app, "Teksten opslaan")
    step(app, "Publiceren")
    assert not [b for b in app.button if b.label == "Publiceren" and not b.disabled]
    press(sure(app), "Publiceren")
    row = world.records("publications")[-1]
    assert (row["Stand"], row["Gevraagd aan de commissie"]) == (
        "Gepubliceerd", "Besluiten over de looptijd.",
    )  # fmt: skip
    assert row["Gepubliceerd door"] == "PL-01"
    figures = world.records("publication_figures")
    new = [f for f in figures if f["Publicatie"] == row["Publicatie"]]
    assert figures[: len(before)] == before
    assert len(figures) == len(before) + len(new)
    shown = {(f["Maat"], f["Rij"]): f["Waarde of merkteken"] for f in new}
    assert shown["contact_state", "Goed contact"] == "18"
    assert shown["contact_state", "Tijdelijk geen contact"] == "niet getoond (klein aantal)"
    lines = world.log("committee")
    assert {line["Rij"] for line in lines} >= {f["Cijfer"] for f in new}

    said = words(open_app("commissie", "pages/committee/dashboard.py", deel="Overweeghuis"))
    assert "Peildatum 1 februari 2022 · gepubliceerd op 1 februari 2022" in said
    assert "Er is een vervolgoverleg gepland." in said


@pytest.mark.parametrize(
    ("text", "found"),
    [("Zie ST-0004G.", "een cliëntcode (ST-0004G)"), ("Bel 06 1234 5678", "een telefoonnummer"),
     ("Zilvermeeuw wil stoppen.", "een naam van een persoon (Zilvermeeuw)")],
)  # fmt: skip
def test_a_person_in_the_words_keeps_it_from_being_published(
    open_app: OpenApp, world: DemoWorld, text: str, found: str
) -> None:
    app = started(open_app, world)
    step(app, "Teksten")
    area(app, "Doelgroep").set_value(text)
    press(app, "Teksten opslaan")
    if not complaints(app):  # a name is known to the gate, not to the rules of the sheet
        step(app, "Publiceren")
        assert any(found in text for text in words(app))
        assert "Publiceren" not in [button.label for button in app.button]
    assert world.records("publications")[-1]["Stand"] == "Concept"


def test_a_number_in_the_words_that_is_in_no_table_is_pointed_at(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = started(open_app, world)
    step(app, "Teksten")
    area(app, "Overweeghuis").set_value("Voor 73 vrouwen in de regio.")
    press(app, "Teksten opslaan")
    step(app, "Publiceren")
    assert any("73 staat in geen tabel van deze publicatie" in text for text in words(app))


def without_releases(world: DemoWorld) -> None:
    """18 in good contact is not released any more, nor what adds up to it."""
    for row in world.records("releases"):
        if row["Maat"] in ("contact_state", "intensity"):
            world.type_over("releases", row["Vrijgave"], "Tot", 44000)


def test_what_a_release_gives_away_is_said_before_it_is_made(
    open_app: OpenApp, world: DemoWorld
) -> None:
    without_releases(world)
    before = world.records("releases")
    app = started(open_app, world)
    step(app, "Vrijgaven")
    (choose,) = [box for box in app.selectbox if box.key == "vrij_te_geven"]
    (option,) = [o for o in choose.options if "Goed contact" in o]
    choose.set_value(option).run()
    told = "Dat gaat over één vrouw."
    assert any(told in text and "(18)" in text and "(19)" in text for text in words(app))
    press(app, "Vrijgeven")
    assert "Vink eerst aan dat je weet wat dit prijsgeeft." in complaints(app)
    assert world.records("releases") == before


def test_a_day_after_today_and_one_that_is_passed_are_refused(
    open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("publications")
    for day, said in (
        (date(2022, 3, 1), "De peildatum ligt na vandaag."),
        (date(2021, 11, 30), "Er is al gepubliceerd over 31 januari 2022."),
        (date(2022, 1, 31), "Over deze dag is al gepubliceerd."),
    ):
        app = open_app("projectleider", PAGE)
        app.date_input[0].set_value(day)
        press(app, "Concept maken")
        assert any(said in text for text in complaints(app))
    assert world.records("publications") == before


def test_a_withdrawn_publication_is_made_again_with_its_differences(
    open_app: OpenApp, world: DemoWorld
) -> None:
    key = world.records("publications")[-1]["Publicatie"]
    app = open_app("projectleider", PAGE)
    (first, *_) = [b for b in app.button if b.label == "Ja, intrekken"]
    first.click().run()
    assert world.record("publications", key)["Stand"] == "Ingetrokken"
    press(app, "Verbeterde versie maken")
    step(app, "Teksten")
    area(app, "Overweeghuis").set_value("Verbeterde tekst.")
    press(app, "Teksten opslaan")
    step(app, "Publiceren")
    press(sure(app), "Publiceren")
    new = world.records("publications")[-1]
    assert new["Stand"] == "Gepubliceerd"
    told = {
        f["Rij"]: f["Waarde of merkteken"]
        for f in world.records("publication_figures")
        if (f["Publicatie"], f["Maat"], f["Kolom"]) == (new["Publicatie"], "corrections", "Nu")
    }
    assert told["Overweeghuis · Tekst"] == "Verbeterde tekst."
    said = words(open_app("commissie", "pages/committee/dashboard.py"))
    assert any("→ Verbeterde tekst." in text for text in said)


@pytest.mark.parametrize("username", ["commissie", "casemanager", "coordinator", "beheer"])
def test_nobody_else_prepares(open_app: OpenApp, world: DemoWorld, username: str) -> None:
    key = world.records("publications")[-1]["Publicatie"]
    app = open_app(username, PAGE, rij=key)
    assert titles(app) == []
    assert "Concept maken" not in [button.label for button in app.button]
