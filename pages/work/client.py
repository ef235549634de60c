"""Cliënt: one client's story on one screen, with everything that can be done for her."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import filters, session
from lib.ui.access import access_section, borrowed_notice
from lib.ui.act import undo_bar
from lib.ui.client import actions, head, her_rows, her_year
from lib.ui.client_parts import OPENED_HERE, parts
from lib.ui.closing import closed_notice
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import opened
from lib.ui.widgets import client_labels

page = open_page(_("Cliënt"), Permission.SEE_CASELOAD)
labels = client_labels(page)

if opened(page, *OPENED_HERE):
    st.stop()

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
her = her_rows(page, code)
undo_bar(page)
closed_notice(client)
borrowed_notice(page, client)
head(page, client, her)
actions(page, client, her)
access_section(page, client)
her_year(page, client, her)
parts(page, code, her)
