"""Ervaringen: by theme, filtered, and never about somebody in particular."""

import pytest

from lib.schema.codes import client_code
from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, field, fill, press, words

PAGE = "pages/progress/experiences.py"
NEW = "new:experiences"
GIVEN = {"theme": "Overig", "period": "2022-H1", "may_be_shared": "Nee"}


def test_the_three_experiences_of_the_memo_stand_under_their_theme(open_app: OpenApp) -> None:
    said = words(open_app("casemanager", PAGE))
    for theme, text in {
        "Laagdrempelig (1)": "terugvallen op de vaste casemanager kan altijd",
        "Ervaringsdeskundige (1)": "spreekt de taal van de straatsekswerkers",
        "Meegaan en verschijnen (1)": "de casemanager meegaat naar een spannende afspraak",
    }.items():
        assert theme in said
        assert any(text in one for one in said)


def test_what_may_not_be_shared_is_filtered_from_the_url(
    open_app: OpenApp, world: DemoWorld
) -> None:
    app = fill(open_app("projectleider", PAGE), NEW, {**GIVEN, "summary": "Het was koud."})
    press(app, "Opslaan")
    assert world.records("experiences")[-1]["Mag gedeeld"] == "nee"
    inside = open_app("casemanager", PAGE, delen="Alleen binnen het team")
    assert "Overig (1)" in words(inside)
    assert "Laagdrempelig (1)" not in words(inside)


@pytest.mark.parametrize("trace", [client_code(1234), "06-12345678", "123456782"])
def test_a_summary_that_points_at_somebody_is_refused_and_kept(
    trace: str, open_app: OpenApp, world: DemoWorld
) -> None:
    before = world.records("experiences")
    text = f"Zij vertelde ({trace}) dat het hielp."
    app = fill(open_app("projectleider", PAGE), NEW, {**GIVEN, "summary": text})
    press(app, "Opslaan")
    assert any("lijkt op een cliëntcode" in one for one in complaints(app))
    assert field(app, NEW, "summary").value == text
    assert world.records("experiences") == before
