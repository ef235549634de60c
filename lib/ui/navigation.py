"""Which pages there are, for whom, in which section; the URL of each."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from lib.access.permissions import Permission
from lib.access.person import Person
from lib.ui import live
from lib.ui.language import _


class Entry(NamedTuple):
    """One page: its file, its place in the menu, and what a role needs to open it. A page about
    one workbook is there as long as that is switched on."""

    file: str
    section: str
    title: str
    icon: str
    url: str
    needs: Permission
    help: str
    workbook: str = ""


TODAY = Entry(
    "pages/work/today.py",
    _("Werk"),
    _("Vandaag"),
    ":material/today:",
    "vandaag",
    Permission.SEE_CASELOAD,
    _("Wie je vandaag moet spreken en wat er deze week staat."),
)
CLIENTS = Entry(
    "pages/work/clients.py",
    _("Werk"),
    _("Cliënten"),
    ":material/group:",
    "clienten",
    Permission.SEE_CASELOAD,
    _("Je caseload, met filters."),
)
CLIENT = Entry(
    "pages/work/client.py",
    _("Werk"),
    _("Cliënt"),
    ":material/person:",
    "client",
    Permission.SEE_CASELOAD,
    _("Eén cliënt: stand, begeleiding, contacten en afspraken."),
)
CONTACTS = Entry(
    "pages/work/contacts.py",
    _("Werk"),
    _("Contacten"),
    ":material/chat:",
    "contacten",
    Permission.LOG_CONTACT,
    _("Een contact vastleggen, terugzien en verbeteren."),
)
DECIDE = Entry(
    "pages/sheets/decide.py",
    _("Bladen"),
    _("Te beslissen"),
    ":material/rule:",
    "te-beslissen",
    Permission.KEEP_ROWS,
    _("Wat je opsloeg en later niet meer in het blad kon."),
)
OVERVIEW = Entry(
    "pages/progress/overview.py",
    _("Voortgang"),
    _("Overzicht"),
    ":material/insights:",
    "overzicht",
    Permission.SEE_TEAM_FIGURES,
    _("De cijfers van het team."),
)
BREAK_GLASS = Entry(
    "pages/progress/break_glass.py",
    _("Toezicht"),  # what is under Voortgang holds no client, not even a code
    _("Noodinzage"),
    ":material/emergency_home:",
    "noodinzage",
    Permission.REVIEW_ACCESS,
    _("Wie met een reden een cliënt van een ander opende."),
)
KEY_FIGURES = Entry(
    "pages/committee/key_figures.py",
    _("Commissie"),
    _("Kerncijfers"),
    ":material/fact_check:",
    "kerncijfers",
    Permission.SEE_PROGRESS,
    _("Cijfers met bron en peildatum, van STAP en van Top 15 & 15."),
)
DASHBOARD = Entry(
    "pages/committee/dashboard.py",
    _("Commissie"),
    _("Voortgang"),
    ":material/monitoring:",
    "voortgang",
    Permission.SEE_COMMITTEE_FIGURES,
    _("De voortgang zoals gepubliceerd voor de begeleidingscommissie."),
)
REPORTS = Entry(
    "pages/committee/reports.py",
    _("Commissie"),
    _("Rapporten"),
    ":material/description:",
    "rapporten",
    Permission.SEE_COMMITTEE_FIGURES,
    _("De notitie, de presentatie, de webpagina en de pdf van een publicatie."),
)
PUBLISH = Entry(
    "pages/committee/publish.py",
    _("Commissie"),
    _("Publiceren"),
    ":material/campaign:",
    "publiceren",
    Permission.PUBLISH,
    _("Een publicatie voorbereiden, nakijken en naar de commissie brengen."),
)
EDIT = Entry(
    "pages/sheets/edit.py",
    _("Bladen"),
    _("Bladen bewerken"),
    ":material/table_edit:",
    "bewerken",
    Permission.EDIT_PROGRESS,
    _("De bladen die je bijhoudt als raster, of als Excel-bestand heen en terug."),
)
HEALTH = Entry(
    "pages/sheets/health.py",
    _("Bladen"),
    _("Gezondheid"),
    ":material/stethoscope:",
    "gezondheid",
    Permission.SEE_SHEET_HEALTH,
    _("Wat er in de bladen niet klopt, per cel."),
)
ACCOUNTS = Entry(
    "pages/admin/accounts.py",
    _("Beheer"),
    _("Accounts"),
    ":material/manage_accounts:",
    "accounts",
    Permission.MANAGE_ACCOUNTS,
    _("Wie toegang heeft, en met welke rol."),
)

LOGBOOK = Entry(
    "pages/admin/logbook.py",
    _("Beheer"),
    _("Logboek"),
    ":material/history:",
    "logboek",
    Permission.SEE_LOGBOOK,
    _("Wie wat deed en wanneer, en of er met een regel is geknoeid."),
)

APPOINTMENTS = Entry(
    "pages/work/appointments.py",
    _("Werk"),
    _("Afspraken"),
    ":material/event:",
    "afspraken",
    Permission.SEE_CASELOAD,
    _("Afspraken van je cliënten, wie er meegaat en hoe het afliep."),
)
CONSENTS = Entry(
    "pages/work/consents.py",
    _("Werk"),
    _("Toestemmingen"),
    ":material/verified_user:",
    "toestemmingen",
    Permission.SEE_CASELOAD,
    _("Wat er met wie gedeeld mag worden, en wat herbevestigd moet."),
)
PERMITS = Entry(
    "pages/progress/permits.py",
    _("Voortgang"),
    _("Vergunningen"),
    ":material/badge:",
    "vergunningen",
    Permission.SEE_TEAM_FIGURES,
    _("Vergunningen per stap, tegen de verwachting van 22 tot 24."),
    "permits",
)
BOTTLENECKS = Entry(
    "pages/progress/bottlenecks.py",
    _("Voortgang"),
    _("Knelpunten"),
    ":material/block:",
    "knelpunten",
    Permission.SEE_PROGRESS,
    _("Het register van knelpunten in het zorglandschap."),
)
PARTNER_LINKS = Entry(
    "pages/progress/partner_links.py",
    _("Voortgang"),
    _("Verbindingen"),
    ":material/hub:",
    "verbindingen",
    Permission.SEE_PROGRESS,
    _("Andere partijen, afspraken en het laatste overleg."),
)
PLANNING = Entry(
    "pages/progress/planning.py",
    _("Voortgang"),
    _("Planning"),
    ":material/timeline:",
    "planning",
    Permission.SEE_PROGRESS,
    _("Mijlpalen, randvoorwaarden, acties, besluiten en bezetting."),
)
PLACE = Entry(
    "pages/progress/place.py",
    _("Voortgang"),
    _("Loods en huiskamer"),
    ":material/warehouse:",
    "loods",
    Permission.SEE_PROGRESS,
    _("Wat de vrouwen wensen voor de loods en de huiskamer."),
)
EXPERIENCES = Entry(
    "pages/progress/experiences.py",
    _("Voortgang"),
    _("Ervaringen"),
    ":material/forum:",
    "ervaringen",
    Permission.SEE_PROGRESS,
    _("Wat de vrouwen over de hulp vertellen."),
)

ENTRIES = (
    TODAY, CLIENTS, CLIENT, CONTACTS, APPOINTMENTS, CONSENTS,
    OVERVIEW, PERMITS, BOTTLENECKS, PARTNER_LINKS, PLANNING, PLACE, EXPERIENCES,
    BREAK_GLASS, HEALTH, EDIT, DECIDE, DASHBOARD, REPORTS, PUBLISH, KEY_FIGURES,
    ACCOUNTS, LOGBOOK,
)  # fmt: skip


def go_home(person: Person) -> None:
    """To the first page of somebody's own menu."""
    st.switch_page(next(entry.file for entry in ENTRIES if opens(person, entry)))


