"""Accounts: who has access, with which role; adding, locking, and giving a new password."""

from lib.access.permissions import Permission
from lib.ui.accounts import account_line, add_account, one_time_password
from lib.ui.language import _
from lib.ui.live import accounts
from lib.ui.page import open_page

page = open_page(_("Accounts"), Permission.MANAGE_ACCOUNTS)

one_time_password()
add_account(page)
for account in accounts().all():
    account_line(page, account)
