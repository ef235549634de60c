"""Which screens and acts a role has. Which rows it reaches is decided in policy.py."""

from collections.abc import Mapping
from enum import StrEnum

from lib.access.roles import Role


class Permission(StrEnum):
    """What a page asks for before it opens."""

    SEE_CASELOAD = "see_caseload"
    KEEP_ROWS = "keep_rows"
    LOG_CONTACT = "log_contact"
    EDIT_CLIENT = "edit_client"
    SEE_TEAM_FIGURES = "see_team_figures"
    SEE_PROGRESS = "see_progress"
    EDIT_PROGRESS = "edit_progress"
    SEE_COMMITTEE_FIGURES = "see_committee_figures"
    PUBLISH = "publish"
    REVIEW_ACCESS = "review_access"
    SEE_SHEET_HEALTH = "see_sheet_health"
    EDIT_SHEETS = "edit_sheets"
    MANAGE_ACCOUNTS = "manage_accounts"
    SEE_LOGBOOK = "see_logbook"
    ERASE_PERMITS = "erase_permits"


_P = Permission

# Least privilege: what is not named here is not allowed.
PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.CASE_MANAGER: frozenset(
        {_P.SEE_CASELOAD, _P.KEEP_ROWS, _P.LOG_CONTACT, _P.EDIT_CLIENT, _P.SEE_TEAM_FIGURES,
         _P.SEE_PROGRESS, _P.SEE_COMMITTEE_FIGURES}),
    Role.EXPERT: frozenset(
        {_P.KEEP_ROWS, _P.SEE_CASELOAD, _P.LOG_CONTACT, _P.SEE_TEAM_FIGURES, _P.SEE_PROGRESS,
         _P.SEE_COMMITTEE_FIGURES}),
    Role.PROJECT_LEAD: frozenset(
        {_P.KEEP_ROWS, _P.SEE_TEAM_FIGURES, _P.SEE_PROGRESS, _P.EDIT_PROGRESS,
         _P.SEE_COMMITTEE_FIGURES, _P.PUBLISH, _P.REVIEW_ACCESS, _P.SEE_SHEET_HEALTH,
         _P.ERASE_PERMITS}),
    Role.COORDINATOR: frozenset(
        {_P.KEEP_ROWS, _P.SEE_PROGRESS, _P.EDIT_PROGRESS, _P.SEE_COMMITTEE_FIGURES,
         _P.SEE_SHEET_HEALTH, _P.EDIT_SHEETS}),
    Role.COMMITTEE: frozenset({_P.SEE_COMMITTEE_FIGURES}),
    Role.ADMINISTRATOR: frozenset({_P.MANAGE_ACCOUNTS, _P.SEE_LOGBOOK, _P.ERASE_PERMITS}),
}  # fmt: skip
