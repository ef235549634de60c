"""Kerncijfers: the project lead keeps them, the team reads them; not the committee."""

from tests.conftest import DemoWorld
from tests.pages.conftest import OpenApp, complaints, fill, press, words

PAGE = "pages/committee/key_figures.py"
NEW = "new:key_figures"
GIVEN = {
    "approach": "Top 15 & 15", "figure_name": "Deelnemers (fictief)", "as_of": "2022-01",
    "source": "Opgave (fictief)",
}  # fmt: skip


def test_a_range_stays_a_range_until_somebody_reads_it(open_app: OpenApp, world: DemoWorld) -> None:
    app = open_app("projectleider", PAGE)
    press(fill(app, NEW, {**GIVEN, "value_min": 12.0, "value_max": 15.0}), "Opslaan")
    row = world.records("key_figures")[-1]
    assert (row["Waarde"], row["Waarde min"], row["Waarde max"]) == ("", 12, 15)
    said = words(open_app("coordinator", PAGE))
    assert "**12–15** · Deelnemers (fictief)" in said
    assert "Opgave (fictief) · januari 2022" in said


def test_a_range_the_wrong_way_round_is_refused(open_app: OpenApp, world: DemoWorld) -> None:
    before = world.records("key_figures")
    app = open_app("projectleider", PAGE)
    press(fill(app, NEW, {**GIVEN, "value_min": 15.0, "value_max": 12.0}), "Opslaan")
    assert "Waarde max is kleiner dan waarde min." in complaints(app)
    assert world.records("key_figures") == before


def test_who_only_reads_keeps_nothing(open_app: OpenApp, world: DemoWorld) -> None:
    key = world.records("key_figures")[0]["Kerncijfer"]
    for app in (open_app("coordinator", PAGE), open_app("coordinator", PAGE, rij=key)):
        assert "Bijhouden" not in words(app)
        assert not app.expander
        assert not app.get("page_link")
