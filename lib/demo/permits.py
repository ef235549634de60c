"""Permits: 22 holders out of view (F10) and, invented, where the others stand."""

from collections.abc import Sequence

from lib.demo.chance import Row
from lib.demo.days import day
from lib.demo.profiles import Group, Person
from lib.schema.choices import Ground, PermitStep, Situation

_OUT_OF_VIEW = 22
_GUIDES = ("De Cirkel", "STAP-team")
_STEPS = (
    PermitStep.INFORMED,
    PermitStep.WANTS,
    PermitStep.INFORMED,
    PermitStep.WANTS,
    PermitStep.APPLIED,
    PermitStep.WANTS,
    PermitStep.DECLINES,
    PermitStep.WANTS,
    PermitStep.PENDING,
)


def permits(people: Sequence[Person]) -> list[Row]:
    """One row for each client in good contact, then those whom nobody sees."""
    in_view = [
        person for person in people if person.profile.group not in (Group.WAITING, Group.LEFT)
    ]
    return [*(_in_view(person) for person in in_view), *([_out_of_view()] * _OUT_OF_VIEW)]


def _in_view(person: Person) -> Row:
    step = _STEPS[person.number % len(_STEPS)]
    has_permit = person.number % 5 < 3
    has_applied = step in (PermitStep.APPLIED, PermitStep.PENDING)
    return {
        "client_code": person.code,
        "situation": Situation.EXISTING if has_permit else Situation.WITHOUT,
        "in_view": True,
        "ground": Ground.EXISTING_RIGHT if has_permit else Ground.NEW,
        "step": step,
        "informed_on": day("2021-11-08") if person.number % 2 else day("2021-12-02"),
        "applied_on": day("2022-01-17") if has_applied else None,
        "guided_by": _GUIDES if step is not PermitStep.DECLINES else (),
        "explanation": "Stand van de aanvraag is fictief",
    }


def _out_of_view() -> Row:
    return {
        "client_code": None,
        "situation": Situation.EXISTING,
        "in_view": False,
        "ground": Ground.EXISTING_RIGHT,
        "step": PermitStep.INFORMED,
        "informed_on": day("2022-01-10"),
        "explanation": "Niet in beeld bij de Cirkel; informatiebrief is fictief",
    }
