"""Bladen bewerken: a sheet as a grid or as a file, several rows saved after a preview."""

import streamlit as st

from lib.access.permissions import Permission
from lib.access.policy import Action
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES
from lib.ui import filters
from lib.ui.exchange import exchange
from lib.ui.grid import edit_grid
from lib.ui.language import _
from lib.ui.page import open_page
from lib.ui.review import review

page = open_page(_("Bladen bewerken"), Permission.EDIT_PROGRESS)
# What Publiceren froze: a cell typed over would take the whole publication out of sight.
frozen = {"publications", "publication_figures"}
sheets = {
    name: f"{schema.title} · {WORKBOOK_TITLES[schema.workbook]}"
    for name, schema in SHEETS.items()
    if name not in frozen and page.may(Action.ADD, name) and page.may(Action.CHANGE, name)
}
sheet = filters.code(_("Blad"), sheets, "blad", first=next(iter(sheets), None))
if sheet is None:
    st.info(_("Kies hierboven een blad."), icon=":material/table:")
    st.stop()
st.caption(SHEETS[sheet].what_is_a_row())

grid_tab, file_tab = st.tabs([_("Raster"), _("Excel-bestand")])
with grid_tab:
    draft = edit_grid(page, sheet)
    if not draft.typed:
        draft.is_reviewed = False
    elif not draft.is_reviewed and st.button(
        _("Wijzigingen bekijken"), type="primary", icon=":material/difference:"
    ):
        draft.is_reviewed = True
        st.rerun()
    if draft.is_reviewed:
        st.subheader(_("Dit gaat veranderen"), anchor=False)
        review(page, sheet, draft)
with file_tab:
    exchange(page, sheet)
