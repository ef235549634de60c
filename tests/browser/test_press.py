"""A press of a button is done or said to be missed, whatever comes at the same moment.

Both taps are made in one go by the browser, so that the second always comes while the page
that the first asked for is still being drawn: as on a phone whose messages had to wait.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.browser.conftest import (
    NewTab,
    Server,
    await_cookie,
    go,
    heading,
    serving,
    settle,
    sign_in,
)
from tests.browser.test_contact import pill
from tests.conftest import opened_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-press")]
BOTH = "([first, second]) => { first.click(); second.click(); }"


@pytest.fixture(scope="module")
def server(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Sheets that are slow enough to tap again while something is being saved."""
    for world in opened_copy(built_world, tmp_path_factory.mktemp("press")):
        with serving(world, STAP_DELAY_S="0.7") as running:
            yield running


class Asked:
    """What a tab asks the server by itself or because of a tap: True for a run of the whole
    page, False for one of a fragment."""

    def __init__(self, page: Page) -> None:
        self.whole: list[bool] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._keep)

    def _keep(self, payload: str | bytes) -> None:
        message = BackMsg.FromString(payload if isinstance(payload, bytes) else payload.encode())
        if message.HasField("rerun_script"):
            self.whole.append(not message.rerun_script.fragment_id)


def filled(page: Page, server: Server) -> Any:
    """A contact ready to be saved; the button that does so."""
    go(page, f"{server.url}/contacten", "Contacten")
    pill(page, "Korenbloem").click()
    pill(page, "Sms").click()
    pill(page, "Kort contact").click()
    return page.get_by_role("button", name="Contact vastleggen")


def test_a_contact_is_saved_when_a_filter_is_tapped_right_after_it(
    new_tab: NewTab, server: Server
) -> None:
    before = server.world.records("contacts")
    page = new_tab("casemanager")
    save = filled(page, server)
    page.locator("summary").filter(has_text="Filters").click()
    wanted = page.locator("summary").filter(has_text="Filters").locator("xpath=..")
    other = wanted.get_by_role("button", name="Telefoon").or_(
        wanted.get_by_role("checkbox", name="Telefoon")
    )
    other.wait_for()
    page.evaluate(BOTH, [save.element_handle(), other.element_handle()])
    page.get_by_text("Contact vastgelegd.").wait_for()
    settle(page)
    (row,) = server.world.records("contacts")[len(before) :]
    assert (row["Wijze van contact"], row["Uitkomst"]) == ("Sms", "Kort contact")
    assert "wijze=Telefoon" in page.url


def test_a_contact_is_saved_or_said_to_be_not_when_the_menu_is_tapped_right_after_it(
    new_tab: NewTab, server: Server
) -> None:
    before = len(server.world.records("contacts"))
    page = new_tab("casemanager")
    save = filled(page, server)
    menu = page.locator("[data-testid='stSidebarNavLink']").filter(has_text="Vandaag")
    page.evaluate(BOTH, [save.element_handle(), menu.element_handle()])
    heading(page, "Vandaag").wait_for()
    told = page.get_by_text("Je drukte op „Contact vastleggen” en ging meteen verder")
    told.or_(page.get_by_text("Contact vastgelegd.")).first.wait_for()
    settle(page)
    is_saved = len(server.world.records("contacts")) == before + 1
    assert told.count() == (0 if is_saved else 1)
    go(page, f"{server.url}/contacten", "Contacten")
    expect(told).to_have_count(0)  # said once


def test_a_second_tap_while_it_is_being_saved_takes_away_neither_the_message_nor_the_way_back(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("projectleider")
    go(page, f"{server.url}/planning", "Planning")
    page.get_by_role("radio", name="Acties").or_(page.get_by_role("button", name="Acties")).click()
    ready = page.get_by_role("button").filter(has_text=re.compile("Klaar$"))
    ready.first.wait_for()
    settle(page)
    before = ready.count()
    ready.first.click()
    page.wait_for_timeout(300)
    ready.first.click()
    page.get_by_text("De actie is klaar.").first.wait_for()
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_text("Ongedaan gemaakt.").first.wait_for()
    settle(page)
    assert ready.count() == before
    assert page.get_by_text("Je drukte op").count() == 0


def test_signing_in_asks_for_no_run_of_the_whole_page_by_itself(
    new_tab: NewTab, server: Server
) -> None:
    """The cookie is set in the browser, which reports when that is done: in the middle of a
    press, that run of the whole page used to come through it, and nothing was saved."""
    page = new_tab()
    go(page, f"{server.url}/contacten", "STAP-dashboard")
    asked = Asked(page)
    page.reload()
    sign_in(page, "casemanager")
    heading(page, "Contacten").wait_for()
    await_cookie(page)
    page.wait_for_function("document.querySelectorAll('iframe').length === 0")
    settle(page)
    whole = asked.whole
    assert whole.count(False) >= 1  # the report did come
    assert whole[whole.index(False) :].count(True) == 0
