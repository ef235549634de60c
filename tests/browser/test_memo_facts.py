"""Every fact of the council memo is to be read on a screen, by somebody who may see it."""

import pytest
from playwright.sync_api import Page

from lib.access.roles import Role
from lib.accounts import DEMO_PASSWORD, Accounts
from lib.settings import Settings
from tests.browser.conftest import DESKTOP, FIRST_PAGE, NewTab, Server, go, settle

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-facts")]

LEAD, TEAM = "projectleider", "casemanager"
# Where (account, address, title) → what must stand there, by the number of the fact.
ON_A_PAGE = {
    (LEAD, "planning", "Planning"): {
        "D1 the approach and the team began": ["Start zorgaanpak en STAP-team", "01-08-2021"],
        "D5 the permits are hoped for by": ["Vergunningen verstrekt", "Verwachting", "01-07-2022"],
        "D7 the end moved": ["Einde van het project", "31-01-2023", "31-07-2022"],
    },
    (LEAD, "planning?onderdeel=Team", "Planning"): {
        "D2 an expert by experience": ["ED-01", "01-10-2021", "1 ervaringsdeskundige"],
        "D3 a fourth case manager": ["3 casemanagers", "vanaf 1 maart 2022 4 casemanagers",
                                     "01-03-2022"],
    },
    (LEAD, "planning?onderdeel=Besluiten", "Planning"): {
        "D7 the budget is enough": ["31 juli 2022 naar 31 januari 2023", "beschikbare budget"],
    },
    (LEAD, "planning?onderdeel=Randvoorwaarden", "Planning"): {
        "R1-R5 what is arranged": ["5 van 5 geregeld", "Toestemmingsformulier en informatiebrief",
                                   "Cliëntregistratiesysteem", "GGD", "Flyer over het STAP-team",
                                   "Zorg- & Veiligheidshuis", "E-mailadres"],
    },
    (LEAD, "planning?onderdeel=Initiatieven", "Planning"): {
        "O the Overweeghuis": ["Overweeghuis", "Arnhem/Nijmegen", "31-01-2023",
                               "Diverse overleggen geweest"],
    },
    (LEAD, "overzicht?onderwerp=Doelgroep", "Overzicht"): {
        "F1-F3 19 active, 18 in good contact": ["19 ", "18 van de 19"],
        "F4-F6 6, 8 and 4": ["6 van de 18"],
        "F8 8 left the zone": ["27", "F-ACT"],
        "C reached by phone or WhatsApp": ["telefoon of WhatsApp"],
    },
    (LEAD, "vergunningen", "Vergunningen"): {
        "F9 22 to 24 are expected": ["22 tot 24 vergunningen verwacht", "oktober 2021", "Cirkel"],
        "F10 22 holders are out of view": ["22 met een bestaande vergunning niet in beeld"],
    },
    (LEAD, "ervaringen", "Ervaringen"): {
        "E1 easy to reach": ["laagdrempelig", "vaste casemanager"],
        "E2 speaks the language": ["spreekt de taal", "biedt hoop"],
        "E3 comes along": ["soa-test of een intake", "helpt om te verschijnen"],
    },
    (TEAM, "afspraken", "Afspraken"): {
        "E3 who comes along helps": ["Met iemand van het team"],
    },
    (LEAD, "loods", "Loods en huiskamer"): {
        "L1-L4 the wishes, invented": ["Loods (4)", "Huiskamer (4)", "(fictief)"],
    },
    (LEAD, "knelpunten", "Knelpunten"): {
        "K1-K5 five, all foreseen": ["time-outplekken", "opvangplekken voor vrouwen",
                                     "klinische opname", "Eigen bijdrage", "Doorbraakteams",
                                     "Toeleiding naar klinische en ambulante hulp",
                                     "5 van de 5 voorzien in het plan"],
    },
}  # fmt: skip
AGREED = {
    "Top 15 & 15": ["Begeleidingscommissie gecombineerd", "in de projectgroep"],
    "Veiliger Wijkteam/handhaving": ["wijkagent en BOA", "niet het geval"],
    "Belangenverenigingen sekswerk": ["landelijk netwerk", "rechtspositie"],
    "KIS-aanpak": ["GGD Seksuele Gezondheid"],
}
"""V1-V4: what stands with each link."""


def on_screen(page: Page) -> str:
    """All words of a page, of folded tables and of charts, once they are drawn."""
    settle(page)
    for folded in page.get_by_text("Tabel en uitleg", exact=True).all():
        folded.click()
    settle(page)
    text = page.locator("[data-testid='stMain']").evaluate("e => e.innerText + e.textContent")
    values = page.locator("[data-testid='stMain'] input, [data-testid='stMain'] textarea")
    return str(text) + "\n".join(values.evaluate_all("es => es.map(e => e.value)"))


@pytest.mark.parametrize("where", ON_A_PAGE, ids=lambda where: where[1])
def test_a_page_holds_its_facts(
    where: tuple[str, str, str], new_tab: NewTab, server: Server
) -> None:
    username, address, title = where
    page = new_tab(username, DESKTOP)
    go(page, f"{server.url}/{address}", title)
    text = on_screen(page)
    missing = {fact: [part for part in parts if part not in text]
               for fact, parts in ON_A_PAGE[where].items()}  # fmt: skip
    assert {fact: parts for fact, parts in missing.items() if parts} == {}


@pytest.mark.parametrize("partner", AGREED)
def test_a_link_says_what_was_agreed(partner: str, new_tab: NewTab, server: Server) -> None:
    rows = server.world.records("partner_links")
    (key,) = [row["Verbinding"] for row in rows if row["Partner"] == partner]
    page = new_tab(LEAD, DESKTOP)
    go(page, f"{server.url}/verbindingen?rij={key}", "Verbindingen")
    text = on_screen(page)
    assert [part for part in AGREED[partner] if part not in text] == []


def test_the_nineteenth_is_expected_when_the_zone_opens(
    new_tab: NewTab, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F3: on her own page, for her own case manager, who gets an account here."""
    (her,) = [row for row in server.world.records("clients") if row["Verwacht terug"]]
    monkeypatch.setitem(FIRST_PAGE, "casemanager3", "Vandaag")
    Accounts(Settings(data=server.world.data)).add(
        "casemanager3", "Casemanager 3 (demo)", Role.CASE_MANAGER, her["Casemanager"],
        DEMO_PASSWORD, is_demo=True,
    )  # fmt: skip
    page = new_tab("casemanager3", DESKTOP)
    go(page, f"{server.url}/client?client={her['Cliëntcode']}", "Cliënt")
    assert "Zodra de tippelzone weer open is" in on_screen(page)
