"""Which pages there are, for whom, in which section; the URL of each."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from lib.access.permissions import Permission
from lib.access.person import Person
from lib.ui.language import _


class Entry(NamedTuple):
    """One page: its file, its place in the menu, and what a role needs to open it."""

    file: str
    section: str
    title: str
    icon: str
    url: str
    needs: Permission
    help: str


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
KEY_FIGURES = Entry(
    "pages/committee/key_figures.py",
    _("Commissie"),
    _("Kerncijfers"),
    ":material/fact_check:",
    "kerncijfers",
    Permission.SEE_COMMITTEE_FIGURES,
    _("De cijfers die aan de begeleidingscommissie zijn vrijgegeven."),
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

ENTRIES = (TODAY, CLIENTS, CLIENT, CONTACTS, OVERVIEW, HEALTH, EDIT, DECIDE, KEY_FIGURES, ACCOUNTS)


def go_home(person: Person) -> None:
    """To the first page of somebody's own menu."""
    st.switch_page(next(entry.file for entry in ENTRIES if person.has(entry.needs)))


def menu(person: Person | None) -> "Mapping[str, list[st.Page]]":
    """Every page, so that each address leads somewhere: in the menu what the role may open, the
    rest unnamed and hidden. The guard at the top of a page decides, not the menu; somebody not
    signed in has no page run at all, and lands on the address after signing in."""
    mine = [entry for entry in ENTRIES if person is not None and person.has(entry.needs)]
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
