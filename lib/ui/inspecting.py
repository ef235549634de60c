"""Controleer: a look, asked for by hand, at what does not show in the values of the sheets."""

import streamlit as st

from lib.errors import StoreError
from lib.ui import live
from lib.ui.health import findings, show_findings
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.page import Page


def inspecting(page: Page) -> None:
    """The button, and what was found since the sheets were last read."""
    st.subheader(_("Wat je niet aan de waarden ziet"), anchor=False)
    st.caption(
        _("Samengevoegde cellen, formules, verplaatste geheime cellen, kopieën en landinstelling.")
    )
    shared = live.live()
    if st.button(_("Controleer"), icon=":material/search:"):
        try:
            shared.inspection.look(shared.snapshot())
        except StoreError as error:
            show_error(error)
            return
    found = shared.inspection.of(shared.snapshot(), page.person, live.clock())
    if found == ():
        st.success(_("Niets gevonden."), icon=":material/check_circle:")
    elif found:
        show_findings(page, findings(page, found), "controle")
