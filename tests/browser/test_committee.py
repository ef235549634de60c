"""The committee in a real browser: nothing but what was published, and readable for everybody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from lib.charts.published_titles import answer
from lib.cipher import Cipher
from lib.demo.world import rows, world
from lib.measures.published import MEASURES
from lib.publication.publication import frozen
from tests.browser.conftest import DESKTOP, PHONE, NewTab, Server, Traffic, go, settle
from tests.demo.reading import snapshot_of
from tests.pages.test_confidential import ALIAS, CLIENT_CODE, WORKER_CODE
from tests.pages.test_dashboard import TOPICS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-committee")]
NUMBER = re.compile(r"\d+(?:,\d+)?")
# What a chart says and how long its bars are; where a point stands on an axis says nothing.
CHARTS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart =>
    chart.data.flatMap(t => [t.text, t.hovertext, t.customdata, t.orientation === 'h' ? t.x : t.y]
        .flatMap(v => Array.from(v ?? []).map(String))))"""
# A count stands behind a label: "Tijdelijk geen contact: 1", or in a cell of a table.
HIDDEN_ROWS = ("Wisselend contact", "Tijdelijk geen contact", "Geen contact", "Elders actief")


def topic(page: Page, server: Server, name: str, query: str = "") -> None:
    go(page, f"{server.url}/voortgang?deel={name.replace('&', '%26')}{query}", "Voortgang")
    page.get_by_role("heading", name=name, exact=True).first.wait_for()
    settle(page)


def test_the_committees_traffic_holds_what_was_published_and_nothing_else(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("commissie")
    traffic = Traffic(page)
    for name in TOPICS:
        topic(page, server, name)
        traffic.take()
    go(page, f"{server.url}/rapporten", "Rapporten")
    traffic.take()
    for secret in (CLIENT_CODE, WORKER_CODE, ALIAS):
        assert traffic.matches(secret) == set()
    for row in HIDDEN_ROWS:
        assert traffic.matches(re.compile(rf"{row}\W{{1,4}}(\d+)")) == set()
    # The search does find a count that was published.
    assert traffic.matches(re.compile(r"Goed contact\W{1,4}(\d+)"))


def published() -> set[str]:
    """Every number that stands in a published cell, text, title or definition."""
    snapshot = snapshot_of(rows(world(), Cipher({"demo": bytes(32)}, "demo")))
    told = [measure.definition for measure in MEASURES.values()]
    publications = frozen(snapshot)
    for publication in publications:
        told += [publication.title, publication.asked, *publication.texts.values()]
        told += [f"{publication.as_of:%d %m %Y}", f"{publication.published_on:%d %m %Y}"]
        told += [answer(publication, name) for name in publication.tables]
        for table in publication.tables.values():
            told += [str(len(table.rows)), *table.columns]
            told += [cell for row in table.rows for cell in row]
    return numbers(" ".join([*told, str(len(publications)), "Top 15 & 15", "1 februari 2022"]))


def numbers(text: str) -> set[str]:
    """Without leading zeros, as 01-02-2022 has them."""
    return {found.lstrip("0") or "0" for found in NUMBER.findall(text)}


def test_every_number_on_the_dashboard_and_in_its_charts_was_published(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("commissie")
    known = published()
    for name in TOPICS:
        topic(page, server, name)
        seen = [page.locator("[data-testid='stMain']").inner_text(), *page.evaluate(CHARTS)]
        told = re.sub(r"Stand van \d\d:\d\d", "", "\n".join(seen))
        assert numbers(told) <= known, name


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dashboard_has_no_serious_barrier(
    new_tab: NewTab, server: Server, size: dict[str, int], scheme: str
) -> None:
    page = new_tab("commissie", size, color_scheme=scheme)
    for name in ("Doelgroep", "Knelpunten zorglandschap"):
        topic(page, server, name)
        found = Axe().run(page, context="[data-testid='stMain']").response["violations"]
        serious = [
            (one["id"], node["html"][:120])
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
        assert serious == []
