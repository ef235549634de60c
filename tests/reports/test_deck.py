"""The slides, opened as PowerPoint opens them, with the workbook behind every chart."""

import io
from typing import Any

import openpyxl
import pptx
import pytest
from pptx.presentation import Presentation
from pptx.util import Pt

from lib.disclosure.safe_table import SafeTable, number_of
from lib.publication.publication import Publication
from lib.reports.report import build
from tests.reports import told
from tests.reports.conftest import HOSTILE, Built

CHARTS = [name for name in told.PICTURES if name != "milestones"]
SPREAD = ("staffing", "channels_per_month", "wishes")  # a series per column
PAIRED = ("appearance", "permit_situation")  # a bar per cell
SMALLEST_PT = 12


@pytest.fixture(scope="module")
def deck(built: Built) -> Presentation:
    return pptx.Presentation(io.BytesIO(built("pptx")))


def charts(deck: Presentation) -> dict[str, Any]:
    """By the title of their slide."""
    return {
        slide.shapes.title.text: shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def expected(table: SafeTable) -> list[list[float | None]]:
    """Values by series, from the table alone."""
    if table.measure in SPREAD:
        columns = [[number_of(text) for text in table.column(name)] for name in table.columns[1:]]
        return [column for column in columns if any(v is not None for v in column)]
    if table.measure in PAIRED:
        return [[number_of(text) for row in table.rows for text in row[1:]]]
    return [[number_of(text) for text in table.column(table.columns[1])]]


def words(deck: Presentation) -> str:
    said = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [c.text for row in shape.table.rows for c in row.cells]
        if slide.has_notes_slide:
            said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said)


def test_every_chart_holds_the_numbers_of_its_table_and_no_other(
    deck: Presentation, publication: Publication
) -> None:
    drawn = charts(deck)
    assert set(drawn) == {told.title(publication, name) for name in CHARTS}
    for name in CHARTS:
        plot = drawn[told.title(publication, name)].plots[0]
        values = [list(series.values) for series in plot.series]
        if name == "permits_granted_so_far":
            assert values == [[0.0, 22.0, 24.0]]
            assert list(plot.categories) == ["Verleend", "Verwacht (laagst)", "Verwacht (hoogst)"]
        else:
            assert values == expected(publication.tables[name]), name


def test_a_cell_that_is_not_shown_has_no_number_and_stands_in_words(deck: Presentation) -> None:
    title = "19 vrouwen actief op of rond de tippelzone, 8 in beeld en niet meer actief"
    plot = charts(deck)[title].plots[0]
    assert list(plot.categories)[-1] == "Elders actief: niet getoond (klein aantal)"
    assert list(plot.series[0].values) == [19.0, 8.0, None]


def test_the_workbook_behind_a_chart_holds_what_the_chart_shows(deck: Presentation) -> None:
    for chart in charts(deck).values():
        blob = chart.part.chart_workbook.xlsx_part.blob
        book = openpyxl.load_workbook(io.BytesIO(blob))
        assert book.sheetnames == ["Sheet1"]
        sheet: Any = book.active
        head, *rows = sheet.iter_rows(values_only=True)
        series = chart.plots[0].series
        assert head == (None, *(one.name for one in series))
        assert [row[0] for row in rows] == list(chart.plots[0].categories)
        for place, one in enumerate(series, start=1):
            assert [row[place] for row in rows] == list(one.values)


def test_what_no_chart_says_stands_in_a_table(deck: Presentation, publication: Publication) -> None:
    tables = [
        [tuple(c.text for c in row.cells) for row in shape.table.rows]
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
    ]
    whole = [name for name in told.tabled(publication) if name not in CHARTS]
    for name in [*whole, "bottleneck_waits", "waiting"]:
        assert told.lines_of(publication.tables[name]) in tables, name
    text = words(deck)
    for name in told.TOLD_IN_BLOCKS:
        for row in publication.tables[name].rows:
            for cell in row:
                assert " ".join(cell.split()) in text


def test_every_chart_and_table_has_words(deck: Presentation, publication: Publication) -> None:
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.has_table]
    said = {frame._element.xpath(".//p:cNvPr")[0].get("descr") for frame in frames}
    assert all(said)
    wanted = told.alts(publication)
    assert {one for one in wanted if one in said} == wanted


def test_notes_hold_definition_source_and_marks(deck: Presentation) -> None:
    slide = next(s for s in deck.slides if any(shape.has_chart for shape in s.shapes))
    notes = slide.notes_slide.notes_text_frame.text
    assert "Casemanagers en ervaringsdeskundigen per dag" in notes
    assert "Bron: Team · peildatum 1 februari 2022" in notes
    assert "niet getoond (klein aantal): " in notes


def test_letters_can_be_read_from_the_back_of_the_room(deck: Presentation) -> None:
    assert (deck.slide_width or 0) / (deck.slide_height or 1) == pytest.approx(16 / 9, abs=0.001)
    sizes = [
        run.font.size
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert all(size is not None and size >= Pt(SMALLEST_PT) for size in sizes)


def test_everything_stays_on_its_slide(deck: Presentation) -> None:
    for slide in deck.slides:
        assert slide.shapes.title.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= (deck.slide_width or 0)
            assert shape.top + shape.height <= (deck.slide_height or 0)


def test_it_tells_no_number_beside_the_publication(
    deck: Presentation, publication: Publication
) -> None:
    assert told.strangers(words(deck), publication) == set()


def test_what_people_typed_stays_text(hostile: Publication) -> None:
    deck = pptx.Presentation(io.BytesIO(build(hostile, "pptx")))
    text = words(deck)
    for nasty in HOSTILE[:4]:
        assert nasty in text
    for chart in charts(deck).values():
        blob = chart.part.chart_workbook.xlsx_part.blob
        sheet: Any = openpyxl.load_workbook(io.BytesIO(blob)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {c.data_type for c in cells} <= {"s", "n"}
        assert not [c for c in cells if c.hyperlink]
