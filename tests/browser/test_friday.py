"""A project lead's Friday at the office, with the emergency look of a case manager before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lib.audit import HIDDEN
from tests.browser.conftest import DESKTOP, NewTab, Server, heading, serving, settle, sign_in
from tests.browser.walk import NEW, Book, Walker, line_of, pick
from tests.conftest import opened_copy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-friday")]

FRIDAY, DAY = "2022-02-04", 44596
OTHERS = "ST-E606D"  # a client of CM-02
WHY = "Belde in nood, haar casemanager is vrij (fictief)"
BOTTLENECK, ITS_TITLE = "KP-84SB7TK1RY", "Toeleiding naar klinische en ambulante hulp"
EXPLAINED = {
    "Oorzaak": "Minder plekken voor intakes (fictief)",
    "Gevolg": "Toeleiding duurt langer (fictief)",
    "Bijsturing": "Vaste dag voor intakes afspreken (fictief)",
}
MOVED = "Vierde casemanager in het team"
MILESTONE, MOVED_FROM, MOVED_TO = "MP-E3AM55HMQC", 44621, 44652  # 1 March, 1 April
LINK = "VB-NXJFJ1NXM7"
MEETING = {
    "Deelnemers": "Projectleider, coördinator KIS",
    "Besproken": "Wie de keten bijeenroept (fictief)",
    "Afspraken": "Elke zes weken bellen (fictief)",
}


@pytest.fixture(scope="module")
def server(built_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    for world in opened_copy(built_world, tmp_path_factory.mktemp("friday")):
        with serving(world, STAP_TODAY=FRIDAY) as running:
            yield running


def test_a_project_leads_friday(new_tab: NewTab, server: Server) -> None:
    book = Book(server.world)
    colleague = Walker(new_tab("casemanager", DESKTOP), "friday-colleague")
    colleague.page.goto(server.url)
    grant = break_the_glass(colleague, book, server)
    page = new_tab()
    lead = Walker(page, "friday")
    page.goto(server.url)
    sign_in(page, "projectleider")
    heading(page, "Overzicht").wait_for()
    lead.look("overzicht")
    explain_a_bottleneck(lead, book)
    move_a_milestone(lead, book)
    log_a_meeting(lead, book)
    review_the_glass(lead, book, grant)


def break_the_glass(colleague: Walker, book: Book, server: Server) -> str:
    """Opens somebody else's client with a reason; the key of what that wrote."""
    page = colleague.page
    heading(page, "Vandaag").wait_for()
    colleague.go("Cliënten")
    assert page.get_by_text(OTHERS).count() == 0
    colleague.unfold("Andere cliënt openen (noodinzage)")
    page.get_by_role("textbox", name="Cliëntcode").fill(OTHERS)
    page.get_by_role("textbox", name="Cliëntcode").press("Enter")
    page.get_by_text("Je kunt haar gegevens 4 uur lezen").wait_for()
    colleague.press("Openen voor 4 uur")
    page.get_by_text("Vul in waarom het nodig is.").wait_for()
    colleague.look("zonder-reden")
    assert book.written() == {}
    page.get_by_role("textbox", name="Reden").fill(WHY)
    colleague.look("noodinzage")
    colleague.press("Openen voor 4 uur")
    heading(page, "Cliënt").wait_for()
    colleague.look("geopend")
    expect(page.get_by_role("heading", level=3).filter(has_text=OTHERS)).to_be_visible()
    expect(page.get_by_text("Haar casemanager ziet dit.")).to_be_visible()
    ((key, cells),) = book.written("casemanager")["access_grants"]
    assert key == NEW
    assert cells.pop("Tot") - cells.pop("Van") == pytest.approx(4 / 24)
    assert cells == {"Cliënt": OTHERS, "Medewerker": "CM-01", "Soort": "Noodinzage",
                     "Reden": HIDDEN, "Gegeven door": "CM-01"}  # fmt: skip
    return str(server.world.records("access_grants")[-1]["Toegang"])


