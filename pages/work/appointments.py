"""Afspraken: appointments of one's clients, who comes along, and how they ended."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.appointments import APPEARANCE
from lib.measures.caseload import appointment_groups, appointment_list
from lib.schema.choices import AppointmentKind, AppointmentOutcome
from lib.ui import card, filters
from lib.ui.act import undo_bar
from lib.ui.appointments import appointment_lines, show_waits
from lib.ui.language import _
from lib.ui.lines import section
from lib.ui.page import open_page
from lib.ui.register import add, opened
from lib.ui.registers import REGISTERS
from lib.ui.widgets import client_labels

page = open_page(_("Afspraken"), Permission.SEE_CASELOAD)
undo_bar(page)
if opened(page, REGISTERS["appointments"]):
    st.stop()

add(page, REGISTERS["appointments"])
with filters.panel("client", "soort", "uitkomst"):
    client = filters.code(_("Cliënt"), client_labels(page), "client")
    kinds = filters.choice(_("Soort"), [kind.value for kind in AppointmentKind], "soort")
    outcomes = filters.choice(_("Uitkomst"), [o.value for o in AppointmentOutcome], "uitkomst")

chosen = (client, tuple(kinds), tuple(outcomes))
to_settle, coming, past = page.remembered(
    ("appointments", page.today, *chosen),
    lambda: appointment_groups(page.snapshot, appointment_list(page.snapshot, *chosen), page.today),
)
if section(_("Af te ronden"), len(to_settle), _("Elke afspraak heeft een uitkomst.")):
    appointment_lines(page, to_settle, place="afronden", size=10)
if section(_("Komend"), len(coming), _("Geen afspraken gepland.")):
    appointment_lines(page, coming, place="komend", size=10)
if section(_("Geweest of afgezegd"), len(past), _("Nog geen afspraken.")):
    appointment_lines(page, past, place="geweest", size=10)

show_waits(page)
if page.person.has(Permission.SEE_TEAM_FIGURES):
    card.show(page.chart(APPEARANCE))
