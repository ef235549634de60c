"""Planning: milestones, preconditions, actions, decisions, initiatives, staffing, closures."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import planning
from lib.ui.act import undo_bar
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.register import opened
from lib.ui.registers import REGISTERS

page = open_page(_("Planning"), Permission.SEE_PROGRESS)
if opened(page, *(REGISTERS[sheet] for sheet in planning.SUBJECTS)):
    st.stop()
undo_bar(page)
titles = planning.titles()
title = st.pills(
    _("Onderwerp"),
    list(titles),
    default=next(iter(titles)),
    required=True,
    key="onderdeel",
    bind="query-params",
    wrap=True,
)
planning.subject(page, titles[title])
