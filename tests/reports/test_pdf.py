"""The pdf, by its text and its tags. typst itself refused it if it were not PDF/UA-1."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lib.publication.publication import Publication
from lib.reports import typesetting
from lib.reports.report import build
from lib.reports.typesetting import pdf
from tests.reports import told
from tests.reports.conftest import Built

TEMPLATE = Path(typesetting.__file__).with_name("report.typ")


@pytest.fixture(scope="module")
def reader(built: Built) -> PdfReader:
    return PdfReader(io.BytesIO(built("pdf")))


def words(reader: PdfReader) -> str:
    """Without the foot of each page."""
    pages = [page.extract_text() for page in reader.pages]
    return " ".join(" ".join(pages).split())


def tags(node: Any) -> Iterator[tuple[str, Any]]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]), node
        if "/K" in node:
            yield from tags(node["/K"])


def test_it_says_that_it_is_accessible_and_dutch(reader: PdfReader) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert str(root["/Lang"]) == "nl-NL"  # type: ignore[index]
    about = reader.metadata
    assert about is not None
    assert (about.title, about.author) == (
        "Voortgang zorgaanpak straatsekswerkers",
        "STAP-dashboard",
    )
    assert about.creation_date is not None
    assert about.creation_date.isoformat()[:10] == "2022-02-03"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()  # type: ignore[index]


def test_its_outline_is_that_of_the_council_memo(reader: PdfReader) -> None:
    firsts = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert [title for title in firsts if title != "Inhoud"] == told.HEADINGS


def test_every_picture_has_words_and_every_table_a_header(
    reader: PdfReader, publication: Publication
) -> None:
    found = list(tags(reader.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]
    alts = {str(node["/Alt"]) for kind, node in found if kind == "/Figure" and "/Alt" in node}
    assert alts == told.alts(publication)
    kinds = [kind for kind, _ in found]
    assert kinds.count("/THead") == kinds.count("/Table") == len(told.tabled(publication)) + 1


def test_every_cell_stands_in_it_in_order(reader: PdfReader, publication: Publication) -> None:
    text = words(reader)
    for table in told.tabled(publication).values():
        for line in told.lines_of(table)[1:]:
            assert " ".join(filter(None, line)) in text, table.measure
    for name in told.TOLD_IN_BLOCKS:
        for row in publication.tables[name].rows:
            for cell in row:
                assert " ".join(cell.split()) in text


def test_what_people_typed_is_set_and_not_run(hostile: Publication) -> None:
    text = words(PdfReader(io.BytesIO(build(hostile, "pdf"))))
    for nasty in ('#import "@preview/x:1.0.0"', "<script>alert(1)</script>", "*bold* _em_ `code`"):
        assert nasty in text
    assert "□ □□ gekeerd" in text


def test_every_letter_that_is_kept_can_be_shown() -> None:
    """The standard refuses a letter that no font holds: then there would be no document."""
    fonts = '("Source Sans Pro", "DejaVu Sans Mono", "Libertinus Serif")'
    assert fonts in TEMPLATE.read_text(encoding="utf-8")
    sets = f'#set document(title: "x")\n#set text(font: {fonts})\n'
    template = sets + "#for c in json(bytes(sys.inputs.data)).letters [#c ]"
    letters = [chr(n) for n in range(0x20, 0x3000)] + ["\U0001f600", "\ufffd"]
    made = pdf(template.encode(), {"letters": letters}, datetime(2022, 2, 1, tzinfo=UTC))
    assert made.startswith(b"%PDF")
