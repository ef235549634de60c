"""Every screen in a real browser: nothing beside it, nothing English on it, light and dark."""

import pytest

from lib.ui.navigation import ENTRIES, Entry
from tests.browser.conftest import DESKTOP, PHONE, NewTab, Server, Traffic, go, settle
from tests.pages.test_confidential import ALIAS, CLIENT_CODE, WORKER_CODE
from tests.pages.test_every_page import MENUS, NOT_YOURS, ON_SCREEN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-screens")]
ENGLISH = (
    "Choose an option", "Choose options", "Submit", "Press Enter", "Deploy", "Loading", "Search",
    "Page not found", "Rerun", "No results", "Select all", "Show more",
)  # fmt: skip
BACKGROUND = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 27)"}
SEEN_BY = {e.url: next(n for n in MENUS if e.title in MENUS[n].get(e.section, [])) for e in ENTRIES}


def first_client(server: Server) -> str:
    rows = server.world.records("clients")
    return next(r["Cliëntcode"] for r in rows if r["Casemanager"] == "CM-01")


def address(server: Server, entry: Entry) -> str:
    query = f"?client={first_client(server)}" if entry.url == "client" else ""
    return f"{server.url}/{entry.url}{query}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)
def test_a_screen_fits_a_phone_and_speaks_dutch(
    entry: Entry, new_tab: NewTab, server: Server
) -> None:
    page = new_tab(SEEN_BY[entry.url], PHONE)
    go(page, address(server, entry), ON_SCREEN.get(entry.title, entry.title))
    width = "document.scrollingElement.scrollWidth"
    assert page.evaluate(width) <= PHONE["width"]
    main = page.locator("[data-testid='stMain']")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    placeholders = page.locator("[placeholder]").evaluate_all("es => es.map(e => e.placeholder)")
    text = "\n".join([page.locator("body").inner_text(), *placeholders])
    assert [word for word in ENGLISH if word in text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_app_follows_the_light_or_dark_of_the_device(
    scheme: str, new_tab: NewTab, server: Server
) -> None:
    page = new_tab("projectleider", DESKTOP, color_scheme=scheme)
    go(page, f"{server.url}/overzicht", "Overzicht")
    app = page.locator("[data-testid='stApp']")
    assert app.evaluate("e => getComputedStyle(e).backgroundColor") == BACKGROUND[scheme]
    page.locator("[data-testid='stPlotlyChart']").first.wait_for()


def test_the_committees_traffic_holds_no_code_and_no_name(new_tab: NewTab, server: Server) -> None:
    page = new_tab("commissie")
    traffic = Traffic(page)
    go(page, server.url, "Voortgang")
    traffic.take()
    for url in ("clienten", f"client?client={first_client(server)}", "overzicht", "gezondheid"):
        page.goto(f"{server.url}/{url}")
        page.get_by_text(NOT_YOURS).wait_for()
        settle(page)
        traffic.take()
    assert traffic.matches(CLIENT_CODE) <= {first_client(server)}  # our own question, echoed
    assert traffic.matches(WORKER_CODE) == set()
    assert traffic.matches(ALIAS) == set()


def test_the_search_in_the_traffic_finds_what_a_case_manager_is_sent(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("casemanager")
    traffic = Traffic(page)
    go(page, f"{server.url}/contacten", "Contacten")
    assert first_client(server) in traffic.matches(CLIENT_CODE)
    assert "CM-01" in traffic.matches(WORKER_CODE)
    assert "Zilvermeeuw" in traffic.matches(ALIAS)


def test_an_address_that_is_not_in_the_menu_is_refused_in_dutch(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("commissie")
    page.goto(f"{server.url}/clienten")
    page.get_by_text(NOT_YOURS).wait_for()
    assert page.get_by_role("dialog").count() == 0
    assert page.get_by_text("Cliënten").count() == 0


def test_an_opened_row_is_in_the_address_and_back_leads_to_the_list(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("casemanager", PHONE)
    query = f"client={first_client(server)}&deel=Doelen"
    go(page, f"{server.url}/client?{query}", "Cliënt")
    page.locator("[data-testid='stPageLink'] a[href*='rij=DL-']:visible").first.click()
    back = page.get_by_text("Terug naar de lijst")
    back.wait_for()
    page.wait_for_url("**rij=DL-*")
    page.reload()
    back.wait_for()
    page.go_back()
    page.get_by_text("Doel toevoegen").wait_for()
    assert back.count() == 0
    assert page.url.endswith(query)


def test_the_search_on_clienten_narrows_the_list_while_typing(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("casemanager", PHONE)
    go(page, f"{server.url}/clienten", "Cliënten")
    page.get_by_label("Zoek op code of werknaam").press_sequentially("zilver")
    page.get_by_text("1 van de 9 cliënten").wait_for()
    assert "zilver" not in page.url
    assert "Press Enter" not in page.locator("body").inner_text()
