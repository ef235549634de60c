"""The picture of one client's year: what is drawn where, and the words for who cannot see it."""

import json
from datetime import date
from typing import Any

import pytest

from lib.charts import Chart, chart_of, theme
from lib.measures.story import STORY, about
from tests.measures.world import client, contact, snapshot_of, support

TODAY = date(2022, 2, 1)
CODE = "ST-00004"


def told(**more: Any) -> Chart:
    world = {
        "clients": [client(CODE)],
        "support": [
            support(CODE, "Licht (consultatief)", from_on="2021-09-01", until_on="2021-10-31"),
            support(CODE, "Intensief", from_on="2021-11-01"),
        ],
        "contacts": [
            contact(1, CODE, "2022-01-10"),
            contact(2, CODE, "2022-01-28", outcome="Niet bereikt"),
        ],
        "appointments": [
            {"appointment_id": "AF-1", "client_code": CODE, "kind": "Intake",
             "planned_on": "2021-12-01", "outcome": "Niet verschenen"},
            {"appointment_id": "AF-2", "client_code": CODE, "kind": "Soa-test",
             "planned_on": "2022-02-08"},
        ],
        "closures": [{"closure_id": "SL-1", "from_on": "2021-12-19", "until_on": "2022-01-28"}],
    }  # fmt: skip
    return chart_of(STORY.compute(about(snapshot_of(**world | more), CODE), TODAY))


@pytest.fixture(name="drawn")
def _drawn() -> dict[str, Any]:
    figure = told().figure
    assert figure is not None
    return dict(json.loads(figure.to_json()))


def test_every_intensity_has_its_row_and_runs_as_long_as_its_periods(drawn: Any) -> None:
    intensive, consult = drawn["data"][:2]
    assert (intensive["name"], consult["name"]) == ("Intensief", "Licht (consultatief)")
    assert intensive["x"] == ["2021-11-01", "2022-02-02", None]
    assert consult["x"] == ["2021-09-01", "2021-11-01", None]
    assert intensive["y"][0] > consult["y"][0]


def test_marks_stand_on_their_day_and_differ_in_form(drawn: Any) -> None:
    marks = {trace["name"]: trace for trace in drawn["data"][2:]}
    assert {name: trace["x"] for name, trace in marks.items()} == {
        "gesproken": ["2022-01-10"],
        "niet gesproken": ["2022-01-28"],
        "niet verschenen": ["2021-12-01"],
        "anders of nog niet": ["2022-02-08"],
    }
    assert len({trace["marker"]["symbol"] for trace in marks.values()}) == 4
    assert marks["niet gesproken"]["hovertext"] == ["28 januari 2022<br>Telefoon: Niet bereikt"]


def test_the_rows_say_what_their_marks_stand_for(drawn: Any) -> None:
    texts = [note["text"] for note in drawn["layout"]["annotations"]]
    assert texts == [
        "Intensief",
        "Licht (consultatief)",
        "Contacten: ● gesproken, ○ niet gesproken",
        "Afspraken: ✕ niet verschenen, □ anders of nog<br>niet",
        "Zone gesloten",
    ]


def test_the_closure_is_a_band_and_today_a_line(drawn: Any) -> None:
    band, today = drawn["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == ("2021-12-19", "2022-01-29")
    assert (today["x0"], today["line"]["dash"]) == ("2022-02-01", "dot")


def test_title_alt_and_table_say_the_same_as_the_picture() -> None:
    chart = told()
    assert chart.title == "1 keer gesproken sinds 1 september 2021, het laatst op 10 januari 2022"
    assert chart.alt == (
        f"{chart.title}. Licht (consultatief) van 1 september 2021 tot en met 31 oktober 2021. "
        "Intensief van 1 november 2021 tot en met 1 februari 2022. Zone gesloten van 19 december "
        "2021 tot en met 28 januari 2022. 2 contacten: 1 gesproken, 1 niet gesproken. "
        "2 afspraken: 1 niet verschenen, 1 anders of nog niet."
    )
    assert list(chart.table["Soort"]).count("Contact") == 2
    assert CODE not in chart.alt + chart.table.to_string()


def test_who_was_never_spoken_with_is_said_so() -> None:
    chart = told(contacts=[contact(1, CODE, "2022-01-28", outcome="Niet bereikt")])
    assert chart.title == "Niet gesproken sinds 1 september 2021"


def test_without_anything_there_is_a_text_and_no_picture() -> None:
    chart = told(support=[], contacts=[], appointments=[])
    assert chart.figure is None
    assert chart.empty.startswith("Hierover is nog niets vastgelegd.")


def test_the_picture_fits_light_and_dark() -> None:
    figure = told().figure
    assert figure is not None
    layout = figure.to_dict()["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["font"] == {"color": theme.TEXT}
    colours = {t.get("marker", t.get("line"))["color"] for t in figure.to_dict()["data"]}
    assert colours <= {*theme.SERIES, theme.NEUTRAL}
