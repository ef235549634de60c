"""The six roles. The value stands in the accounts file, the label on screen."""

from enum import StrEnum


class Role(StrEnum):
    CASE_MANAGER = "casemanager"
    EXPERT = "ervaringsdeskundige"
    PROJECT_LEAD = "projectleider"
    COORDINATOR = "coordinator"
    COMMITTEE = "commissie"
    ADMINISTRATOR = "beheer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Role.CASE_MANAGER: "Casemanager",
    Role.EXPERT: "Ervaringsdeskundige",
    Role.PROJECT_LEAD: "Projectleider",
    Role.COORDINATOR: "Coördinator",
    Role.COMMITTEE: "Begeleidingscommissie",
    Role.ADMINISTRATOR: "Functioneel beheerder",
}
