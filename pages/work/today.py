"""Vandaag: what one worker has to do, from the dates that are already in the sheets."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.access import glass_alerts, offers
from lib.ui.act import undo_bar
from lib.ui.language import _
from lib.ui.live import today
from lib.ui.navigation import CONTACTS
from lib.ui.page import open_page
from lib.ui.texts import long_day
from lib.ui.today import show_parts

page = open_page(_("Vandaag"), Permission.SEE_CASELOAD, long_day(today()))
undo_bar(page)
glass_alerts(page)
offers(page)
if page.caseload.kept | page.caseload.glass:
    st.page_link(CONTACTS.file, label=_("Contact vastleggen"), icon=":material/add_comment:")
show_parts(page)