def explain_a_bottleneck(lead: Walker, book: Book) -> None:
    """Amber without how it is put right is refused where that is missing, and nothing is lost."""
    page = lead.page
    lead.go("Knelpunten")
    lead.look("knelpunten")
    line_of(page, ITS_TITLE, "Openen").get_by_role("link", name="Openen").click()
    page.get_by_role("button", name="Wijziging opslaan").wait_for()
    settle(page)
    lead.look("knelpunt")
    page.get_by_role("radio", name="Aandacht").click()
    for header in ("Oorzaak", "Gevolg"):
        page.get_by_role("textbox", name=header).fill(EXPLAINED[header])
    lead.press("Wijziging opslaan")
    page.get_by_text("Nog niet opgeslagen.").wait_for()
    lead.look("knelpunt-geweigerd")
    assert book.written() == {}
    expect(page.get_by_text("Vul de bijsturing in")).to_have_count(1)
    expect(page.get_by_text("rood is (Bijsturing) en")).to_be_visible()
    expect(page.get_by_role("radio", name="Aandacht")).to_be_checked()
    for header in ("Oorzaak", "Gevolg"):
        expect(page.get_by_role("textbox", name=header)).to_have_value(EXPLAINED[header])
    page.get_by_role("textbox", name="Bijsturing").fill(EXPLAINED["Bijsturing"])
    lead.press("Wijziging opslaan")
    lead.told("Knelpunt bijgewerkt.")
    lead.look("knelpunt-bijgewerkt")
    assert book.written("projectleider") == {
        "bottlenecks": [(BOTTLENECK, {"Voortgang": "Aandacht", **EXPLAINED})]
    }


def move_a_milestone(lead: Walker, book: Book) -> None:
    """What was first agreed stays beside the new date."""
    page = lead.page
    lead.go("Planning")
    lead.look("planning")
    page.get_by_role("link", name=MOVED).click()
    page.get_by_role("button", name="Wijziging opslaan").wait_for()
    settle(page)
    lead.look("mijlpaal")
    target = page.get_by_role("group", name="Streefdatum", exact=True)
    target.locator("[data-type='month']").click()
    page.keyboard.type("04")
    page.keyboard.press("Tab")
    lead.look("mijlpaal-verschoven")
    lead.press("Wijziging opslaan")
    lead.told("Mijlpaal bijgewerkt.")
    lead.look("planning-na")
    assert book.written("projectleider") == {
        "milestones": [
            (MILESTONE, {"Streefdatum": MOVED_TO, "Oorspronkelijke streefdatum": MOVED_FROM})
        ]
    }
    line = line_of(page, MOVED, "Soort: Mijlpaal")
    expect(line).to_contain_text(
        "Streefdatum: 01-04-2022 · Oorspronkelijke streefdatum: 01-03-2022"
    )


def log_a_meeting(lead: Walker, book: Book) -> None:
    page = lead.page
    lead.go("Verbindingen")
    form = lead.unfold("Overleg vastleggen")
    pick(form, "KIS-aanpak")
    pick(form, "Online")
    for header, text in MEETING.items():
        form.get_by_role("textbox", name=header).fill(text)
    lead.look("overleg")
    form.get_by_role("button", name="Opslaan").click()
    lead.told("Overleg toegevoegd.")
    lead.look("overleg-vastgelegd")
    cells = {"Verbinding": LINK, "Datum": DAY, "Vorm": "Online", **MEETING}
    assert book.written("projectleider") == {"partner_meetings": [(NEW, cells)]}
    assert page.get_by_text("Laatste overleg: vandaag").count() == 1


def review_the_glass(lead: Walker, book: Book, grant: str) -> None:
    """Who looked, when and why; reviewed at a press."""
    page = lead.page
    lead.go("Noodinzage")
    lead.look("noodinzage")
    line = line_of(page, f"CM-01 · {OTHERS}", "Beoordeeld")
    expect(line).to_contain_text(WHY)
    line.get_by_role("button", name="Beoordeeld").click()
    lead.told("De noodinzage is beoordeeld.")
    lead.look("beoordeeld")
    assert book.written("projectleider") == {
        "access_grants": [(grant, {"Beoordeeld op": DAY, "Beoordeeld door": "PL-01"})]
    }
