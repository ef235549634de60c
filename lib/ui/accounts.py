"""One account in the list of the administrator."""

import streamlit as st

from lib.accounts import Account
from lib.ui import live, session
from lib.ui.language import _
from lib.ui.page import Page


def account_line(page: Page, account: Account) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{account.username}**  \n{account.role.label}", width="stretch")
        if account.is_disabled:
            st.badge(_("Geblokkeerd"), color="red", icon=":material/block:")
        elif live.accounts().is_locked(account.username):
            st.badge(_("Tijdelijk op slot"), color="orange", icon=":material/lock_clock:")
        else:
            st.badge(_("Actief"), color="green", icon=":material/check:")
        if account.username != page.person.username:
            word = _("Deblokkeren") if account.is_disabled else _("Blokkeren")
            # Not by a callback: those run before the page asks whether this sign-in still counts.
            if st.button(word, key=f"account:{account.username}"):
                _turn(account)
                st.rerun()


def _turn(account: Account) -> None:
    if account.is_disabled:
        live.accounts().enable(account.username)
        session.flash(_("{name} kan weer inloggen.").format(name=account.username))
    else:
        live.accounts().disable(account.username)
        session.flash(_("{name} is geblokkeerd en overal uitgelogd.").format(name=account.username))
