"""A contact on the phone: four taps after opening, one row in the sheet and one in the log."""

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, NewTab, Server, go, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-contact")]
MOST_TAPS = 4


class Thumb:
    """Taps, and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.tap()


def pill(page: Page, text: str) -> Locator:
    form = page.locator("[data-testid='stForm']").first
    return form.get_by_role("radio", name=text).or_(form.get_by_role("button", name=text))


def test_a_contact_takes_four_taps_and_is_in_the_sheet_with_its_log_line(
    new_tab: NewTab, server: Server
) -> None:
    before = server.world.records("contacts")
    page = new_tab("casemanager", PHONE, has_touch=True, is_mobile=True)
    go(page, f"{server.url}/contacten", "Contacten")
    thumb = Thumb()
    thumb.tap(pill(page, "Zilvermeeuw"))
    thumb.tap(pill(page, "Telefoon"))
    thumb.tap(pill(page, "Gesproken"))
    thumb.tap(page.get_by_role("button", name="Contact vastleggen"))
    page.get_by_text("Contact vastgelegd.").wait_for()
    assert thumb.taps <= MOST_TAPS
    (row,) = server.world.records("contacts")[len(before) :]
    assert (row["Wijze van contact"], row["Uitkomst"]) == ("Telefoon", "Gesproken")
    assert (row["Datum"], row["Medewerker"]) == (44593, "CM-01")
    (line,) = server.world.log()
    assert (line["Wie"], line["Rij"], line["Oud"]) == ("casemanager", row["Contact"], "")
    assert json.loads(line["Nieuw"])["Uitkomst"] == "Gesproken"


def test_an_impatient_double_tap_saves_once(new_tab: NewTab, server: Server) -> None:
    before = server.world.records("contacts")
    page = new_tab("casemanager", PHONE)
    go(page, f"{server.url}/contacten", "Contacten")
    pill(page, "Korenbloem").click()
    pill(page, "Sms").click()
    pill(page, "Kort contact").click()
    page.get_by_role("button", name="Contact vastleggen").dblclick()
    expect(pill(page, "Sms")).not_to_be_checked()  # a new form, so something was saved
    settle(page)
    assert len(server.world.records("contacts")) == len(before) + 1


def test_a_correction_reached_by_its_link_is_saved_and_leads_back_to_the_list(
    new_tab: NewTab, server: Server
) -> None:
    """Streamlit drops the parameter that opened the form as soon as the filters are gone."""
    page = new_tab("casemanager", PHONE)
    go(page, f"{server.url}/contacten", "Contacten")
    page.get_by_role("link", name="Verbeteren").first.click()
    page.get_by_role("button", name="Wijziging opslaan").wait_for()
    settle(page)
    pill(page, "Afgezegd").click()
    page.get_by_role("button", name="Wijziging opslaan").click()
    page.get_by_text("Contact bijgewerkt.").wait_for()
    page.get_by_role("heading", name="Eerdere contacten").wait_for()
    changed = [line for line in server.world.log() if line["Handeling"] == "gewijzigd"]
    assert ["Afgezegd" in str(line["Nieuw"]) for line in changed] == [True]
