"""When the team ran into a bottleneck in practice, with waiting periods. All invented."""

from collections.abc import Sequence

from lib.demo.chance import Row
from lib.demo.days import day
from lib.demo.profiles import PROFILES, Person
from lib.schema.choices import ReportResult as Result

# Bottleneck K1-K5, client of the 27 (None: of no client), reported, waiting since, solved, result.
_TURNS: Sequence[tuple[int, int | None, str, str | None, str | None, Result]] = (
    (1, 0, "2021-09-14", "2021-09-13", "2021-09-20", Result.OTHER_SOLUTION),
    (1, 2, "2021-10-27", "2021-10-27", "2021-11-02", Result.CLIENT_DECLINES),
    (1, 4, "2021-12-08", "2021-12-07", "2021-12-21", Result.OTHER_SOLUTION),
    (1, 0, "2022-01-19", "2022-01-18", None, Result.OPEN),
    (2, 3, "2021-08-30", "2021-08-27", "2021-10-01", Result.PLACE_FOUND),
    (2, 5, "2021-10-11", "2021-10-08", "2021-11-29", Result.PLACE_FOUND),
    (2, 10, "2021-11-16", "2021-11-15", None, Result.OPEN),
    (2, 7, "2021-12-14", "2021-12-13", "2022-01-10", Result.REJECTED),
    (2, 13, "2022-01-24", "2022-01-21", None, Result.OPEN),
    (3, 1, "2021-09-22", "2021-09-06", "2022-01-17", Result.PLACE_FOUND),
    (3, 4, "2021-10-20", "2021-10-04", None, Result.OPEN),
    (3, 2, "2021-11-09", "2021-10-25", None, Result.OPEN),
    (3, 9, "2021-12-01", "2021-11-22", None, Result.OPEN),
    (4, 6, "2021-10-05", None, None, Result.OPEN),
    (4, 12, "2021-11-24", None, "2021-12-20", Result.CLIENT_DECLINES),
    (4, None, "2022-01-12", None, None, Result.OPEN),
    (5, 8, "2021-09-29", "2021-09-15", "2021-11-10", Result.PLACE_FOUND),
    (5, 11, "2021-11-30", "2021-11-18", "2022-01-13", Result.PLACE_FOUND),
    (5, 3, "2022-01-05", "2021-12-15", None, Result.OPEN),
    (5, 16, "2022-01-27", "2022-01-20", None, Result.OPEN),
)


def reports(people: Sequence[Person], bottlenecks: Sequence[Row]) -> list[Row]:
    """Oldest first. A larger world meets the same bottlenecks again, with other clients."""
    keys = [row["bottleneck_id"] for row in bottlenecks]
    made = [
        _report(turn, people[lap:], keys)
        for lap in range(0, len(people), len(PROFILES))
        for turn in _TURNS
        if turn[1] is None or lap + turn[1] < len(people)
    ]
    return sorted(made, key=lambda row: row["reported_on"])


def _report(
    turn: tuple[int, int | None, str, str | None, str | None, Result],
    people: Sequence[Person],
    keys: Sequence[str],
) -> Row:
    bottleneck, place, reported_on, waiting_since, solved_on, result = turn
    person = people[place or 0]
    return {
        "bottleneck_id": keys[bottleneck - 1],
        "client_code": None if place is None else person.code,
        "reported_on": day(reported_on),
        "waiting_since": day(waiting_since) if waiting_since else None,
        "solved_on": day(solved_on) if solved_on else None,
        "result": result,
        "reported_by": person.profile.case_manager,
    }
