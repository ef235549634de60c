"""The publication as slides: one chart a slide, native and editable, with the answer as title.

A cell that is not shown has no number in a chart's data: its words stand beside the label.
"""

import textwrap
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TypeVar

import pptx as slides
from pptx.presentation import Presentation

from lib.charts.picture import Bars, Picture, Timeline
from lib.reports import content
from lib.reports import deck_styles as styles
from lib.reports.content import Document, Item
from lib.reports.deck_chart import Drawn, add_chart
from lib.reports.deck_styles import Runs
from lib.reports.grid import Block, Grid, spoken_facts
from lib.reports.package import settled
from lib.reports.prose import Part

_TEXT_PTS, _TABLE_PTS = (20, 18, 16), (18, 16, 14)
"""The largest at which all fits on one slide, else the smallest over several."""
_ROOM_PT, _WIDE_PT, _LETTER, _LINE = 342, 844, 0.47, 1.2
"""Height and width that a slide has for its matter; a letter and a line in parts of the size."""
_CELL_CHARS = 240
_MORE = " (vervolg)"
T = TypeVar("T")


def built(document: Document) -> bytes:
    pptx = styles.styled(slides.Presentation(), document)
    styles.title_slide(pptx, document.title, document.subtitle)
    for topic in document.topics:
        said = "\n".join(line for part in topic.prose for line in part.lines)
        for place, item in enumerate(topic.items):
            _item(pptx, item, topic.heading, said if place == 0 else "")
    if document.asked:
        _text(pptx, "", content.ASKED, [[runs] for runs in _paragraphs(document.asked)])
    for item in document.appendix:
        _item(pptx, item, content.APPENDIX, "")
    marks = [[[(f"{mark}: ", True), (said, False)]] for mark, said in content.MARKS]
    _text(pptx, content.APPENDIX, content.MARKS_TITLE, marks)
    out = BytesIO()
    pptx.save(out)
    return settled(out.getvalue(), document.moment)


def _item(pptx: Presentation, item: Item, topic: str, said: str) -> None:
    before = len(pptx.slides)
    picture = _native(item.picture)
    if picture:
        slide = styles.new_slide(pptx, topic, item.title, _foot(item))
        frame = add_chart(slide, picture, styles.ROOM)
        frame.name = item.title
        styles.described(frame, item.alt)
    if item.grid and item.grid.rows and not _says_all(picture, item.grid):
        _table(pptx, topic, item, item.grid)
    if item.blocks:
        _text(pptx, topic, item.title, [_told(block) for block in item.blocks], _foot(item))
    if item.empty:
        _text(pptx, topic, item.title, [[[(item.empty, False)]]], _foot(item))
    for slide in list(pptx.slides)[before:]:
        lines = [said, item.definition, f"{item.source}. {item.note}".strip(), _marks()]
        slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, lines))
        said = ""


def _native(picture: Picture | None) -> Drawn | None:
    """Dates on a line are said better by their table."""
    return None if picture is None or isinstance(picture, Timeline) else picture


def _says_all(picture: Drawn | None, grid: Grid) -> bool:
    """Whether every cell of the table is in the chart."""
    if isinstance(picture, Bars):
        return len(picture.labels) == len(grid.rows) * (len(grid.columns) - 1)
    return picture is not None


def _table(pptx: Presentation, topic: str, item: Item, grid: Grid) -> None:
    if any(len(cell) > _CELL_CHARS for row in grid.rows for cell in row):
        blocks = [Block(row[0], "", (), tuple(zip(grid.columns[1:], row[1:], strict=True)))
                  for row in grid.rows]  # fmt: skip
        _text(pptx, topic, item.title, [_told(block) for block in blocks], _foot(item))
        return
    for size in _TABLE_PTS:
        heads, *heights = (_row_pt(grid, row, size) for row in (grid.columns, *grid.rows))
        pages = list(_pages(grid.rows, heights, _ROOM_PT - heads))
        if len(pages) == 1:
            break
    title = item.title
    for rows in pages:
        slide = styles.new_slide(pptx, topic, title, _foot(item))
        styles.add_table(slide, grid, rows, size, item.alt)
        title = f"{item.title}{_MORE}"


def _row_pt(grid: Grid, row: Sequence[str], size: float) -> float:
    cells = zip(row, grid.widths, strict=True)
    lines = max(
        len(textwrap.wrap(cell, max(int(_WIDE_PT * share / size / _LETTER) - 2, 6)) or [""])
        for cell, share in cells
    )
    return lines * size * _LINE + 8


def _text(
    pptx: Presentation, topic: str, title: str, groups: Sequence[Sequence[Runs]], source: str = ""
) -> None:
    """A group is not divided over slides as long as one slide can hold it."""
    for size in _TEXT_PTS:
        whole = [part for group in groups for part in _held(group, size)]
        heights = [sum(_runs_pt(runs, size) for runs in group) + size / 2 for group in whole]
        pages = list(_pages(whole, heights, _ROOM_PT))
        if len(pages) == 1:
            break
    said = title
    for page in pages:
        slide = styles.new_slide(pptx, topic, said, source)
        styles.add_text(slide, page, size)
        said = f"{title}{_MORE}"


def _held(group: Sequence[Runs], size: float) -> list[Sequence[Runs]]:
    """The group, or its paragraphs one by one, cut where even one is too long for a slide."""
    if sum(_runs_pt(runs, size) for runs in group) <= _ROOM_PT - size:
        return [group]
    letters = int(_ROOM_PT / size / _LINE * _WIDE_PT / size / _LETTER / 3)
    return [
        [piece]
        for runs in group
        for piece in (
            [runs]
            if _runs_pt(runs, size) <= _ROOM_PT / 3
            else [[(cut, bold)] for text, bold in runs for cut in textwrap.wrap(text, letters)]
        )
    ]


def _runs_pt(runs: Runs, size: float) -> float:
    letters = sum(len(text) for text, _ in runs)
    lines = max(-(-letters // int(_WIDE_PT / size / _LETTER)), 1)
    return lines * size * _LINE + size / 3


def _pages(things: Sequence[T], heights: Sequence[float], room: float) -> Iterator[list[T]]:
    """As many on a page as fit, in order; at least one."""
    page: list[T] = []
    filled = 0.0
    for thing, height in zip(things, heights, strict=True):
        if page and filled + height > room:
            yield page
            page, filled = [], 0.0
        page.append(thing)
        filled += height
    if page:
        yield page


def _told(block: Block) -> list[Runs]:
    told: list[Runs] = [[(block.name, True), (f" – {block.status}" if block.status else "", False)]]
    if block.facts:
        told.append([(spoken_facts(block), False)])
    return told + [[(f"{name}: ", True), (said, False)] for name, said in block.lines if said]


def _paragraphs(parts: Sequence[Part]) -> list[Runs]:
    begins = {"text": "", "bullets": "• ", "numbers": "{}. "}
    return [
        [(begins[part.kind].format(place) + said, False)]
        for part in parts
        for place, said in enumerate(part.lines, start=1)
    ]


def _foot(item: Item) -> str:
    return f"{item.source}. {item.note}".strip() if item.note else item.source


def _marks() -> str:
    return "\n".join([content.MARKS_TITLE, *(f"{mark}: {said}" for mark, said in content.MARKS)])
