"""Goals: a wish in the client's words and the step taken now. All invented."""

from collections.abc import Sequence
from datetime import date, timedelta

from lib.demo.chance import Row
from lib.demo.days import AS_OF, workday
from lib.demo.invented import GOALS
from lib.demo.profiles import Group, Person, support_from
from lib.schema.choices import GoalState

_PER_CLIENT = {
    Group.INTENSIVE: 3,
    Group.ADDITIONAL: 2,
    Group.CONSULT: 1,
    Group.WAITING: 1,
    Group.LEFT: 0,
}
_STATES = (
    GoalState.WORKING,
    GoalState.WANTED,
    GoalState.WORKING,
    GoalState.REACHED,
    GoalState.WANTED,
    GoalState.WORKING,
    GoalState.LET_GO,
)
_FINISHED = (GoalState.REACHED, GoalState.LET_GO)


def goals(people: Sequence[Person]) -> list[Row]:
    wanted = [
        (person, place)
        for person in people
        for place in range(_PER_CLIENT[person.profile.group])
    ]  # fmt: skip
    return [_goal(person, place, number) for number, (person, place) in enumerate(wanted)]


def _goal(person: Person, place: int, number: int) -> Row:
    life_area, wish, step = GOALS[(person.number + 3 * place) % len(GOALS)]
    state = _STATES[number % len(_STATES)]
    return {
        "client_code": person.code,
        "life_area": life_area,
        "wish": f"Voorbeeldwens: {wish}.",
        "step": f"Voorbeeldstap: {step}.",
        "state": state,
        "target_on": AS_OF + timedelta(days=14 * (number % 9 - 1)) if number % 4 else None,
        "finished_on": _finished_on(person, number) if state in _FINISHED else None,
    }


def _finished_on(person: Person, number: int) -> date:
    return workday(support_from(person) + timedelta(days=50 + number % 60))
