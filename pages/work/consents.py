"""Toestemmingen: what may be shared with whom, what must be reconfirmed or processed."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.consents import ConsentState, consent_list
from lib.ui import filters
from lib.ui.act import undo_bar
from lib.ui.consents import add_consent, consent_lines, who_may_see_what
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import opened
from lib.ui.registers import REGISTERS
from lib.ui.widgets import client_labels

page = open_page(
    _("Toestemmingen"), Permission.SEE_CASELOAD, _("Grondslag: nog niet vastgesteld (FG)")
)
undo_bar(page)
if opened(page, REGISTERS["consents"]):
    st.stop()

views = [_("Per cliënt"), _("Wie mag wat zien")]
view = st.segmented_control(
    _("Weergave"), views, default=views[0], required=True, key="weergave", bind="query-params",
    label_visibility="collapsed",
)  # fmt: skip
if view != views[0]:
    who_may_see_what(page)
    st.stop()

add_consent(page)
with filters.panel("client", "stand"):
    client = filters.code(_("Cliënt"), client_labels(page), "client")
    states = filters.choice(_("Stand"), [state.value for state in ConsentState], "stand")
rows = consent_list(page.snapshot, page.today, client, states)
if len(rows):
    consent_lines(page, rows)
elif client or states:
    st.info(_("Niets gevonden. Maak een filter leeg."), icon=":material/filter_alt_off:")
else:
    st.info(_("Nog geen toestemming vastgelegd."), icon=":material/verified_user:")
