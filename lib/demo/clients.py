"""Clients and their support periods. Source: memo, Doelgroep (F1-F8)."""

from collections.abc import Sequence
from datetime import date, timedelta

from lib.demo.chance import Row
from lib.demo.days import CLOSED_FROM, day
from lib.demo.profiles import Group, Person, support_from
from lib.schema import choices as c

_CHANGED_ON = day("2021-11-15")
_LEFT_STATES = (c.ContactState.VARYING, c.ContactState.VARYING, c.ContactState.PAUSED)
_INTENSITY = {
    Group.INTENSIVE: c.Intensity.INTENSIVE,
    Group.ADDITIONAL: c.Intensity.LIGHT_ADDITIONAL,
    Group.CONSULT: c.Intensity.LIGHT_CONSULT,
    Group.WAITING: c.Intensity.LIGHT_CONSULT,
}
_TOPICS = (
    (c.ConsultTopic.SEX_WORK,),
    (c.ConsultTopic.SEX_WORK, c.ConsultTopic.COVID),
    (c.ConsultTopic.COVID,),
    (c.ConsultTopic.SEX_WORK, c.ConsultTopic.EXIT),
)


def clients(people: Sequence[Person]) -> list[Row]:
    """In order of first contact, as they came into view."""
    return sorted((_client(person) for person in people), key=lambda row: row["first_contact_on"])


def support(people: Sequence[Person]) -> list[Row]:
    """The earlier period of a client, if any, and today's. The 19th has only an ended one."""
    return [period for person in people for period in _periods(person)]


def _client(person: Person) -> Row:
    profile = person.profile
    return {
        "client_code": person.code,
        "alias": person.alias,
        "zone_status": c.Zone.LEFT if profile.group is Group.LEFT else c.Zone.ACTIVE,
        "contact_state": _contact_state(person),
        "return_expected": _return_expected(profile.group),
        "case_manager": profile.case_manager,
        "expert_involved": profile.has_expert,
        "care_from": profile.care_from,
        "in_top15": profile.in_top15,
        "first_contact_on": profile.first_on,
        "remark": profile.remark,
    }


def _contact_state(person: Person) -> c.ContactState:
    match person.profile.group:
        case Group.LEFT:
            return _LEFT_STATES[person.number % len(_LEFT_STATES)]
        case Group.WAITING:
            return c.ContactState.PAUSED
        case _:
            return c.ContactState.GOOD


def _return_expected(group: Group) -> str | None:
    return "Zodra de tippelzone weer open is" if group is Group.WAITING else None


def _periods(person: Person) -> list[Row]:
    profile = person.profile
    if profile.group is Group.LEFT:
        return []
    now, first_on = _INTENSITY[profile.group], support_from(person)
    if profile.before is None:
        until_on = CLOSED_FROM if profile.group is Group.WAITING else None
        return [_period(person, now, first_on, until_on)]
    return [
        _period(person, profile.before, first_on, _CHANGED_ON - timedelta(days=1)),
        _period(person, now, _CHANGED_ON, None),
    ]


def _period(person: Person, intensity: c.Intensity, from_on: date, until_on: date | None) -> Row:
    is_consult = intensity is c.Intensity.LIGHT_CONSULT
    return {
        "client_code": person.code,
        "intensity": intensity,
        "approach": _approach(person, intensity),
        "consult_topics": _TOPICS[person.number % len(_TOPICS)] if is_consult else (),
        "case_manager": person.profile.case_manager,
        "from_on": from_on,
        "until_on": until_on,
    }


def _approach(person: Person, intensity: c.Intensity) -> c.Approach:
    match intensity:
        case c.Intensity.INTENSIVE:
            return c.Approach.PRESENCE if person.number % 3 == 1 else c.Approach.OUTREACH
        case c.Intensity.LIGHT_ADDITIONAL:
            return c.Approach.ADDITIONAL
        case _:
            return c.Approach.CONSULT
