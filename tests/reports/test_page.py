"""The page, read as a browser reads it; in a browser: tests/browser/test_report_page.py."""

import re
from itertools import pairwise

import pytest
from lxml import html

from lib.publication.publication import Publication
from lib.reports.report import build
from tests.reports import told
from tests.reports.conftest import HOSTILE, Built


@pytest.fixture(scope="module")
def page(built: Built) -> html.HtmlElement:
    return html.document_fromstring(built("html").decode())


def lines(table: html.HtmlElement) -> list[tuple[str, ...]]:
    return [tuple(c.text or "" for c in row.iter("th", "td")) for row in table.iter("tr")]


def test_its_headings_are_those_of_the_council_memo(page: html.HtmlElement) -> None:
    assert page.get("lang") == "nl"
    seconds = [h.text for h in page.xpath("//main//h2")]
    assert seconds == told.HEADINGS
    links = {a.get("href").removeprefix("#"): a.text for a in page.xpath("//nav//a")}
    assert [page.get_element_by_id(to).text for to in links] == [*links.values()] == seconds
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_cell_stands_in_a_table_with_scopes(
    page: html.HtmlElement, publication: Publication
) -> None:
    tables = [lines(table) for table in page.iter("table")]
    for table in told.tabled(publication).values():
        assert told.lines_of(table) in tables, table.measure
    assert {th.get("scope") for th in page.xpath("//thead//th")} == {"col"}
    assert {th.get("scope") for th in page.xpath("//tbody//th")} == {"row"}


def test_every_chart_says_what_it_shows_and_is_followed_by_its_table(
    page: html.HtmlElement, publication: Publication
) -> None:
    charts = page.xpath("//svg")
    assert {chart.get("role") for chart in charts} == {"img"}
    titles = [page.get_element_by_id(chart.get("aria-labelledby")) for chart in charts]
    assert {title.text for title in titles} == told.alts(publication)
    assert all(chart.getnext().find("table") is not None for chart in charts)


def test_bars_show_the_words_of_their_cells(
    page: html.HtmlElement, publication: Publication
) -> None:
    table = publication.tables["zone"]
    drawn = [t.text for t in page.xpath("//article[h3[@id='zone']]//svg/text")]
    assert drawn == ["Cliënten", *(cell for row in table.rows for cell in row)]


def test_it_tells_no_number_beside_the_publication(
    page: html.HtmlElement, publication: Publication
) -> None:
    """Numbers at an axis are no figures: those of the one chart that has them are left out."""
    for chart in page.xpath("//article[h3[@id='channels-per-month']]//svg"):
        chart.getparent().remove(chart)
    for part in page.xpath("//style"):
        part.getparent().remove(part)
    text = " ".join(page.xpath("//body//text()"))
    assert told.strangers(text, publication) == set()


def test_nothing_is_fetched_or_run(built: Built) -> None:
    text = built("html").decode()
    assert re.findall(r"<script|<link|<img|<iframe|@import|url\(|https?://|javascript:", text) == []
    assert "default-src 'none'" in text


def test_what_people_typed_stays_text(hostile: Publication) -> None:
    text = build(hostile, "html").decode()
    assert "<script" not in text
    page = html.document_fromstring(text)
    said = page.text_content()
    for nasty in HOSTILE[:4]:
        assert nasty in said
    assert "\x00" not in text
    assert "\u202e" not in text
