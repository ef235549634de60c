"""The publication as slides: one chart a slide, native and editable, with the answer as title.

A cell that is not shown has no number in a chart's data: its words stand beside the label.
"""

import textwrap
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TypeVar

from pptx import Presentation as new_pptx
from pptx.presentation import Presentation

from lib.charts.picture import Bars, Picture, Timeline
from lib.reports import content
from lib.reports import deck_styles as styles
from lib.reports.content import Document, Item
from lib.reports.deck_chart import Drawn, add_chart
from lib.reports.deck_styles import Runs
from lib.reports.grid import Block, Grid
from lib.reports.package import settled
from lib.reports.prose import Part

_LINES, _LINE_CHARS = 13, 92
"""What a slide of text holds at its font size."""
_TABLE_LINES, _TABLE_CHARS, _CELL_CHARS = 16, 125, 240
_MORE = " (vervolg)"
T = TypeVar("T")


def built(document: Document) -> bytes:
    pptx = styles.styled(new_pptx(), document)
    styles.title_slide(pptx, document.title, document.subtitle)
    for topic in document.topics:
        said = "\n".join(line for part in topic.prose for line in part.lines)
        for place, item in enumerate(topic.items):
            _item(pptx, document, item, topic.heading, said if place == 0 else "")
    if document.asked:
        _text(pptx, "", content.ASKED, _paragraphs(document.asked))
    for item in document.appendix:
        _item(pptx, document, item, content.APPENDIX, "")
    for title, pairs in (
        (content.MARKS_TITLE, content.MARKS),
        (content.DEFINITIONS, document.definitions),
    ):
        said_pairs = [[(f"{name}: ", True), (words, False)] for name, words in pairs]
        _text(pptx, content.APPENDIX, title, said_pairs)
    out = BytesIO()
    pptx.save(out)
    return settled(out.getvalue(), document.moment)


def _item(pptx: Presentation, document: Document, item: Item, topic: str, said: str) -> None:
    before = len(pptx.slides)
    picture = _native(item.picture)
    if picture:
        slide = styles.new_slide(pptx, topic, item.title, _foot(item))
        frame = add_chart(slide, picture, styles.ROOM, document.moment)
        frame.name = item.title
        styles.described(frame, item.alt)
    if item.grid and item.grid.rows and not _says_all(picture, item.grid):
        _table(pptx, topic, item, item.grid)
    if item.blocks:
        blocks = [line for block in item.blocks for line in _told(block)]
        _text(pptx, topic, item.title, blocks, _foot(item))
    if item.empty:
        _text(pptx, topic, item.title, [[(item.empty, False)]], _foot(item))
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
        blocks = [Block(row[0], "", tuple(zip(grid.columns[1:], row[1:], strict=True)))
                  for row in grid.rows]  # fmt: skip
        _text(pptx, topic, item.title, [p for b in blocks for p in _told(b)], _foot(item))
        return
    title = item.title
    for rows in _pages(grid.rows, [_height(grid, row) for row in grid.rows], _TABLE_LINES):
        slide = styles.new_slide(pptx, topic, title, _foot(item))
        styles.add_table(slide, grid, rows, item.alt)
        title = f"{item.title}{_MORE}"


def _height(grid: Grid, row: Sequence[str]) -> float:
    """In lines of text, with the room between rows."""
    cells = zip(row, grid.widths, strict=True)
    return 0.5 + max(
        len(textwrap.wrap(cell, max(int(_TABLE_CHARS * share), 6)) or [""]) for cell, share in cells
    )


def _text(
    pptx: Presentation, topic: str, title: str, paragraphs: Sequence[Runs], source: str = ""
) -> None:
    cut = [piece for runs in paragraphs for piece in _cut(runs)]
    heights = [_lines(runs) for runs in cut]
    said = title
    for page in _pages(cut, heights, _LINES):
        styles.add_text(styles.new_slide(pptx, topic, said, source), page)
        said = f"{title}{_MORE}"


def _cut(runs: Runs) -> Iterator[Runs]:
    """A paragraph that no slide holds, in pieces."""
    if _lines(runs) <= _LINES:
        yield runs
        return
    for text, is_bold in runs:
        for piece in textwrap.wrap(text, _LINES * _LINE_CHARS // 2):
            yield [(piece, is_bold)]


def _lines(runs: Runs) -> float:
    return 0.35 + -(-sum(len(text) for text, _ in runs) // _LINE_CHARS)


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


def _told(block: Block) -> Iterator[Runs]:
    yield [(block.name, True), (f" – {block.status}" if block.status else "", False)]
    for name, said in block.lines:
        if said:
            yield [(f"{name}: ", True), (said, False)]


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
