"""The door, on a real server: Dutch, closed to strangers, remembered, and shut again."""

import pytest

from tests.browser.conftest import (
    FIRST_PAGE,
    NewTab,
    Server,
    Traffic,
    await_cookie,
    go,
    heading,
    menu,
    settle,
    sign_in,
)
from tests.pages.test_confidential import ALIAS, CLIENT_CODE, WORKER_CODE
from tests.pages.test_every_page import MENUS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-sign-in")]


def test_a_deep_link_on_a_fresh_server_shows_only_the_sign_in_and_leads_there_afterwards(
    new_tab: NewTab, server: Server
) -> None:
    # The first test of this module: nobody has opened "/" on this server yet, which is when
    # Streamlit would take the folder pages/ for its old multipage mode (lib/ui/server.py).
    page = new_tab()
    traffic = Traffic(page)
    go(page, f"{server.url}/clienten", "STAP-dashboard")
    assert page.get_by_role("dialog").count() == 0
    assert heading(page, "Cliënten").count() == 0
    assert page.locator("[data-testid='stSidebar']").count() == 0
    assert not traffic.matches(CLIENT_CODE)
    assert not traffic.matches(ALIAS)
    assert not traffic.matches(WORKER_CODE)
    sign_in(page, "casemanager")
    heading(page, "Cliënten").wait_for()
    assert page.url.split("?")[0] == f"{server.url}/clienten"


def test_the_sign_in_page_is_dutch(new_tab: NewTab, server: Server) -> None:
    page = new_tab()
    go(page, server.url, "STAP-dashboard")
    assert page.title() == "STAP-dashboard"
    page.get_by_label("Gebruikersnaam").wait_for()
    assert page.get_by_label("Wachtwoord").get_attribute("type") == "password"
    page.get_by_role("button", name="Inloggen").wait_for()


def test_a_wrong_password_is_refused_in_one_sentence(new_tab: NewTab, server: Server) -> None:
    page = new_tab()
    go(page, server.url, "STAP-dashboard")
    sign_in(page, "projectleider", "verkeerd-2022")
    page.get_by_text("Inloggen is niet gelukt.").wait_for()
    assert page.locator("[data-testid='stSidebarNavLink']").count() == 0


@pytest.mark.parametrize("username", FIRST_PAGE)
def test_an_account_sees_its_own_menu(username: str, new_tab: NewTab, server: Server) -> None:
    page = new_tab()
    go(page, server.url, "STAP-dashboard")
    sign_in(page, username)
    heading(page, FIRST_PAGE[username]).wait_for()
    settle(page)
    wanted = [title for titles in MENUS[username].values() for title in titles]
    assert menu(page) == (wanted if len(wanted) > 1 else [])


def test_a_remembered_sign_in_survives_a_reload(new_tab: NewTab, server: Server) -> None:
    page = new_tab()
    go(page, server.url, "STAP-dashboard")
    sign_in(page, "casemanager2")
    heading(page, "Vandaag").wait_for()
    await_cookie(page)
    page.reload()
    heading(page, "Vandaag").wait_for()


def test_signing_out_holds_after_a_reload(new_tab: NewTab, server: Server) -> None:
    page = new_tab("ervaringsdeskundige")
    go(page, f"{server.url}/contacten", "Contacten")
    page.get_by_role("button", name="Uitloggen").click()
    heading(page, "STAP-dashboard").wait_for()
    page.reload()
    heading(page, "STAP-dashboard").wait_for()
    settle(page)
    assert heading(page, "Contacten").count() == 0
    server.states.pop("ervaringsdeskundige")


def test_somebody_signs_in_with_the_keyboard_alone(new_tab: NewTab, server: Server) -> None:
    page = new_tab()
    go(page, server.url, "STAP-dashboard")
    name = page.get_by_label("Gebruikersnaam")
    name.wait_for()
    for _ in range(10):
        page.keyboard.press("Tab")
        if name.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("coordinator")
    page.keyboard.press("Tab")
    page.keyboard.type("demo-2022")
    page.keyboard.press("Enter")
    heading(page, FIRST_PAGE["coordinator"]).wait_for()
