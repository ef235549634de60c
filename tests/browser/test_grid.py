"""A cell of the grid in a real browser: typed, previewed, saved, and kept while others save."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewTab, Server, go, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-grid")]


@pytest.fixture
def grid(new_tab: NewTab, server: Server) -> Page:
    page = new_tab("coordinator")
    go(page, f"{server.url}/bewerken?blad=wishes", "Bladen bewerken")
    return page


def type_in_first_row(page: Page, text: str) -> None:
    """In the third column, which is the first of text; the grid is drawn on a canvas."""
    canvas = page.locator("[data-testid='stDataFrame'] canvas").first
    place: Any = canvas.bounding_box()
    page.mouse.dblclick(place["x"] + 330, place["y"] + 52)
    field = page.locator("textarea.gdg-input")
    field.fill(text)
    field.press("Enter")
    settle(page)


def test_a_cell_is_typed_previewed_and_saved(grid: Page, server: Server) -> None:
    was = server.world.records("wishes")[0]["Omschrijving"]
    type_in_first_row(grid, "Iets anders (fictief)")
    grid.get_by_role("button", name="Wijzigingen bekijken").click()
    expect(grid.get_by_text(f"Omschrijving: {was} → Iets anders (fictief)")).to_be_visible()
    assert server.world.records("wishes")[0]["Omschrijving"] == was
    grid.get_by_role("button", name="1 rij opslaan").click()
    expect(grid.get_by_text("1 rij opgeslagen.")).to_be_visible()
    row = server.world.records("wishes")[0]
    assert (row["Omschrijving"], row["Gewijzigd door"]) == ("Iets anders (fictief)", "coordinator")
