"""How contacts go: invented weights per group of clients, channel and outcome."""

from collections.abc import Mapping
from datetime import date

from lib.demo.days import CLOSED_FROM
from lib.demo.profiles import Group
from lib.schema.choices import Channel, ContactKind, Daypart, Outcome

Mix = Mapping[Channel, float]

PER_WEEK: Mapping[Group, float] = {
    Group.INTENSIVE: 2.2,
    Group.ADDITIONAL: 1.25,
    Group.CONSULT: 0.75,
    Group.WAITING: 1.0,
    Group.LEFT: 0.42,
}

REMOTE: Mix = {Channel.PHONE: 5, Channel.WHATSAPP: 5}

_OPEN: Mix = {
    Channel.LIVING_ROOM: 36, Channel.STREET: 14, Channel.HOME_VISIT: 11, Channel.PARTNER: 8,
    Channel.OFFICE: 5, Channel.PHONE: 13, Channel.WHATSAPP: 10, Channel.SMS: 2, Channel.EMAIL: 1,
}  # fmt: skip
_CLOSED: Mix = {
    Channel.PHONE: 38, Channel.WHATSAPP: 39, Channel.HOME_VISIT: 7, Channel.STREET: 6,
    Channel.PARTNER: 4, Channel.VIDEO: 4, Channel.SMS: 2,
}  # fmt: skip
_WITH_FACT: Mix = {
    Channel.PARTNER: 45,
    Channel.HOME_VISIT: 10,
    Channel.PHONE: 30,
    Channel.WHATSAPP: 15,
}

OUTCOMES: Mapping[Outcome, float] = {
    Outcome.SPOKEN: 62, Outcome.BRIEF: 16, Outcome.NOT_REACHED: 13, Outcome.NO_SHOW: 5,
    Outcome.CANCELLED: 4,
}  # fmt: skip

KINDS: Mapping[Outcome, Mapping[ContactKind, float]] = {
    Outcome.SPOKEN: {ContactKind.PLANNED: 6, ContactKind.UNPLANNED: 4},
    Outcome.BRIEF: {ContactKind.PLANNED: 2, ContactKind.UNPLANNED: 8},
    Outcome.NOT_REACHED: {ContactKind.ATTEMPT: 1},
    Outcome.NO_SHOW: {ContactKind.PLANNED: 1},
    Outcome.CANCELLED: {ContactKind.PLANNED: 1},
}

_AT_THE_ZONE: Mapping[Daypart | None, float] = {Daypart.EVENING: 6, Daypart.NIGHT: 3, None: 1}
_BY_DAY: Mapping[Daypart | None, float] = {
    Daypart.MORNING: 4, Daypart.AFTERNOON: 5, Daypart.EVENING: 1, None: 0.5,
}  # fmt: skip

_MINUTES: Mapping[Outcome, tuple[int, ...]] = {
    Outcome.SPOKEN: (20, 30, 30, 45, 45, 60, 60, 90),
    Outcome.BRIEF: (5, 10, 15),
}
_REMOTE_MINUTES: Mapping[Outcome, tuple[int, ...]] = {
    Outcome.SPOKEN: (10, 15, 15, 20, 30, 40),
    Outcome.BRIEF: (5, 5, 10),
}
_FROM_AFAR = frozenset({Channel.PHONE, Channel.WHATSAPP, Channel.SMS, Channel.EMAIL, Channel.VIDEO})


def channels(group: Group, held_on: date) -> Mix:
    """While the zone is closed nobody is met in the huiskamer; F-ACT's clients never are."""
    if group is Group.LEFT:
        return _WITH_FACT
    return _CLOSED if held_on >= CLOSED_FROM else _OPEN


def dayparts(channel: Channel) -> Mapping[Daypart | None, float]:
    return _AT_THE_ZONE if channel in (Channel.LIVING_ROOM, Channel.STREET) else _BY_DAY


def minutes(channel: Channel, outcome: Outcome) -> tuple[int, ...]:
    """Empty for a miss."""
    return (_REMOTE_MINUTES if is_from_afar(channel) else _MINUTES).get(outcome, ())


def is_from_afar(channel: Channel) -> bool:
    return channel in _FROM_AFAR
