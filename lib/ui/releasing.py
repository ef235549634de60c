"""Releasing a small count: what it gives away is said before anybody confirms it."""

import streamlit as st

from lib.disclosure.policy import Part
from lib.measures.committee import running_releases
from lib.publication.disclosed import sentences, titled
from lib.publication.draft import Draft, part_text
from lib.ui import press
from lib.ui.act import save_now
from lib.ui.language import _
from lib.ui.navigation import EDIT
from lib.ui.page import Page
from lib.ui.texts import escaped

_SHEET = "releases"


def releases(page: Page, made: Draft) -> None:
    """The figures that are shown although they are small, and one more."""
    running = running_releases(page.snapshot, made.as_of)
    with st.container(horizontal=True, vertical_alignment="center"):
        said = _("{count} kerncijfers zijn vrijgegeven.").format(count=len(running))
        st.caption(said, width="content")
        st.page_link(EDIT.file, label=_("Nazien of beëindigen"), query_params={"blad": _SHEET})
    options = [part for part in made.protected.hidden if part.row]
    if not options:
        st.info(_("Er is geen verborgen aantal om vrij te geven."), icon=":material/check:")
        return
    part = st.selectbox(
        _("Vrij te geven"),
        options,
        index=None,
        format_func=lambda p: f"{titled(p)} · {made.protected.values[p]}",
        placeholder=_("Kies een verborgen aantal…"),
        key="vrij_te_geven",
    )
    if part is not None:
        _release(page, made, part)


def _release(page: Page, made: Draft, part: Part) -> None:
    """What it gives away, and the form that confirms it."""
    after = page.draft(made.as_of, (part,))
    told = [leak for leak in after.protected.given_away if leak not in made.protected.given_away]
    for sentence in sentences(told, made.protected.values):
        st.warning(escaped(sentence), icon=":material/visibility:")
    if not told:
        st.success(_("Hieruit is geen ander klein aantal uit te rekenen."), icon=":material/check:")
    with st.form("vrijgeven", enter_to_submit=False):
        reason = st.text_input(_("Reden"), max_chars=500)
        until = st.date_input(_("Tot en met"), value=None, format="DD-MM-YYYY")
        is_sure = st.checkbox(_("Ik weet wat dit prijsgeeft en geef het toch vrij."))
        is_pressed = press.submit(_("Vrijgeven"), "vrijgave", type="primary")
    if is_pressed and not is_sure:
        st.error(_("Vink eerst aan dat je weet wat dit prijsgeeft."))
    elif is_pressed:
        values = {
            "measure": part.measure,
            "part": part_text(part),
            "reason": reason.strip() or None,
            "released_by": page.person.worker,
            "released_on": page.today,
            "until_on": until,
        }
        key = page.new_key(_SHEET)
        done = _("Vrijgegeven.")
        if save_now(page, lambda: [page.propose(_SHEET, key, None, values)], done):
            st.rerun()
