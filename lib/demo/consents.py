"""Signed consents. Form and letter are in the memo (R1); who signed when is invented."""

from collections.abc import Sequence
from datetime import timedelta

from lib.demo.chance import Row
from lib.demo.days import day, workday
from lib.demo.profiles import Group, Person
from lib.schema.choices import DataKind, SharingPurpose

_VALID_DAYS = 183
_WITHDRAWN_ON = day("2022-01-27")
_ALIGNMENT = (SharingPurpose.ALIGNMENT, SharingPurpose.REFERRAL)
_WIDER = (*_ALIGNMENT, SharingPurpose.PERMIT)
_SHARE_WITH = (("GGD", "IrisZorg"), ("GGD", "IrisZorg", "De Cirkel"), ("Stapteam", "F-ACT"))


def consents(people: Sequence[Person]) -> list[Row]:
    """About three of four who were asked have signed; the third who did has withdrawn, and
    the organisations still have to hear of it."""
    signers = [person for person in people if person.number % 4 != 3 and _is_asked(person)]
    rows = [_consent(person) for person in signers]
    if len(rows) > 2:
        rows[2] |= {"reconfirm_on": None, "withdrawn_on": _WITHDRAWN_ON}
    return rows


def _is_asked(person: Person) -> bool:
    return person.profile.group is not Group.LEFT or person.number % 2 == 0


def _consent(person: Person) -> Row:
    signed_on = workday(person.profile.first_on + timedelta(days=7 + 3 * (person.number % 6)))
    is_wider = person.number % 3 == 1
    return {
        "client_code": person.code,
        "form_version": "1.0",
        "letter_version": "1.0",
        "signed_on": signed_on,
        "asked_by": person.profile.case_manager,
        "purposes": _WIDER if is_wider else _ALIGNMENT,
        "share_with": _SHARE_WITH[person.number % len(_SHARE_WITH)],
        "data_kinds": (DataKind.CONTACT_DETAILS, DataKind.CARE_NEED, DataKind.PROGRESS)
        + ((DataKind.PERMIT,) if is_wider else ()),
        "reconfirm_on": signed_on + timedelta(days=_VALID_DAYS),
    }
