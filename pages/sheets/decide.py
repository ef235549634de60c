"""Te beslissen: saves that waited on this server and can no longer be applied as they were."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.decide import decide
from lib.ui.language import _
from lib.ui.page import open_page

page = open_page(_("Te beslissen"), Permission.KEEP_ROWS)
entries = page.undecided()
if not entries:
    st.info(
        _("Er is niets te beslissen: alles wat je opsloeg staat in de bladen of is onderweg."),
        icon=":material/check:",
    )
for entry in entries:
    decide(page, entry)
