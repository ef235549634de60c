"""A password of one's own: in place of a one-time one before anything else opens, later whenever
somebody wants another. Whoever chooses one stays signed in here, and nowhere else."""

import time
from contextlib import suppress

import streamlit as st

from lib.access.person import Person
from lib.audit import Act
from lib.errors import AccountRefused, DashboardError, SignInFailed
from lib.ui import live, press, session
from lib.ui.account_log import tell_account, told_sign_in
from lib.ui.language import _
from lib.ui.messages import show_error

_HELD, _FIRST, _AGAIN = "password_held", "new_password_first", "new_password_again"


def change_button(person: Person) -> None:
    """Not for demo accounts: everybody who looks at the demo signs in with the same password."""
    account = live.accounts().find(person.username)
    if account is None or account.is_demo:
        return
    if st.button(_("Wachtwoord wijzigen"), icon=":material/key:", width="stretch"):
        session.is_password_open(True)
    if session.is_password_open():
        _dialog(person)


def _close() -> None:
    session.is_password_open(False)


@st.dialog(_("Wachtwoord wijzigen"), icon=":material/key:", on_dismiss=_close)
def _dialog(person: Person) -> None:
    if choose(person, _("Wijzigen"), is_held=True):
        _close()
        session.flash(_("Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd."))
        st.rerun()


def choose(person: Person, submit: str, *, is_held: bool) -> bool:
    """Ask for a new password, twice; `is_held`: after the one they have now. True once it counts
    and this tab is signed in with it."""
    with st.form("new_password", border=not is_held):
        held = _field(_("Huidig wachtwoord"), _HELD, "current-password") if is_held else None
        first = _field(_("Nieuw wachtwoord"), _FIRST, "new-password")
        again = _field(_("Nog een keer"), _AGAIN, "new-password")
        is_pressed = press.submit(submit, "choose_password", type="primary", width="stretch")
    if not is_pressed:
        return False
    if first != again:
        st.error(_("De twee zijn niet gelijk. Typ ze opnieuw."), icon=":material/error:")
        return False
    if held is not None and not _is_theirs(person, held):
        return False
    try:
        live.accounts().replace_password(person.username, first)
    except AccountRefused as error:
        show_error(error)
        return False
    session.begin_sign_in(person.username, time.time())
    act = Act.PASSWORD_CHANGED if is_held else Act.PASSWORD_REPLACED
    with suppress(DashboardError):
        tell_account(person, act, person.username)
    return True


def _field(label: str, key: str, autocomplete: str) -> str:
    return str(st.text_input(label, type="password", key=key, autocomplete=autocomplete))


def _is_theirs(person: Person, held: str) -> bool:
    """Asked as at signing in, so that guesses here lock the account as well."""
    try:
        told_sign_in(person.username, held)
    except SignInFailed:
        st.error(
            _(
                "Je huidige wachtwoord klopt niet. Na zes mislukte pogingen gaat je account een "
                "kwartier op slot."
            ),
            icon=":material/error:",
        )
        return False
    return True
