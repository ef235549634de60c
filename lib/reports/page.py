"""The publication as one HTML file: no script, nothing from elsewhere, for every screen.

Written as text rather than by a template library: there is one page, and `_e` around whatever
comes from a sheet is all it takes. A policy in the head forbids what the file never needs.
"""

from collections.abc import Iterator, Sequence
from html import escape as _e
from pathlib import Path

from lib.reports import content
from lib.reports.content import Document, Item
from lib.reports.drawing import drawing
from lib.reports.grid import SHORT_CHARS, Block, Grid, spoken_facts
from lib.reports.prose import Part

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SKIP = "Naar de inhoud"


def built(document: Document) -> bytes:
    return "\n".join(_lines(document)).encode()


def _lines(document: Document) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta name="author" content="{content.AUTHOR}">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{_e(document.title)}</title>"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>"
    yield f'<a class="skip" href="#inhoud">{_SKIP}</a>'
    yield f'<header><h1>{_e(document.title)}</h1><p class="quiet">{_e(document.subtitle)}</p>'
    yield "".join(f"<p>{_e(said)}</p>" for said in document.introduction) + "</header>"
    sections = list(_sections(document))
    yield f'<nav aria-labelledby="wijzer"><h2 id="wijzer">{content.CONTENTS}</h2><ol>'
    for place, (heading, _) in enumerate(sections, start=1):
        yield f'<li><a href="#deel-{place}">{_e(heading)}</a></li>'
    yield '</ol></nav>\n<main id="inhoud" tabindex="-1">'
    for place, (heading, inside) in enumerate(sections, start=1):
        yield f'<section aria-labelledby="deel-{place}"><h2 id="deel-{place}">{_e(heading)}</h2>'
        yield from inside
        yield "</section>"
    yield f'</main>\n<footer class="quiet">{_e(document.title)} · {_e(document.subtitle)}</footer>'
    yield "</body>\n</html>\n"


def _sections(document: Document) -> Iterator[tuple[str, list[str]]]:
    for topic in document.topics:
        inside = [*_prose(topic.prose)]
        inside += [said for item in topic.items for said in _item(item)]
        yield topic.heading, inside
    if document.asked:
        yield content.ASKED, [*_prose(document.asked)]
    inside = [said for item in document.appendix for said in _item(item)]
    inside += _pairs(content.DEFINITIONS, document.definitions)
    inside += _pairs(content.MARKS_TITLE, content.MARKS)
    yield content.APPENDIX, inside


def _prose(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        if part.kind == "text":
            yield f"<p>{_e(part.lines[0])}</p>"
        else:
            kind = "ul" if part.kind == "bullets" else "ol"
            items = "".join(f"<li>{_e(one)}</li>" for one in part.lines)
            yield f"<{kind}>{items}</{kind}>"


def _item(item: Item) -> Iterator[str]:
    name = item.name.replace("_", "-")
    yield f'<article aria-labelledby="{name}"><h3 id="{name}">{_e(item.caption)}</h3>'
    if item.empty:
        yield f"<p>{_e(item.empty)}</p>"
    if item.picture:
        yield drawing(item.picture).svg(item.alt, f"{name}-beeld")
    if item.grid and item.grid.rows:
        yield from _table(item.grid, name)
    for block in item.blocks:
        yield from _block(block)
    note = f" {_e(item.note)}" if item.note else ""
    yield f'<p class="quiet source">{_e(item.source)}.{note}</p></article>'


def _table(grid: Grid, name: str) -> Iterator[str]:
    """A wide one scrolls by itself, also with the keyboard."""
    kinds = ["number" if number else "" for number in grid.is_number]
    yield f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0"><table>'
    heads = zip(grid.columns, kinds, strict=True)
    yield "<thead><tr>" + "".join(f'<th{_class(k)} scope="col">{_e(c)}</th>' for c, k in heads)
    yield "</tr></thead><tbody>"
    for label, *cells in grid.rows:
        told = zip(cells, kinds[1:], strict=True)
        yield f'<tr><th{_class("", label)} scope="row">{_e(label)}</th>' + "".join(
            f"<td{_class(kind, cell)}>{_e(cell)}</td>" for cell, kind in told
        )
        yield "</tr>"
    yield "</tbody></table></div>"


def _class(kind: str, cell: str = "") -> str:
    """A short cell, such as a date, stays on one line."""
    kinds = " ".join(filter(None, (kind, "short" if 0 < len(cell) <= SHORT_CHARS else "")))
    return f' class="{kinds}"' if kinds else ""


def _block(block: Block) -> Iterator[str]:
    status = f" <span>– {_e(block.status)}</span>" if block.status else ""
    yield f'<div class="block"><h4>{_e(block.name)}{status}</h4>'
    if block.facts:
        yield f"<p>{_e(spoken_facts(block))}</p>"
    if block.lines:
        yield _list(block.lines)
    yield "</div>"


def _pairs(title: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [f"<h3>{_e(title)}</h3>", _list(pairs)]


def _list(pairs: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f"<div><dt>{_e(name)}</dt><dd>{_e(said)}</dd></div>" for name, said in pairs)
    return f"<dl>{lines}</dl>"
