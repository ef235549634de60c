"""Accounts: who has access, with which role; locking and unlocking them."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui.accounts import account_line
from lib.ui.language import _
from lib.ui.live import accounts
from lib.ui.page import open_page

page = open_page(_("Accounts"), Permission.MANAGE_ACCOUNTS)
st.caption(
    _(
        "Een account toevoegen of een nieuw wachtwoord geven gaat met "
        "`python -m lib.manage account`; zie het handboek."
    )
)

for account in accounts().all():
    account_line(page, account)
