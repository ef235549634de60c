"""A case manager's Tuesday on the phone, from Vandaag to a client handed over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.audit import HIDDEN
from tests.browser.conftest import PHONE, NewTab, Server, heading, serving, sign_in
from tests.browser.test_contact import pill
from tests.browser.walk import NEW, Book, Walker, line_of, pick
from tests.conftest import opened_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-tuesday")]

TUESDAY, DAY = "2022-02-15", 44607
CONTACTS = (
    ("ST-VVPEJ", "Telefoon", "Gesproken", ""),
    ("ST-2JJ9H", "WhatsApp", "Kort contact", ""),
    ("ST-CE6JK", "Straat", "Gesproken", "Wil mee naar het spreekuur (fictief)"),
)
MISSED, MISSED_BY = "AF-STFYGR4VDT", "ST-9PQXG"  # planned on the Monday
BOTTLENECK = "KP-CX4ZWEPWT9"
HERS, PERIOD = "ST-NHJX3", "BG-MWX990H2H8"  # who is handed over, and her support that runs
# By its name Streamlit knows a phone, and folds the menu away after a choice.
ANDROID = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
TOUCH = {"has_touch": True, "is_mobile": True, "user_agent": ANDROID}


@pytest.fixture(scope="module")
def server(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    for world in opened_copy(built_world, tmp_path_factory.mktemp("tuesday")):
        with serving(world, STAP_TODAY=TUESDAY) as running:
            yield running


def test_a_case_managers_tuesday(new_tab: NewTab, server: Server) -> None:
    page = new_tab(None, PHONE, **TOUCH)
    walker, book = Walker(page, "tuesday"), Book(server.world)
    page.goto(server.url)
    walker.look("inloggen")
    sign_in(page, "casemanager")
    heading(page, "Vandaag").wait_for()
    walker.look("vandaag")
    assert book.written() == {}
    log_contacts(walker, book)
    miss_an_appointment(walker, book)
    report_a_bottleneck(walker, book)
    change_the_intensity(walker, book)
    offer_a_client(walker, book)
    colleague = Walker(new_tab("casemanager2", PHONE, **TOUCH), "tuesday-colleague")
    colleague.page.goto(server.url)
    accept_her(colleague, book, server)
    she_is_gone(walker)


def log_contacts(walker: Walker, book: Book) -> None:
    """Three clients who waited too long, each from her line on Vandaag."""
    page = walker.page
    waiting = heading_of(page, "Te lang niet gesproken")
    expect(waiting).to_contain_text("(4)")
    for left, (code, channel, outcome, note) in zip((3, 2, 1), CONTACTS, strict=True):
        line_of(page, code, "Gesproken").get_by_role("link", name="Gesproken").click()
        heading(page, "Contacten").wait_for()
        expect(pill(page, code)).to_be_checked()
        pill(page, channel).click()
        pill(page, outcome).click()
        if note:
            page.get_by_text("Meer invullen").click()
            page.get_by_role("textbox", name="Aantekening").fill(note)
        walker.look(f"contact-{left}")
        walker.press("Contact vastleggen")
        walker.told("Contact vastgelegd.")
        cells = {"Cliënt": code, "Datum": DAY, "Wijze van contact": channel, "Soort": "Ongepland",
                 "Uitkomst": outcome, "Medewerker": "CM-01"}  # fmt: skip
        noted = {"Aantekening": HIDDEN} if note else {}
        assert book.written("casemanager") == {"contacts": [(NEW, cells | noted)]}
        walker.go("Vandaag")
        expect(waiting).to_contain_text(f"({left})")
    walker.look("vandaag-na-de-contacten")


def miss_an_appointment(walker: Walker, book: Book) -> None:
    line = line_of(walker.page, MISSED_BY, "Niet verschenen")
    line.get_by_role("button", name="Niet verschenen").click()
    walker.told(f"Gemeente van {MISSED_BY}: niet verschenen.")
    walker.look("niet-verschenen")
    assert book.written("casemanager") == {
        "appointments": [(MISSED, {"Uitkomst": "Niet verschenen"})]
    }


def report_a_bottleneck(walker: Walker, book: Book) -> None:
    walker.go("Knelpunten")
    form = walker.unfold("Knelpunt melden")
    pick(form, "Beperkte opvangplekken")
    pick(form, MISSED_BY)
    walker.look("knelpunt-melden")
    form.get_by_role("button", name="Opslaan").click()
    walker.told("Melding toegevoegd.")
    walker.look("knelpunt-gemeld")
    cells = {"Knelpunt": BOTTLENECK, "Cliënt": MISSED_BY, "Gemeld op": DAY, "Afloop": "Loopt nog",
             "Door": "CM-01"}  # fmt: skip
    assert book.written("casemanager") == {"bottleneck_reports": [(NEW, cells)]}


def change_the_intensity(walker: Walker, book: Book) -> None:
    """The old period ends the day before the new one begins."""
    page = walker.page
    walker.go("Cliënten")
    walker.look("clienten")
    page.get_by_role("link", name=HERS).click()
    heading(page, "Cliënt").wait_for()
    walker.look("client")
    form = walker.unfold("Intensiteit wijzigen")
    pick(form, "Licht (aanvullend)")
    walker.look("intensiteit")
    form.get_by_role("button", name="Opslaan").click()
    walker.told("De nieuwe intensiteit is vastgelegd.")
    walker.look("intensiteit-gewijzigd")
    begun = {"Cliënt": HERS, "Intensiteit": "Licht (aanvullend)", "Casemanager": "CM-01",
             "Van": DAY}  # fmt: skip
    assert book.written("casemanager") == {
        "support": [(PERIOD, {"Tot en met": DAY - 1}), (NEW, begun)]
    }


def offer_a_client(walker: Walker, book: Book) -> None:
    form = walker.unfold("Vervanging of overdracht")
    form.get_by_role("radio", name="Overdracht").click()
    pick(form, "CM-02")
    form.get_by_role("textbox", name="Reden").fill("Vaste dag in de huiskamer (fictief)")
    walker.look("overdracht")
    walker.press("Overdracht aanbieden")
    walker.told("De overdracht is aangeboden.")
    walker.look("overdracht-aangeboden")
    (row,) = book.written("casemanager")["access_grants"]
    cells = {"Cliënt": HERS, "Medewerker": "CM-02", "Soort": "Overdracht", "Reden": HIDDEN,
             "Gegeven door": "CM-01"}  # fmt: skip
    assert (row[0], {k: v for k, v in row[1].items() if k != "Van"}) == (NEW, cells)


def accept_her(colleague: Walker, book: Book, server: Server) -> None:
    page = colleague.page
    heading(page, "Vandaag").wait_for()
    colleague.look("vandaag")
    line_of(page, f"vraagt je om {HERS}", "Aanvaarden").get_by_role(
        "button", name="Aanvaarden"
    ).click()
    colleague.told(f"{HERS} staat nu op jouw naam.")
    colleague.look("aanvaard")
    written = book.written("casemanager2")
    ((_grant, accepted),) = written.pop("access_grants")
    assert list(accepted) == ["Aanvaard op"]
    running = next(row for row in server.world.records("support")
                   if row["Cliënt"] == HERS and row["Tot en met"] == "")  # fmt: skip
    assert written == {
        "clients": [(HERS, {"Casemanager": "CM-02"})],
        "support": [(running["Begeleiding"], {"Casemanager": "CM-02"})],
    }
    colleague.go("Cliënten")
    colleague.look("clienten")
    expect(page.get_by_role("link", name=HERS)).to_have_count(1)


def she_is_gone(walker: Walker) -> None:
    """Who had her until now does not see her any more."""
    page = walker.page
    walker.go("Cliënten")
    page.get_by_text("8 van de 8 cliënten").wait_for()
    walker.look("clienten-na")
    expect(page.get_by_role("link", name=HERS)).to_have_count(0)


def heading_of(page: Page, title: str) -> Locator:
    return page.get_by_role("heading", level=3).filter(has_text=title)
