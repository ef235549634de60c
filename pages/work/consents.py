"""Toestemmingen: what may be shared with whom, what must be reconfirmed."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, lines, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Toestemmingen"), Permission.SEE_CASELOAD)
consents = REGISTERS["consents"]
if opened(page, consents):
    st.stop()
add(page, consents)
lines(page, consents, page.snapshot.table("consents").sort_values("signed_on", ascending=False))
