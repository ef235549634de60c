"""Knelpunten: amber carries its reasons, reports stay with whom they belong to."""

from datetime import date

import pytest

from lib.schema.dates import to_serial
from lib.ui.texts import escaped
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, field, fill, press, shown, words

PAGE = "pages/progress/bottlenecks.py"
ROW, REPORT = "row:bottlenecks", "new:bottleneck_reports"
TODAY = to_serial(date(2022, 2, 1))


def bottleneck(world: DemoWorld, text: str) -> str:
    (found,) = [r["Knelpunt"] for r in world.records("bottlenecks") if text in r["Titel"]]
    return str(found)


def calm(world: DemoWorld) -> dict[str, object]:
    return next(r for r in world.records("bottlenecks") if r["Voortgang"] == "Op koers")


def test_amber_without_an_adjustment_is_refused_at_the_field_and_nothing_is_lost(
    open_app: OpenApp, world: DemoWorld
) -> None:
    row = calm(world)
    app = open_app("projectleider", PAGE, rij=str(row["Knelpunt"]))
    given = {"progress": "Aandacht", "cause": "Te weinig plek", "effect": "Langer wachten",
             "adjustment": ""}  # fmt: skip
    press(fill(app, ROW, given), "Wijziging opslaan")
    said = complaints(app)
    assert "Vul de bijsturing in: die hoort bij 'Aandacht' en 'Loopt vast'." in said
    assert field(app, ROW, "cause").value == "Te weinig plek"
    assert world.record("bottlenecks", str(row["Knelpunt"])) == row
    press(fill(app, ROW, {"adjustment": "Gesprek met aanbieders"}), "Wijziging opslaan")
    after = world.record("bottlenecks", str(row["Knelpunt"]))
    assert (after["Voortgang"], after["Bijsturing"]) == ("Aandacht", "Gesprek met aanbieders")


def test_what_is_stuck_stands_above_what_needs_attention_and_what_goes_well(
    open_app: OpenApp, world: DemoWorld
) -> None:
    world.type_over("bottlenecks", str(calm(world)["Knelpunt"]), "Voortgang", "Loopt vast")
    app = open_app("projectleider", PAGE)
    badges = [text for text in words(app) if "badge" in text]
    marks = [text for text in badges for mark in ("✕", "!", "✓") if mark in text]
    ranks = [next(n for n, mark in enumerate("✕!✓") if mark in text) for text in marks]
    assert ranks == sorted(ranks)
    assert ranks[0] == 0


def test_a_report_is_made_in_the_name_of_who_makes_it(open_app: OpenApp, world: DemoWorld) -> None:
    key = bottleneck(world, "time-out")
    app = open_app("casemanager", PAGE)
    fill(app, REPORT, {"bottleneck_id": key})
    (save,) = [b for b in app.button if b.label == "Opslaan"]
    save.click().run()
    row = world.records("bottleneck_reports")[-1]
    assert (row["Knelpunt"], row["Door"], row["Gemeld op"]) == (key, "CM-01", TODAY)
    assert row["Afloop"] == "Loopt nog"


def test_a_bottleneck_is_chosen_by_its_title_and_its_key_when_two_bear_the_same(
    open_app: OpenApp, world: DemoWorld
) -> None:
    one, other = bottleneck(world, "time-out"), bottleneck(world, "Eigen bijdrage")
    world.type_over("bottlenecks", other, "Titel", "Geen time-outplekken")
    options = field(open_app("casemanager", PAGE), REPORT, "bottleneck_id").options
    assert [escaped(f"Geen time-outplekken · {key}") in options for key in (one, other)] == [
        True
    ] * 2
    assert escaped("Lange wachttijd voor klinische opname") in options


def test_a_report_is_solved_in_one_press_and_can_be_undone(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = open_app("casemanager", PAGE)
    button = next(b for b in app.button if b.label == "Plek gevonden")
    key = button.key.split(":")[2]
    before = world.record("bottleneck_reports", key)
    button.click().run()
    solved = world.record("bottleneck_reports", key)
    assert (solved["Afloop"], solved["Opgelost op"]) == ("Plek gevonden", TODAY)
    press(app, "Ongedaan maken")
    back = world.record("bottleneck_reports", key)
    assert {h: back[h] for h in back if not h.startswith("Gewijzigd")} == {
        h: before[h] for h in before if not h.startswith("Gewijzigd")
    }


@pytest.mark.parametrize("username", ["projectleider", "coordinator"])
def test_no_report_reaches_who_may_see_no_clients(
    username: str, open_app: OpenApp, world: DemoWorld
) -> None:
    key = str(world.records("bottleneck_reports")[0]["Melding"])
    for app in (open_app(username, PAGE), open_app(username, PAGE, rij=key)):
        assert "Meldingen uit de praktijk" not in words(app)
        assert "KM-" not in shown(app).replace(key, "")


def test_the_lead_sees_how_often_and_how_long(open_app: OpenApp) -> None:
    said = words(open_app("projectleider", PAGE))
    assert any(text.startswith("#### Het vaakst, ") for text in said)
    assert any(text.startswith("#### Langst open: ") for text in said)
    assert "Hoe vaak en hoe lang" not in words(open_app("coordinator", PAGE))
