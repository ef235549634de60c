"""Loods en huiskamer: what the women wish for the place, and whether they heard back."""

import streamlit as st

from lib.access.permissions import Permission
from lib.measures.project import WISHES
from lib.ui import card, place
from lib.ui.act import undo_bar
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import add, opened
from lib.ui.registers import REGISTERS

page = open_page(_("Loods en huiskamer"), Permission.SEE_PROGRESS)
wishes = REGISTERS["wishes"]
if opened(page, wishes):
    st.stop()
undo_bar(page)
if len(page.snapshot.table("wishes")):
    st.markdown(place.headline(page.snapshot.table("wishes")))
add(page, wishes)
place.rooms(page)
card.show(page.chart(WISHES))
