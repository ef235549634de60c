"""Erasing all permits: one person asks, another confirms; on the pages of both."""

from collections.abc import Callable

import streamlit as st

from lib.access.permissions import Permission
from lib.errors import ChangeRefused, DashboardError
from lib.store.erasure import Asked
from lib.ui import live, press, session
from lib.ui.language import _
from lib.ui.messages import show_error, show_problems
from lib.ui.page import Page
from lib.ui.texts import escaped, moment

_WORD = "WISSEN"
_SHEET = "permits"
_REASON_CHARS = 200


def erase_section(page: Page, *, may_ask: bool = True) -> None:
    """For who may erase; without `may_ask` only when somebody has asked."""
    if not page.person.has(Permission.ERASE_PERMITS) or _SHEET in page.snapshot.off:
        return
    asked = live.live().erasure.asked()
    if asked is None and not may_ask:
        return
    title = _("Alle vergunningen wissen")
    with st.expander(title, expanded=asked is not None, icon=":material/delete_forever:"):
        st.markdown(
            _(
                "Elke rij van het blad Vergunningen verdwijnt, met alles wat het Logboek van dat "
                "bestand erover bewaart. Terughalen kan niet in de app. Een tweede persoon moet "
                "binnen 7 dagen bevestigen."
            )
        )
        st.caption(
            _(
                "In reservekopieën en in de versiegeschiedenis van Google staan de rijen nog. "
                "Reservekopieën verdwijnen als oude kopieën worden opgeruimd; de "
                "versiegeschiedenis pas als iemand het bestand in Google verwijdert."
            )
        )
        if asked is None:
            _ask(page)
        else:
            _decide(page, asked)


def _ask(page: Page) -> None:
    with st.form("wissen", border=False):
        reason = st.text_area(_("Reden, zonder namen"), max_chars=_REASON_CHARS, key="wis_reden")
        word = st.text_input(_("Typ {word}").format(word=_WORD), key="wis_woord")
        is_pressed = press.submit(
            _("Wissen vragen"), "wissen_vragen", icon=":material/delete_forever:"
        )
    if not is_pressed:
        return
    if word.strip() != _WORD or not reason.strip():
        st.error(_("Geef een reden en typ {word}. Er is niets gevraagd.").format(word=_WORD))
        return
    if _done(lambda: page.ask_to_erase(_SHEET, reason.strip())):
        session.flash(_("Gevraagd. Iemand anders moet nu bevestigen."))
        st.rerun()


def _decide(page: Page, asked: Asked) -> None:
    said = _("Gevraagd door {who} op {moment}: {reason}").format(
        who=asked.by, moment=moment(asked.at), reason=asked.reason
    )
    st.warning(escaped(said), icon=":material/delete_forever:")
    if asked.confirmed_by:
        st.markdown(_("Het wissen is bevestigd, maar nog niet klaar. Probeer het opnieuw."))
    elif asked.by == page.person.username:
        st.markdown(_("Jij hebt dit gevraagd. Een projectleider of beheerder met een ander "
                      "account bevestigt het."))  # fmt: skip
    with st.container(horizontal=True):
        is_mine = asked.by == page.person.username
        if (asked.confirmed_by or not is_mine) and press.button(
            _("Nu alles wissen"), "wissen_nu", type="primary", icon=":material/delete_forever:"
        ):
            _erase(page)
        if (
            not asked.confirmed_by
            and press.button(_("Niet wissen"), "wissen_niet", icon=":material/undo:")
            and _done(page.keep_all)
        ):
            session.flash(_("Er wordt niets gewist."))
            st.rerun()


def _erase(page: Page) -> None:
    if _done(page.erase):
        session.flash(_("Alle vergunningen zijn gewist."))
        st.rerun()


def _done(act: Callable[[], None]) -> bool:
    try:
        act()
    except ChangeRefused as refused:
        show_problems(refused)
    except DashboardError as error:
        show_error(error)
    else:
        return True
    return False
