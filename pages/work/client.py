"""Cliënt: one client's state, support, contacts, appointments and consents."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.measures.caseload import contact_list, of_client
from lib.measures.support import open_support
from lib.ui import filters, session
from lib.ui.client import appointments_table, consents_table, state_card, support_table
from lib.ui.contacts import contact_lines, log_contact
from lib.ui.form import RowForm
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.support import change_intensity
from lib.ui.widgets import client_labels

page = open_page(_("Cliënt"), Permission.SEE_CASELOAD)
labels = client_labels(page)

if not labels:
    st.info(_("Er staat nog geen cliënt op jouw naam."), icon=":material/group_off:")
    st.stop()

code = filters.code(_("Cliënt"), labels, "client", first=session.last_client())
if code is None:
    st.info(_("Kies hierboven een cliënt."), icon=":material/person_search:")
    st.stop()
session.last_client(code)

client = page.snapshot.row("clients", code)
if client is None:
    st.info(_("Deze cliënt is er niet (meer)."), icon=":material/person_off:")
    st.stop()

page.viewed(code)
periods = of_client(page.snapshot, "support", code, "from_on")
running = open_support(page.snapshot, page.today)
running = running[running["client_code"].eq(code)]
state_card(page, client, running)

if page.may(Action.ADD, "contacts", {"client_code": code, "worker": page.person.worker}):
    with st.expander(_("Contact vastleggen"), icon=":material/add_comment:"):
        log_contact(page, f"log:{code}", code)
if page.may(Action.CHANGE, "clients", client):
    with st.expander(_("Stand wijzigen"), icon=":material/edit:"):
        RowForm(page, f"client:{code}", "clients", row=client).draw(
            [
                "zone_status",
                "contact_state",
                "return_expected",
                "alias",
                "expert_involved",
                "care_from",
                "in_top15",
                "remark",
            ],
            border=False,
        )
if page.may(Action.ADD, "support", {"client_code": code}):
    with st.expander(_("Intensiteit wijzigen"), icon=":material/tune:"):
        change_intensity(page, code, running)

contacts_tab, appointments_tab, support_tab, consents_tab = st.tabs(
    [_("Contacten"), _("Afspraken"), _("Begeleiding"), _("Toestemmingen")]
)
with contacts_tab:
    contacts = contact_list(page.snapshot, code)
    contact_lines(page, contacts, "pagina_tijdlijn")
    if not len(contacts):
        st.caption(_("Nog geen contact vastgelegd."))
with appointments_tab:
    appointments_table(of_client(page.snapshot, "appointments", code, "planned_on"))
with support_tab:
    support_table(periods)
with consents_tab:
    consents_table(of_client(page.snapshot, "consents", code, "signed_on"))
