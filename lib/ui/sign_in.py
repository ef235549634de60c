"""Who is at the keyboard: the sign-in form, the remembered sign-in, signing out.

Passwords, lock-out and roles are the accounts file's (lib/accounts.py); the form is drawn
here because it must say the same for every reason of refusal. Who came in with a one-time
password chooses one of their own first; until then nobody is signed in. The cookie that remembers a
sign-in is streamlit-authenticator's; it counts only while the accounts file says so, so that
signing out, a reset or a disabled account ends it on every device.
"""

import time
from datetime import datetime, timedelta

import jwt
import streamlit as st
from streamlit_authenticator.controllers import CookieController

from lib.access.person import Person
from lib.accounts import DEMO_PASSWORD, Account, cookie_key
from lib.errors import SignInFailed
from lib.ui import live, password, session
from lib.ui.account_log import told_sign_in
from lib.ui.language import _

_COOKIE_NAME = "stap"
_REMEMBERED_DAYS = 0.5
_NAME_FIELD, _PASSWORD_FIELD = "sign_in_name", "sign_in_password"


def signed_in_person() -> Person | None:
    """The person of this tab; the account is looked up again at every run."""
    account, now = _account(), time.time()
    if account is None or account.is_one_time:
        return None
    session.last_run(now)
    live.last_runs()[account.username] = now
    return account.person()


def _account() -> Account | None:
    """Whose sign-in this tab or its browser holds, as far as it still counts."""
    known = session.signed_in() or _remembered()
    if known is None:
        return None
    if _is_long_ago(session.last_run() or known.at):
        session.end_by_itself()
        st.query_params.clear()  # as at signing out
        return None
    if not live.accounts().is_current(known.username, known.at):
        session.forget_everything()
        return None
    return live.accounts().find(known.username)


def _is_long_ago(at: float) -> bool:
    return time.time() - at > live.settings().idle_s


def sign_in_page() -> None:
    """The whole screen of somebody who is not signed in."""
    st.title(_("STAP-dashboard"), anchor=False)
    st.caption(_("Zorgaanpak straatsekswerkers Nijmegen"))
    if (account := _account()) is not None:
        _new_password(account)
        return
    if session.has_ended_by_itself():
        minutes = round(live.settings().idle_s / 60)
        st.info(
            _(
                "Je bent uitgelogd omdat je {minutes} minuten niets deed. Wat je had opgeslagen "
                "staat er. Log opnieuw in om verder te gaan."
            ).format(minutes=minutes),
            icon=":material/schedule:",
        )
    with st.form("sign_in", border=True):
        st.text_input(_("Gebruikersnaam"), key=_NAME_FIELD, autocomplete="username")
        st.text_input(
            _("Wachtwoord"),
            type="password",
            key=_PASSWORD_FIELD,
            autocomplete="current-password",
        )
        st.form_submit_button(_("Inloggen"), type="primary", width="stretch", on_click=_try_sign_in)
    if message := session.sign_in_failure():
        st.error(message, icon=":material/error:")
    if live.settings().is_demo:
        _demo_accounts()
    keep_cookie(None)


def _new_password(account: Account) -> None:
    """Before anything else: a password of one's own in place of the one-time one."""
    st.subheader(_("Kies een eigen wachtwoord"), anchor=False)
    st.markdown(
        _(
            "Je bent binnen met een eenmalig wachtwoord. Kies er nu zelf een, van minstens 8 "
            "tekens. Daarna ga je verder."
        )
    )
    is_chosen = password.choose(account.person(), _("Opslaan en verder"), is_held=False)
    st.button(_("Uitloggen"), icon=":material/logout:", on_click=sign_out)
    if is_chosen:
        st.rerun()


def sign_out() -> None:
    """End every sign-in of this account, in this tab at once."""
    known = session.signed_in()
    if known is not None:
        live.accounts().sign_out(known.username)
    session.forget_everything()
    st.query_params.clear()  # the next person at this device need not see whose page it was
    session.cookie_due("delete")


@st.fragment
def keep_cookie(person: Person | None) -> None:
    """Set or delete the cookie when a sign-in or sign-out has just asked for it.

    A fragment, for the browser reports twice how that went, whenever it is ready: as a run of the
    whole page that would come through whatever was pressed just then.
    """
    match session.cookie_due():
        case "set" if person is not None:
            _cookie(person.username).set_cookie()
        case "delete":
            _cookie(None).delete_cookie()
        case _:
            pass


def _try_sign_in() -> None:
    name, password = st.session_state[_NAME_FIELD], st.session_state[_PASSWORD_FIELD]
    if not name.strip() or not password:
        session.sign_in_failure(_("Vul je gebruikersnaam en je wachtwoord in."))
        return
    try:
        account = told_sign_in(name, password)
    except SignInFailed as error:
        session.sign_in_failure(error.message)
        return
    session.begin_sign_in(account.username, time.time())


def _remembered() -> session.SignedIn | None:
    """The sign-in this browser brings along. Read here and not by the library, which draws its
    component for it; twice in one run is an error."""
    cookie = st.context.cookies.get(_COOKIE_NAME)
    if cookie is None:
        return None
    try:
        token = jwt.decode(cookie, cookie_key(live.settings()), algorithms=["HS256"])
        ends = datetime.fromtimestamp(token["exp_date"])  # noqa: DTZ006
        username = str(token["username"])
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        return None
    # The library adds the days on the server's own clock, so they are taken off there too:
    # otherwise an hour goes missing when the clocks change.
    issued = (ends - timedelta(days=_REMEMBERED_DAYS)).timestamp()
    if ends.timestamp() < time.time() or not live.accounts().is_current(username, issued):
        return None
    # What this process does not remember, after a restart, counts from the sign-in itself.
    last_run = live.last_runs().get(username, issued)
    session.remember_sign_in(username, issued)
    session.last_run(last_run)
    return session.signed_in()


def _cookie(username: str | None) -> CookieController:
    session.ready_cookie_library(username)
    return CookieController(_COOKIE_NAME, cookie_key(live.settings()), _REMEMBERED_DAYS)


def _demo_accounts() -> None:
    shown = [account for account in live.accounts().all() if account.is_demo]
    with st.container(border=True):
        st.markdown(_("**Demonstratie: alle gegevens zijn verzonnen**"))
        st.markdown(
            _("Log in met een van deze accounts; het wachtwoord is overal `{password}`.").format(
                password=DEMO_PASSWORD
            )
        )
        st.table(
            {
                _("Gebruikersnaam"): [account.username for account in shown],
                _("Rol"): [account.role.label for account in shown],
            },
            border="horizontal",
            hide_index=True,
        )
