"""The plug is pulled while a form is being filled, and two people type in the same field."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lib import localsheets
from lib.store.connect import LOCAL_FILE
from lib.ui.messages import PENDING
from tests.browser.conftest import NewTab, Server, go, serving, settle
from tests.browser.test_contact import pill
from tests.conftest import opened_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-waiting")]
SENT_MS = 60_000


@pytest.fixture(scope="module")
def plug() -> localsheets.Faults:
    """Between the app and its sheets: `always` pulls it, `clear` puts it back."""
    return localsheets.Faults()


@pytest.fixture(scope="module")
def server(
    built_world: Path, tmp_path_factory: pytest.TempPathFactory, plug: localsheets.Faults
) -> Iterator[Server]:
    """The app on sheets that are served over HTTP, so that they can be taken away."""
    for world in opened_copy(built_world, tmp_path_factory.mktemp("plug")):
        with (
            localsheets.serve(world.data / LOCAL_FILE, faults=plug) as sheets,
            serving(world, STAP_SHEETS_URL=sheets.url) as running,
        ):
            yield running


def open_client(page: Page, server: Server) -> str:
    """A client's page with the form for the state unfolded; her code."""
    code = next(
        row["Cliëntcode"]
        for row in server.world.records("clients")
        if row["Casemanager"] == "CM-01"
    )
    go(page, f"{server.url}/client?client={code}", "Cliënt")
    page.get_by_text("Stand wijzigen").click()
    page.get_by_label("Verwacht terug").wait_for()
    settle(page)
    return str(code)


def test_a_contact_saved_while_the_plug_is_out_is_shown_and_arrives_by_itself(
    new_tab: NewTab, server: Server, plug: localsheets.Faults
) -> None:
    before = len(server.world.records("contacts"))
    page = new_tab("casemanager")
    go(page, f"{server.url}/contacten", "Contacten")
    pill(page, "Korenbloem").click()
    pill(page, "Sms").click()
    plug.always("reset_before")
    pill(page, "Kort contact").click()
    page.get_by_role("button", name="Contact vastleggen").click()
    page.get_by_text(PENDING).wait_for(timeout=SENT_MS)
    settle(page)
    badge = page.get_by_text(re.compile("wordt verzonden$"))
    expect(badge).to_have_count(1)
    expect(page.get_by_text("1 wijziging staat op deze server")).to_be_visible()
    assert len(server.world.records("contacts")) == before
    plug.clear()
    # Nobody presses anything: the page only looks again.
    for _ in range(20):
        go(page, f"{server.url}/contacten", "Contacten")
        if badge.count() == 0:
            break
        page.wait_for_timeout(2000)
    expect(badge).to_have_count(0)
    added = server.world.records("contacts")[before:]
    assert [(row["Wijze van contact"], row["Uitkomst"]) for row in added] == [
        ("Sms", "Kort contact")
    ]
    assert [line["Rij"] for line in server.world.log()].count(added[0]["Contact"]) == 1


def test_both_values_of_a_clash_are_shown_and_another_field_is_merged(
    new_tab: NewTab, server: Server
) -> None:
    page = new_tab("casemanager")
    code = open_client(page, server)
    page.get_by_label("Verwacht terug").fill("in mei")
    page.get_by_label("Verwacht terug").blur()
    server.world.type_over("clients", code, "Verwacht terug", "nooit meer")
    server.world.type_over("clients", code, "Nazorg afgesproken", "Ja")
    save = page.get_by_role("button", name="Opslaan", exact=True)
    save.first.click()
    page.get_by_text("Kies welke waarde moet blijven staan").wait_for()
    expect(page.get_by_text("Mijn waarde: in mei")).to_be_visible()
    expect(page.get_by_text("Waarde van een ander: nooit meer")).to_be_visible()
    expect(page.get_by_label("Verwacht terug").first).to_have_value("in mei")  # nothing is lost
    page.get_by_text("Mijn waarde: in mei").click()
    page.get_by_role("button", name="Opslaan met deze keuze").click()
    page.get_by_text(
        "Intussen door een ander gewijzigd en zo gelaten: Nazorg afgesproken"
    ).wait_for()
    row = server.world.record("clients", code)
    assert (row["Verwacht terug"], row["Nazorg afgesproken"]) == ("in mei", "Ja")
