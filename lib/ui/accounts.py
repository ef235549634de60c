"""The accounts as the administrator sees and changes them; every change is a log line."""

from collections.abc import Callable, Mapping

import streamlit as st

from lib.access.roles import Role
from lib.accounts import Account
from lib.audit import Act
from lib.errors import AccountRefused, DashboardError
from lib.ui import live, press, session
from lib.ui.account_log import tell_account
from lib.ui.language import _
from lib.ui.messages import show_error
from lib.ui.page import Page
from lib.ui.texts import escaped

# Without a code in the sheets these see no client at all.
_NEEDS_CODE = (Role.CASE_MANAGER, Role.EXPERT)


def one_time_password() -> None:
    """The password that the last press made: shown in this run and never again."""
    if (made := session.take_one_time()) is None:
        return
    username, password = made
    with st.container(border=True):
        st.markdown(
            _("Eenmalig wachtwoord van **{name}**. Geef het persoonlijk door.").format(
                name=escaped(username)
            )
        )
        st.code(password, language=None)
        st.caption(
            _(
                "Je ziet het alleen nu. Bij de eerste keer inloggen kiest {name} zelf een nieuw "
                "wachtwoord."
            ).format(name=escaped(username))
        )


def add_account(page: Page) -> None:
    # Named by how many there are: once one was added the fields are empty again.
    count = len(live.accounts().all())
    with st.expander(_("Account toevoegen"), icon=":material/person_add:"):
        with st.form(f"add:{count}", border=False):
            username = st.text_input(
                _("Gebruikersnaam"),
                help=_("3 tot 32 tekens: kleine letters, cijfers, punten en streepjes."),
                key=f"new_name:{count}",
                autocomplete="off",
            )
            shown = st.text_input(
                _("Naam op het scherm"), key=f"shown_name:{count}", autocomplete="off"
            )
            role, worker = _role_and_code(f"new:{count}", None)
            is_pressed = press.submit(_("Toevoegen"), f"add_account:{count}", type="primary")
        if is_pressed:
            _try(lambda: _add(page, username.strip().casefold(), shown.strip(), role, worker))


def account_line(page: Page, account: Account) -> None:
    """Who it is and how it stands; of another's account also what can be done with it."""
    name = account.username
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            facts = filter(None, [account.role.label, account.worker])
            st.markdown(f"**{escaped(name)}**  \n{escaped(' · '.join(facts))}", width="stretch")
            _state(account)
        if name == page.person.username:
            st.caption(_("Dit ben je zelf. Een andere beheerder kan dit account wijzigen."))
            return
        with st.container(horizontal=True):
            word = _("Deblokkeren") if account.is_disabled else _("Blokkeren")
            if press.button(word, f"account:{name}", icon=":material/block:"):
                _try(lambda: _turn(page, account))
            if press.button(_("Nieuw wachtwoord"), f"reset:{name}", icon=":material/key:"):
                _try(lambda: _reset(page, account))
            with st.popover(_("Rol wijzigen"), icon=":material/badge:"):
                _assignment(page, account)


def _state(account: Account) -> None:
    if account.is_disabled:
        st.badge(_("Geblokkeerd"), color="red", icon=":material/block:")
    elif live.accounts().is_locked(account.username):
        st.badge(_("Tijdelijk op slot"), color="orange", icon=":material/lock_clock:")
    elif account.is_one_time:
        st.badge(_("Eenmalig wachtwoord"), color="blue", icon=":material/key:")
    else:
        st.badge(_("Actief"), color="green", icon=":material/check:")


def _assignment(page: Page, account: Account) -> None:
    with st.form(f"role:{account.username}", border=False):
        role, worker = _role_and_code(account.username, account)
        is_pressed = press.submit(_("Opslaan"), f"assign:{account.username}", type="primary")
    if is_pressed:
        _try(lambda: _assign(page, account, role, worker))


def _role_and_code(name: str, account: Account | None) -> tuple[Role | None, str | None]:
    roles = list(Role)
    role = st.selectbox(
        _("Rol"),
        roles,
        index=roles.index(account.role) if account else None,
        format_func=lambda one: one.label,
        key=f"role_of:{name}",
        placeholder=_("Kies…"),
    )
    worker = st.text_input(
        _("Medewerkercode"),
        value=(account.worker or "") if account else "",
        key=f"code_of:{name}",
        help=_("Zoals in het blad Team; nodig voor casemanagers en ervaringsdeskundigen."),
        autocomplete="off",
    )
    return role, worker.strip().upper() or None


def _try(act: Callable[[], None]) -> None:
    """What is refused is said here; else the page is drawn anew."""
    try:
        act()
    except DashboardError as error:
        show_error(error)
    else:
        st.rerun()


def _add(page: Page, username: str, shown: str, role: Role | None, worker: str | None) -> None:
    role = _checked(role, worker)
    password = live.accounts().add(username, shown or username, role, worker)
    session.show_once(username, password)
    tell_account(page.person, Act.ACCOUNT_ADDED, username, new=_told(role, worker))


def _assign(page: Page, account: Account, role: Role | None, worker: str | None) -> None:
    role, name = _checked(role, worker), account.username
    if (role, worker) == (account.role, account.worker):
        return
    live.accounts().assign(name, role, worker)
    session.flash(_("{name} heeft een andere rol en moet opnieuw inloggen.").format(name=name))
    old, new = _told(account.role, account.worker), _told(role, worker)
    tell_account(page.person, Act.ACCOUNT_CHANGED, name, old, new)


def _reset(page: Page, account: Account) -> None:
    session.show_once(account.username, live.accounts().reset(account.username))
    tell_account(page.person, Act.PASSWORD_RESET, account.username)


def _turn(page: Page, account: Account) -> None:
    name = account.username
    if account.is_disabled:
        live.accounts().enable(name)
        session.flash(_("{name} kan weer inloggen.").format(name=name))
        tell_account(page.person, Act.ACCOUNT_ENABLED, name)
    else:
        live.accounts().disable(name)
        session.flash(_("{name} is geblokkeerd en overal uitgelogd.").format(name=name))
        tell_account(page.person, Act.ACCOUNT_DISABLED, name)


def _checked(role: Role | None, worker: str | None) -> Role:
    """AccountRefused without a role, without the code a role needs, or with one nobody has."""
    if role is None:
        raise AccountRefused(_("Kies een rol."))
    if role in _NEEDS_CODE and worker is None:
        raise AccountRefused(
            _("Een {role} heeft een medewerkercode uit het blad Team nodig.").format(
                role=role.label.lower()
            )
        )
    if worker is not None and live.live().snapshot().row("team", worker) is None:
        raise AccountRefused(_("Deze medewerkercode staat niet in het blad Team."))
    return role


def _told(role: Role, worker: str | None) -> Mapping[str, str]:
    return {_("Rol"): role.label, _("Medewerkercode"): worker or ""}
