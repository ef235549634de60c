"""The publication as a council memo for Word: styles and headings that Word itself knows, so
that who gets it can go on writing in it."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import docx as word
from docx.document import Document as Docx
from docx.shared import Cm

from lib.reports import content
from lib.reports import memo_styles as styles
from lib.reports.content import Document, Item
from lib.reports.drawing import drawing
from lib.reports.grid import Block, Grid, spoken_facts
from lib.reports.package import settled
from lib.reports.prose import Part
from lib.reports.typesetting import pngs

_CHART_CM = 10.8
_SHORT = 9
"""Rows of a table that stays on one page."""
_LISTS = {"bullets": "List Bullet", "numbers": "List Number"}


def built(document: Document) -> bytes:
    docx = styles.styled(word.Document(), document)
    drawn = [item for item in document.items if item.picture]
    svgs = [drawing(item.picture).svg() for item in drawn if item.picture]
    pictures = {item.name: png for item, png in zip(drawn, pngs(svgs), strict=True)}
    docx.add_paragraph(document.title, style="Title")
    docx.add_paragraph(document.subtitle, style="Subtitle")
    for said in document.introduction:
        docx.add_paragraph(said)
    for topic in document.topics:
        docx.add_heading(topic.heading, level=1)
        _prose(docx, topic.prose)
        for item in topic.items:
            _item(docx, item, pictures)
    if document.asked:
        docx.add_heading(content.ASKED, level=1)
        _prose(docx, document.asked)
    docx.add_heading(content.APPENDIX, level=1)
    for item in document.appendix:
        _item(docx, item, pictures)
    _pairs(docx, content.DEFINITIONS, document.definitions)
    _pairs(docx, content.MARKS_TITLE, content.MARKS)
    styles.footer(docx, f"{document.title} · {document.subtitle}")
    out = BytesIO()
    docx.save(out)
    return settled(out.getvalue(), document.moment)


def _prose(docx: Docx, parts: Sequence[Part]) -> None:
    for part in parts:
        number = styles.new_list(docx) if part.kind == "numbers" else None
        for said in part.lines:
            paragraph = docx.add_paragraph(said, style=_LISTS.get(part.kind))
            if number is not None:
                styles.in_list(paragraph, number)


def _item(docx: Docx, item: Item, pictures: Mapping[str, bytes]) -> None:
    docx.add_heading(item.caption, level=2)
    if item.empty:
        docx.add_paragraph(item.empty)
    if item.name in pictures:
        run = docx.add_paragraph(style=styles.FIGURE).add_run()
        shape = run.add_picture(BytesIO(pictures[item.name]), width=Cm(_CHART_CM))
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")
        told: Any = shape._inline.docPr
        told.set("name", item.label)
        told.set("descr", item.alt)
    if item.grid and item.grid.rows:
        _table(docx, item.grid)
    for block in item.blocks:
        _block(docx, block)
    note = f" {item.note}" if item.note else ""
    docx.add_paragraph(f"{item.source}.{note}", style=styles.SMALL)


def _table(docx: Docx, grid: Grid) -> None:
    table = docx.add_table(len(grid.rows) + 1, len(grid.columns))
    table.autofit = False
    styles.ruled(table)
    numbers, size = grid.is_number, 9.5 if len(grid.columns) <= 6 else 8.5
    widths = [Cm(styles.TEXT_CM * share) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, cells in enumerate([grid.columns, *grid.rows]):
        row = table.rows[place]
        styles.keep_whole(row)
        if place == 0:
            styles.repeat(row)
        for cell, width, said, number in zip(row.cells, widths, cells, numbers, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            styles.in_cell(paragraph, said, size=size, is_header=place == 0, is_number=number)
            # The source line stays with the last row, and short tables are not divided.
            is_kept = place in (0, len(grid.rows)) or len(grid.rows) <= _SHORT
            paragraph.paragraph_format.keep_with_next = is_kept


def _block(docx: Docx, block: Block) -> None:
    name = docx.add_paragraph(block.name, style=styles.BLOCK_NAME)
    if block.status:
        name.add_run(f" – {block.status}").bold = False
    if block.facts:
        facts = docx.add_paragraph(spoken_facts(block), style=styles.BLOCK)
        facts.paragraph_format.keep_with_next = bool(block.lines)
    for place, (label, said) in enumerate(block.lines):
        paragraph = docx.add_paragraph(style=styles.BLOCK)
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(said)
        paragraph.paragraph_format.keep_with_next = place < len(block.lines) - 1


def _pairs(docx: Docx, title: str, pairs: Sequence[tuple[str, str]]) -> None:
    docx.add_heading(title, level=2)
    for name, said in pairs:
        paragraph = docx.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(said)
