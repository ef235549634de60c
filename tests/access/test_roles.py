"""The words for the roles."""

from lib.access.roles import Role


def test_values_and_labels() -> None:
    assert {role.value: role.label for role in Role} == {
        "casemanager": "Casemanager",
        "ervaringsdeskundige": "Ervaringsdeskundige",
        "projectleider": "Projectleider",
        "coordinator": "Coördinator",
        "commissie": "Begeleidingscommissie",
        "beheer": "Functioneel beheerder",
    }
