"""Contacten: log one in a few taps, see the list, correct an entry."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.caseload import contact_list
from lib.schema.choices import Channel, Outcome
from lib.ui import filters
from lib.ui.contacts import contact_lines, log_contact
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import opened
from lib.ui.registers import REGISTERS
from lib.ui.widgets import client_labels

page = open_page(_("Contacten"), Permission.LOG_CONTACT)
labels = client_labels(page)

if opened(page, REGISTERS["contacts"]):
    st.stop()

if labels:
    log_contact(page, "log_contact")
else:
    st.info(
        _("Zodra er een cliënt op jouw naam staat, leg je hier een contact vast."),
        icon=":material/group_off:",
    )

st.subheader(_("Eerdere contacten"), anchor=False)
with filters.panel("bij", "wijze", "uitkomst"):
    client = filters.code(_("Cliënt"), labels, "bij")
    channels = filters.choice(_("Wijze van contact"), [c.value for c in Channel], "wijze")
    outcomes = filters.choice(_("Uitkomst"), [o.value for o in Outcome], "uitkomst")

contacts = contact_list(page.snapshot, client, channels, outcomes)
if len(contacts):
    several = _("{count} contacten, de nieuwste eerst").format(count=len(contacts))
    st.caption(_("1 contact") if len(contacts) == 1 else several)
    contact_lines(page, contacts, "pagina_contacten", labels)
else:
    st.caption(_("Geen contacten gevonden. Maak een filter leeg of leg het eerste contact vast."))
