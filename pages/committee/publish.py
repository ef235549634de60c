"""Publiceren: from counting to publishing, and withdrawing what was wrong."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import publishing
from lib.ui.act import undo_bar
from lib.ui.language import _
from lib.ui.page import open_page

page = open_page(_("Publiceren"), Permission.PUBLISH)
publishing.warn_of_altered(page)
draft = publishing.opened(page)
if draft is not None:
    publishing.prepare(page, draft)
    st.stop()

undo_bar(page)
publishing.new_draft(page)
rows = publishing.rows(page)
for one in rows:
    publishing.line(page, one)
if not rows:
    st.info(_("Er is nog niets gepubliceerd. Begin met een concept."), icon=":material/campaign:")
