import json
import time

import pytest

from lib.charts import chart_of, theme
from lib.measures.catalogue import TEAM
from lib.measures.result import Measure
from tests.measures.world import TODAY, memo, snapshot_of

_BY_NAME = {measure.name: measure for measure in TEAM}
_TABLE_ONLY = {"team", "preconditions", "experiences", "permits_expected", "bottleneck_register",
               "initiatives", "decisions"}  # fmt: skip


def _figure(name: str) -> dict[str, object]:
    figure = chart_of(_BY_NAME[name].compute(memo(), TODAY)).figure
    assert figure is not None
    return dict(json.loads(figure.to_json()))


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_a_chart_has_all_its_words(measure: Measure) -> None:
    result = measure.compute(memo(), TODAY)
    chart = chart_of(result)
    assert (chart.figure is None) == (measure.name in _TABLE_ONLY)
    assert chart.alt.startswith(chart.title)
    assert chart.source_line.startswith(f"Bron: {measure.source} · ")
    assert chart.definition == measure.definition
    assert chart.empty == ""
    assert chart.table is result.table


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_without_rows_there_is_a_text_and_no_figure(measure: Measure) -> None:
    chart = chart_of(measure.compute(snapshot_of(), TODAY))
    assert chart.figure is None
    assert chart.title == measure.title
    assert chart.empty.startswith("Hierover is nog niets vastgelegd.")
    assert chart.alt == f"{chart.title}. {chart.empty}"


@pytest.mark.parametrize("measure", TEAM, ids=lambda measure: measure.name)
def test_figures_fit_light_and_dark_and_have_no_toolbar(measure: Measure) -> None:
    chart = chart_of(measure.compute(memo(), TODAY))
    if chart.figure is None:
        return
    layout = chart.figure.to_dict()["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert layout["separators"] == ",."
    assert layout["dragmode"] is False
    assert layout["font"] == {"color": theme.TEXT}
    assert "layout" not in layout["template"]
    drawn = {trace["marker"]["color"] for trace in chart.figure.to_dict()["data"]
             if "color" in trace["marker"]}  # fmt: skip
    assert drawn <= {*theme.SERIES, theme.NEUTRAL}
    assert theme.CONFIG["displayModeBar"] is False


def test_bars_carry_their_numbers_and_labels() -> None:
    figure = _figure("intensity")
    (bars,) = figure["data"]  # type: ignore[misc]
    assert bars["x"] == [6, 8, 4]
    assert bars["text"] == ["6", "8", "4"]
    assert bars["hovertext"][0] == "Intensief: 6"
    labels = [note["text"] for note in figure["layout"]["annotations"]]  # type: ignore[index]
    assert labels == ["Intensief", "Licht (aanvullend)", "Licht (consultatief)"]


def test_columns_stack_the_channels_and_shade_the_closure() -> None:
    figure = _figure("channels_per_month")
    names = [trace["name"] for trace in figure["data"]]  # type: ignore[attr-defined]
    assert names == ["Telefoon", "WhatsApp", "Huiskamer/zone", "Straat", "Overig"]
    layout = figure["layout"]
    (band,) = layout["shapes"]  # type: ignore[index]
    assert band["x0"] == pytest.approx(4 - 0.5 + 18 / 31)
    assert band["x1"] == pytest.approx(5 - 0.5 + 28 / 31)
    assert layout["xaxis"]["ticktext"][:2] == ["aug<br>2021", "sep<br> "]  # type: ignore[index]
    totals = [note["text"] for note in layout["annotations"][:-1]]  # type: ignore[index]
    assert totals == ["18", "18", "18", "18", "18", "18", "0"]


def test_lines_differ_in_form_as_well_as_colour() -> None:
    traces = _figure("intensity_per_month")["data"]
    assert len({trace["line"]["dash"] for trace in traces}) == 3  # type: ignore[attr-defined]
    assert len({trace["marker"]["symbol"] for trace in traces}) == 3  # type: ignore[attr-defined]
    assert [trace["text"][-1].strip() for trace in traces] == ["6", "8", "4"]  # type: ignore[attr-defined]


def test_the_expected_range_is_a_band_behind_its_own_row() -> None:
    layout = _figure("permit_steps")["layout"]
    (band,) = layout["shapes"]  # type: ignore[index]
    assert (band["x0"], band["x1"]) == (22, 24)
    assert band["y0"] < 2 < band["y1"]  # Verleend is the sixth of eight rows
    assert "0" in [note["text"] for note in layout["annotations"]]  # type: ignore[index]


def test_links_show_the_agreed_pace_as_a_line_and_unknown_as_a_word() -> None:
    bars, targets = _figure("partner_links")["data"]  # type: ignore[misc]
    assert bars["text"] == ["60", "14", "43", "onbekend"]
    assert targets["x"] == [30, 42, 60, None]


def test_milestones_show_old_new_and_reached_dates() -> None:
    original, target, reached = _figure("milestones")["data"]  # type: ignore[misc]
    assert original["x"] == [None, None, "2022-07-31"]
    assert target["x"] == [None, "2022-07-01", "2023-01-31"]
    assert reached["x"] == ["2021-08-01", None, None]
    assert target["hovertext"][1] == "Streefdatum: 1 juli 2022"


def test_text_typed_in_a_sheet_is_no_markup_in_a_figure() -> None:
    world = snapshot_of(milestones=[{"milestone_id": "MP-1", "title_text": "<b>x</b>",
                                     "target_on": "2022-07-01", "kind": "Fase",
                                     "progress": "Op koers"}])  # fmt: skip
    figure = chart_of(_BY_NAME["milestones"].compute(world, TODAY)).figure
    assert figure is not None
    assert "&lt;b&gt;x&lt;/b&gt;" in [
        note["text"] for note in figure.to_dict()["layout"]["annotations"]
    ]


def test_a_chart_takes_a_few_milliseconds() -> None:
    results = [measure.compute(memo(), TODAY) for measure in TEAM]
    for result in results:
        chart_of(result)  # plotly imports its parts at first use
    begin = time.process_time()
    for result in results:
        chart_of(result)
    assert time.process_time() - begin < 0.5
