"""Releasing a small count: what it discloses is said before it is confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from gspread.utils import ValueInputOption
from playwright.sync_api import expect

from lib.schema.choices import PublicationState
from tests.browser.conftest import NewTab, Server, go, serving
from tests.conftest import opened_copy

DRAFT = "PB-23456789AB"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-release")]


@pytest.fixture(scope="module")
def server(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo world in which "18 in goed contact" is not released any more, and somebody began
    a publication."""
    for world in opened_copy(built_world, tmp_path_factory.mktemp("release")):
        for row in world.records("releases"):  # nor what adds up to it
            if row["Maat"] in ("contact_state", "intensity"):
                world.type_over("releases", row["Vrijgave"], "Tot", 44000)
        begun = {"Publicatie": DRAFT, "Peildatum": "01-02-2022", "Titel": "Voortgang (fictief)",
                 "Stand": PublicationState.DRAFT.value}  # fmt: skip
        sheet = world.sheet("publications")
        cells = [begun.get(header, "") for header in sheet.row_values(1)]
        sheet.append_row(cells, value_input_option=ValueInputOption.user_entered)
        with serving(world) as running:
            yield running


def test_releasing_18_beside_19_says_that_it_discloses_one_woman(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("projectleider")
    before = server.world.records("releases")
    go(page, f"{server.url}/publiceren?rij={DRAFT}", "Publiceren")
    page.get_by_text("Concept · peildatum").wait_for()
    page.locator("[data-testid='stPills'], [data-testid='stButtonGroup']").get_by_text(
        "Vrijgaven", exact=True
    ).click()
    page.get_by_label("Vrij te geven").fill("Goed contact")
    page.get_by_role("option").filter(has_text="Goed contact · 18").first.click()
    expect(page.get_by_text("Dat gaat over één vrouw.").first).to_be_visible()
    page.get_by_label("Reden").fill("Staat al in de notitie (fictief)")
    page.get_by_role("button", name="Vrijgeven", exact=True).click()
    expect(page.get_by_text("Vink eerst aan dat je weet wat dit prijsgeeft.")).to_be_visible()
    assert server.world.records("releases") == before
    page.get_by_text("Ik weet wat dit prijsgeeft en geef het toch vrij.").click()
    page.get_by_role("button", name="Vrijgeven", exact=True).click()
    expect(page.get_by_text("Vrijgegeven.", exact=True)).to_be_visible()
    new = server.world.records("releases")[-1]
    assert (new["Maat"], new["Onderdeel"]) == ("contact_state", "Goed contact · Cliënten")
