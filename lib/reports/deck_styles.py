"""How slides look, and what python-pptx has no word for."""

import textwrap
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu, Inches, Pt

from lib.reports.content import Document
from lib.reports.grid import Grid
from lib.reports.memo_styles import about, drop_template_parts

PETROL, QUIET, INK = RGBColor(15, 100, 109), RGBColor(74, 87, 89), RGBColor(16, 25, 27)
WHITE = RGBColor(255, 255, 255)
_HAIR = "C3CCCD"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, TOP = Inches(0.8), Inches(1.95)
ROOM = (LEFT, TOP, Inches(11.73), Inches(4.75))
"""Left, top, width and height of what a slide is about."""
_TITLE_ONLY, _TITLE_CHARS = 5, 170
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"

Runs = Sequence[tuple[str, bool]]
"""Pieces of a paragraph, and whether they are bold."""


def styled(pptx: Presentation, document: Document) -> Presentation:
    drop_template_parts(pptx.part.package, pptx.part)
    about(pptx.core_properties, document)
    wider = WIDTH / (pptx.slide_width or WIDTH)
    pptx.slide_width, pptx.slide_height = WIDTH, HEIGHT
    kept = {pptx.slide_layouts[0].name, pptx.slide_layouts[_TITLE_ONLY].name}
    for layout in list(pptx.slide_layouts):
        if layout.name not in kept:
            pptx.slide_layouts.remove(layout)
    for holder in (pptx.slide_master, *pptx.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = Emu(int(shape.left * wider)), Emu(int(shape.width * wider))
    for holder in (pptx.slide_master, pptx.slide_layouts[1]):
        _put(holder.placeholders[0], LEFT, Inches(0.8), ROOM[2], Inches(1.0))
    opening = pptx.slide_layouts[0].placeholders
    _put(opening[0], LEFT, Inches(2.3), ROOM[2], Inches(1.6))
    _put(opening[1], LEFT, Inches(4.1), ROOM[2], Inches(1.0))
    return pptx


def _put(shape: Any, *place: int) -> None:
    shape.left, shape.top, shape.width, shape.height = place


def title_slide(pptx: Presentation, title: str, subtitle: str) -> None:
    slide = pptx.slides.add_slide(pptx.slide_layouts[0])
    head, under = slide.placeholders[0], slide.placeholders[1]
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = PETROL
    _write(head.text_frame, [[(title, True)]], 40 if len(title) <= 60 else 32, WHITE)
    head.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _write(under.text_frame, [[(subtitle, False)]], 20, WHITE)


def new_slide(pptx: Presentation, topic: str, title: str, source: str) -> Any:
    """With its title, the topic above it and the source at its foot."""
    slide = pptx.slides.add_slide(pptx.slide_layouts[1])
    short = textwrap.shorten(title, _TITLE_CHARS, placeholder=" …")[: _TITLE_CHARS + 2]
    _title(slide.shapes.title, short, 28 if len(short) <= 75 else 24 if len(short) <= 120 else 20)
    if topic:
        _box(slide, Inches(0.45), Inches(0.4), [[(topic, True)]], 14, PETROL)
    if source:
        _box(slide, Inches(6.83), Inches(0.4), [[(source, False)]], 12, QUIET)
    return slide


def add_text(slide: Any, groups: Sequence[Sequence[Runs]], size: float) -> None:
    paragraphs = [runs for group in groups for runs in group]
    box = _box(slide, TOP, ROOM[3], paragraphs, size, INK)
    place = 0
    for group in groups[:-1]:
        place += len(group)
        box.text_frame.paragraphs[place].space_before = Pt(size * 0.6)


def _title(shape: Any, said: str, size: float) -> None:
    _write(shape.text_frame, [[(said, True)]], size, PETROL)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP


def _box(slide: Any, top: int, height: int, paragraphs: Sequence[Runs], size: float,
         colour: RGBColor) -> Any:  # fmt: skip
    box = slide.shapes.add_textbox(LEFT, top, ROOM[2], height)
    _write(box.text_frame, paragraphs, size, colour)
    return box


def _write(frame: Any, paragraphs: Sequence[Runs], size: float, colour: RGBColor) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    for place, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 3)
        for said, is_bold in runs:
            run = paragraph.add_run()
            run.text = said
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour
            run.font.language_id = MSO_LANGUAGE_ID.DUTCH


def add_table(slide: Any, grid: Grid, rows: Sequence[Sequence[str]], size: float, alt: str) -> None:
    left, top, width, _ = ROOM
    frame = slide.shapes.add_table(len(rows) + 1, len(grid.columns), left, top, width, Inches(0.4))
    described(frame, alt)
    table = frame.table
    table.horz_banding = False
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    for column, share in zip(table.columns, grid.widths, strict=True):
        column.width = Emu(int(width * share))
    for place, cells in enumerate([grid.columns, *rows]):
        for column, said in enumerate(cells):
            _cell(table.cell(place, column), said, size, place == 0, grid.is_number[column])


def _cell(cell: Any, said: str, size: float, is_header: bool, is_number: bool) -> None:
    _write(cell.text_frame, [[(said, is_header)]], size, PETROL if is_header else INK)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.space_after = Pt(0)
    if is_number:
        paragraph.alignment = PP_ALIGN.RIGHT
    edge = cell._tc.get_or_add_tcPr()
    line = edge.makeelement(qn("a:lnB"), {"w": "19050" if is_header else "6350"})
    fill = line.makeelement(qn("a:solidFill"), {})
    fill.append(fill.makeelement(qn("a:srgbClr"), {"val": str(PETROL) if is_header else _HAIR}))
    line.append(fill)
    edge.append(line)


def described(shape: Any, alt: str) -> None:
    """The words for who cannot see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", alt)
