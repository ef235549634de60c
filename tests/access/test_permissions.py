"""Which role has which permission, spelled out."""

import pytest

from lib.access.permissions import PERMISSIONS, Permission
from lib.access.roles import Role

HOLDERS = {
    "see_caseload": {"casemanager", "ervaringsdeskundige"},
    "keep_rows": {"casemanager", "ervaringsdeskundige", "projectleider", "coordinator"},
    "log_contact": {"casemanager", "ervaringsdeskundige"},
    "edit_client": {"casemanager"},
    "see_team_figures": {"casemanager", "ervaringsdeskundige", "projectleider"},
    "see_progress": {"casemanager", "ervaringsdeskundige", "projectleider", "coordinator"},
    "edit_progress": {"projectleider", "coordinator"},
    "see_committee_figures": {
        "casemanager",
        "ervaringsdeskundige",
        "projectleider",
        "coordinator",
        "commissie",
    },
    "publish": {"projectleider"},
    "review_access": {"projectleider"},
    "see_sheet_health": {"projectleider", "coordinator"},
    "edit_sheets": {"coordinator"},
    "manage_accounts": {"beheer"},
    "see_logbook": {"beheer"},
    "erase_permits": {"projectleider", "beheer"},
}


@pytest.mark.parametrize("permission", Permission)
def test_who_holds_it(permission: Permission) -> None:
    holders = {role.value for role in Role if permission in PERMISSIONS[role]}
    assert holders == HOLDERS[permission.value]
