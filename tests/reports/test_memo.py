"""The memo, opened as Word opens it."""

import io
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from lib.publication.publication import Publication
from lib.reports.report import build
from tests.reports import told
from tests.reports.conftest import HOSTILE, Built


@pytest.fixture(scope="module")
def memo(built: Built) -> Document:
    return docx.Document(io.BytesIO(built("docx")))


def words(memo: Document) -> str:
    cells = [c.text for table in memo.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in memo.paragraphs), *cells])


def test_its_headings_are_those_of_the_council_memo(memo: Document) -> None:
    firsts = [p.text for p in memo.paragraphs if p.style and p.style.name == "Heading 1"]
    assert firsts == told.HEADINGS
    assert memo.paragraphs[0].text == "Voortgang zorgaanpak straatsekswerkers"
    seconds = [p.text for p in memo.paragraphs if p.style and p.style.name == "Heading 2"]
    assert seconds[-2:] == ["Definities", "Wat de tekens betekenen"]


def test_every_cell_stands_in_a_table_with_a_repeated_header(
    memo: Document, publication: Publication
) -> None:
    tables = [[tuple(c.text for c in row.cells) for row in t.rows] for t in memo.tables]
    for table in told.tabled(publication).values():
        assert told.lines_of(table) in tables, table.measure
    for held in memo.tables:
        assert held.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_a_register_is_told_row_by_row_with_its_status_in_words(
    memo: Document, publication: Publication
) -> None:
    text = words(memo)
    assert "Geen time-outplekken – ✕ Loopt vast" in text
    for name in told.TOLD_IN_BLOCKS:
        for row in publication.tables[name].rows:
            for cell in row:
                assert " ".join(cell.split()) in text


def test_every_picture_has_words(memo: Document, publication: Publication) -> None:
    pictures: list[Any] = list(memo.element.iter(qn("wp:docPr")))
    assert {picture.get("descr") for picture in pictures} == told.alts(publication)
    assert len(pictures) == len(told.PICTURES) == len(memo.inline_shapes)


def test_source_and_reporting_date_stand_under_every_figure(
    memo: Document, publication: Publication
) -> None:
    sources = [p.text for p in memo.paragraphs if p.style and p.style.name == "Bron"]
    assert len(sources) == len(publication.tables)
    assert all("eildatum 1 februari 2022" in source for source in sources)


def test_it_tells_no_number_beside_the_publication(
    memo: Document, publication: Publication
) -> None:
    assert told.strangers(words(memo), publication) == set()


def test_it_is_dutch(memo: Document) -> None:
    languages: list[Any] = list(memo.styles.element.iter(qn("w:lang")))
    assert {language.get(qn("w:val")) for language in languages} == {"nl-NL"}
    assert memo.core_properties.language == "nl-NL"


def test_every_list_begins_at_one(publication: Publication) -> None:
    twice = build(publication, "docx", dict.fromkeys(publication.topics, "1. een\n2. twee"))
    memo = docx.Document(io.BytesIO(twice))
    lists = [
        p._p.pPr.numPr.numId.val
        for p in memo.paragraphs
        if p.text == "een" and p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(lists) == len(set(lists)) == len(publication.topics)


def test_what_people_typed_stays_text(hostile: Publication) -> None:
    memo = docx.Document(io.BytesIO(build(hostile, "docx")))
    text = words(memo)
    for nasty in HOSTILE[:4]:
        assert nasty in text
    assert "😀 漢字 gekeerd" in text
    assert "a" * 900 in text
