"""Noodinzage: who opened somebody else's client, when and why; ticked off when reviewed."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.access import review_list
from lib.ui.language import _
from lib.ui.page import open_page

page = open_page(_("Noodinzage"), Permission.REVIEW_ACCESS)
st.markdown(
    _(
        "Een casemanager kan met een reden 4 uur in een cliënt van een ander kijken. Loop dit elke "
        "week na: was het nodig, en klopt de reden?"
    )
)
review_list(page)
