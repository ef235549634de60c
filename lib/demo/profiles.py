"""The 27 clients of the memo, as invented profiles. Source: memo, Doelgroep (F1-F8)."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum, auto
from typing import NamedTuple

from lib.demo.chance import client_codes
from lib.demo.days import CLOSED_FROM, day
from lib.schema.choices import Intensity, YesNoUnknown


class Group(Enum):
    """Where the memo counts a client: 6, 8, 4, 1 and 8 of the 27."""

    INTENSIVE = auto()
    ADDITIONAL = auto()
    CONSULT = auto()
    WAITING = auto()
    LEFT = auto()


class Profile(NamedTuple):
    """`before` is an earlier intensity; from `silent_since` on only vain attempts are made."""

    alias: str
    group: Group
    case_manager: str
    first_on: date
    care_from: tuple[str, ...] = ()
    has_expert: bool = False
    before: Intensity | None = None
    silent_since: date | None = None
    in_top15: YesNoUnknown | None = None
    remark: str | None = None


class Person(NamedTuple):
    """A client of the world; `number` counts from 0."""

    number: int
    code: str
    alias: str
    profile: Profile


_I, _A, _C, _W, _L = Group
_YES, _NO, _UNKNOWN = YesNoUnknown
_INTENSIVE, _ADDITIONAL, _ = Intensity
_IRIS, _GP, _AMBULANT = "IrisZorg", "Huisarts (fictief)", "Behandelaar (fictief)"

PROFILES: Sequence[Profile] = (
    Profile("Zilvermeeuw", _I, "CM-01", day("2021-08-03"), has_expert=True, in_top15=_YES,
            remark="Voorbeeldbijzonderheid: belt liever dan dat ze appt."),
    Profile("Korenbloem", _I, "CM-01", day("2021-08-05"), (_IRIS,), has_expert=True,
            in_top15=_NO),
    Profile("Waterlelie", _I, "CM-02", day("2021-08-10"), has_expert=True, in_top15=_YES),
    Profile("Boomvalk", _I, "CM-02", day("2021-08-12"), ("Opvang (fictief)",), in_top15=_NO,
            silent_since=day("2022-01-20")),
    Profile("Egelantier", _I, "CM-03", day("2021-08-17"), has_expert=True, before=_ADDITIONAL,
            in_top15=_NO),
    Profile("Wulp", _I, "CM-03", day("2021-09-02"), (_GP,), in_top15=_UNKNOWN,
            remark="Voorbeeldbijzonderheid: liefst na de middag."),
    Profile("Duizendblad", _A, "CM-01", day("2021-08-04"), (_IRIS,), has_expert=True,
            in_top15=_NO),
    Profile("IJsvogel", _A, "CM-01", day("2021-08-19"), ("Iriszorg", _GP), in_top15=_NO),
    Profile("Klaproos", _A, "CM-01", day("2021-09-07"), (_AMBULANT,), in_top15=_YES,
            silent_since=day("2022-01-08")),
    Profile("Roodborst", _A, "CM-02", day("2021-08-06"), (_IRIS,), has_expert=True,
            before=_INTENSIVE, in_top15=_NO),
    Profile("Kievit", _A, "CM-02", day("2021-08-24"), ("Opvang (fictief)",), in_top15=_NO),
    Profile("Lavendel", _A, "CM-02", day("2021-09-14"), (_GP, _AMBULANT), has_expert=True,
            remark="Voorbeeldbijzonderheid: neemt graag haar hond mee."),
    Profile("Grutto", _A, "CM-03", day("2021-08-11"), (_IRIS,), before=_INTENSIVE, in_top15=_NO),
    Profile("Vlinderstruik", _A, "CM-03", day("2021-08-26"), ("FACT",), in_top15=_UNKNOWN),
    Profile("Pimpelmees", _C, "CM-01", day("2021-08-18"), in_top15=_NO),
    Profile("Brem", _C, "CM-02", day("2021-09-01"), has_expert=True),
    Profile("Koekoeksbloem", _C, "CM-03", day("2021-09-09"), (_GP,), in_top15=_NO,
            silent_since=day("2022-01-08")),
    Profile("Ooievaar", _C, "CM-03", day("2021-09-21"), has_expert=True, in_top15=_NO),
    Profile("Tureluur", _W, "CM-03", day("2021-08-20"), in_top15=_UNKNOWN,
            silent_since=CLOSED_FROM),
    Profile("Madelief", _L, "CM-01", day("2021-08-09"), ("F-ACT",), in_top15=_NO),
    Profile("Fitis", _L, "CM-01", day("2021-08-16"), ("F-ACT",)),
    Profile("Heidekruid", _L, "CM-01", day("2021-08-25"), ("FACT",), has_expert=True),
    Profile("Steenuil", _L, "CM-02", day("2021-08-13"), ("F-ACT team",), in_top15=_NO),
    Profile("Hazelaar", _L, "CM-02", day("2021-08-23"), ("F-ACT", _GP)),
    Profile("Putter", _L, "CM-02", day("2021-09-03"), ("F-ACT",), in_top15=_YES),
    Profile("Wilgenroos", _L, "CM-03", day("2021-08-27"), ("F-ACT",)),
    Profile("Sperwer", _L, "CM-03", day("2021-09-06"), ("F-ACT",), in_top15=_NO),
)  # fmt: skip


def people(amount: int, seed: int) -> list[Person]:
    """The first `amount` clients; beyond 27 the profiles come round again."""
    found = []
    for number, code in enumerate(client_codes(seed, amount)):
        lap, place = divmod(number, len(PROFILES))
        profile = PROFILES[place]
        alias = profile.alias if lap == 0 else f"{profile.alias} {lap + 1}"
        found.append(Person(number, code, alias, profile))
    return found


def support_from(person: Person) -> date:
    """The day the first support period begins: a week after the first contact."""
    return person.profile.first_on + timedelta(days=7)