def opens(person: Person, entry: Entry) -> bool:
    """Whether somebody has this page in the menu."""
    is_on = not entry.workbook or entry.workbook in live.settings().workbooks
    return is_on and person.has(entry.needs)


def menu(person: Person | None) -> "Mapping[str, list[st.Page]]":
    """Every page, so that each address leads somewhere: in the menu what the role may open, the
    rest unnamed and hidden. The guard at the top of a page decides, not the menu; somebody not
    signed in has no page run at all, and lands on the address after signing in."""
    mine = [entry for entry in ENTRIES if person is not None and opens(person, entry)]
    # A default page answers at "/" only; this one sends on, so that every page keeps its URL.
    home = st.Page(
        lambda: go_home(person) if person else None,
        title=_("Start"),
        url_path="start",
        default=True,
        visibility="hidden",
    )
    sections = {"": [home]}
    for entry in ENTRIES:
        if entry in mine:
            page = st.Page(
                entry.file,
                title=entry.title,
                icon=entry.icon,
                url_path=entry.url,
                help=entry.help,
            )
            sections.setdefault(entry.section, []).append(page)
        else:
            page = st.Page(
                entry.file, title=_("STAP-dashboard"), url_path=entry.url, visibility="hidden"
            )
            sections[""].append(page)
    return sections
