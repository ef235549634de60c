"""Contacts since August 2021, with the shift to phone and WhatsApp during the closure (C)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from lib.demo import contact_mix as mix
from lib.demo.chance import Row, pick, shares, stream
from lib.demo.days import AS_OF, CLOSED_FROM, EXPERT_FROM, spread, workday
from lib.demo.invented import NOTES
from lib.demo.profiles import Person
from lib.demo.team import CASE_MANAGERS, EXPERT
from lib.schema.choices import Channel, LifeArea, Outcome

_NOTE_SHARE = 0.12
_LATE = AS_OF - timedelta(days=14)
_AREAS = tuple(LifeArea)


def contacts(people: Sequence[Person], amount: int, seed: int) -> list[Row]:
    """Exactly `amount`, divided by group and by how long a client is in view; oldest first."""
    rng = stream(seed, "contacts")
    weights = [_expected(person) for person in people]
    made = [
        row
        for person, share in zip(people, shares(weights, amount), strict=True)
        for row in _of(person, share, rng)
    ]
    return sorted(made, key=lambda row: row["held_on"])


def _expected(person: Person) -> float:
    return mix.PER_WEEK[person.profile.group] * (AS_OF - person.profile.first_on).days / 7


def _of(person: Person, amount: int, rng: Random) -> Iterator[Row]:
    """The first contact is a conversation, and so is the first one in the closure, by phone or
    WhatsApp: that is how the memo's "met bijna iedereen" holds for every seed."""
    first_on, is_called = person.profile.first_on, False
    for number, drawn_on in enumerate(spread(rng, first_on, AS_OF, amount)):
        held_on = drawn_on if number else first_on
        must_call = held_on >= CLOSED_FROM and not is_called and not _is_silent(person, held_on)
        is_called = is_called or must_call
        yield _contact(person, held_on, must_call or not number, must_call, rng)


def _is_silent(person: Person, held_on: date) -> bool:
    since = person.profile.silent_since
    return since is not None and held_on >= since


def _contact(person: Person, held_on: date, must_speak: bool, must_call: bool, rng: Random) -> Row:
    channels = mix.REMOTE if must_call else mix.channels(person.profile.group, held_on)
    channel = pick(rng, channels)
    outcome = Outcome.SPOKEN if must_speak else _outcome(person, held_on, channel, rng)
    is_met = outcome in (Outcome.SPOKEN, Outcome.BRIEF)
    worker, with_expert = _worker(person, held_on, is_met, rng)
    minutes = mix.minutes(channel, outcome)
    return {
        "client_code": person.code,
        "held_on": held_on,
        "daypart": pick(rng, mix.dayparts(channel)),
        "channel": channel,
        "kind": pick(rng, mix.KINDS[outcome]),
        "outcome": outcome,
        "worker": worker,
        "with_expert": with_expert,
        "duration_min": rng.choice(minutes) if minutes else None,
        "life_areas": _life_areas(rng) if outcome is Outcome.SPOKEN else (),
        "follow_up_on": _follow_up(held_on, rng) if is_met else None,
        "note": rng.choice(NOTES) if is_met and rng.random() < _NOTE_SHARE else None,
    }


def _outcome(person: Person, held_on: date, channel: Channel, rng: Random) -> Outcome:
    if _is_silent(person, held_on):
        return Outcome.NOT_REACHED
    outcome = pick(rng, mix.OUTCOMES)
    is_remote_miss = outcome is Outcome.NO_SHOW and mix.is_from_afar(channel)
    return Outcome.NOT_REACHED if is_remote_miss else outcome


def _worker(person: Person, held_on: date, is_met: bool, rng: Random) -> tuple[str, bool]:
    """Who logged it, and whether the expert by experience was there."""
    may_join = person.profile.has_expert and held_on >= EXPERT_FROM
    draw = rng.random()
    if may_join and draw < 0.12:
        return EXPERT, is_met
    if draw > 0.93:
        return rng.choice(CASE_MANAGERS), False
    return person.profile.case_manager, may_join and is_met and draw < 0.34


def _life_areas(rng: Random) -> tuple[LifeArea, ...]:
    """In the order of the list, as they are read back."""
    chosen = rng.sample(_AREAS, rng.choice((1, 1, 2, 3)))
    return tuple(area for area in _AREAS if area in chosen)


def _follow_up(held_on: date, rng: Random) -> date | None:
    """More often after a recent contact: the older ones have been dealt with."""
    if rng.random() > (0.4 if held_on >= _LATE else 0.12):
        return None
    return workday(held_on + timedelta(days=rng.randint(2, 18)))
