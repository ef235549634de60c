"""Whatever somebody does in a sheet: it is found and explained, nothing is dropped, Herstel does
what it says, and a save afterwards is right or refused."""

from collections.abc import Sequence
from typing import Any

import pytest

from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from tests.doctor.damage import BLOCKED, RIGHT, Damage
from tests.doctor.damages import EVERY
from tests.doctor.judge import link, mended, saved, told, values
from tests.store.conftest import Bench


def fresh(now: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in now if problem not in before]


def without_key(place: tuple[str, Any, str], damage: Damage) -> tuple[str, Any, str]:
    sheet, key, column = place
    return sheet, None if key == damage.wiped else key, column


@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_it_is_found_explained_and_linked_and_nothing_is_dropped(
    damage: Damage, bench: Bench
) -> None:
    before = bench.store.read()
    damage.act(bench)
    seen = bench.store.read()
    problems = fresh(seen.problems, before.problems)
    spellings = fresh(seen.spellings, before.spellings)
    inspected = bench.store.inspect(seen)
    assert told(damage.sheet, problems, seen) == [*damage.told]
    assert told(damage.sheet, spellings, seen) == [*damage.spelled]
    assert told(damage.sheet, inspected, seen) == [*damage.inspected]
    found = [*problems, *spellings, *inspected]
    assert (link(bench, found[0], seen) if found else None) == damage.link

    was, now = values(before), values(seen)
    more = len(seen.tables[damage.sheet]) - len(before.tables[damage.sheet])
    assert more == (-len(before.tables[damage.sheet]) if damage.unreadable else damage.rows)
    if damage.unreadable:
        was = {place: value for place, value in was.items() if place[0] != damage.sheet}
    if damage.wiped:
        was = {without_key(place, damage): value for place, value in was.items()}
        was[damage.sheet, None, SHEETS[damage.sheet].key().name] = None
    expected = {place: damage.reads.get(place[1:], value) for place, value in was.items()}
    assert {place: now.get(place) for place in expected} == expected


@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_a_save_is_right_or_refused_and_herstel_sets_what_it_says(
    damage: Damage, bench: Bench
) -> None:
    before = bench.store.read()
    bench.store.watch.known.remember(before)
    damage.act(bench)
    for is_new, expected in ((False, damage.saved), (True, damage.added)):
        if expected == BLOCKED:
            expected = f"Nog niet opgeslagen: {damage.told[0][1]}"
        assert saved(bench, damage, bench.store.read(), is_new=is_new) == expected
    seen = bench.store.read()
    found = fresh(seen.problems, before.problems) + fresh(seen.spellings, before.spellings)
    assert mended(bench, found, before, seen) == damage.mends
    assert bool(damage.mends) == (damage.mending != "–")


@pytest.mark.parametrize("damage", [d for d in EVERY if RIGHT not in (d.saved, d.added)], ids=str)
def test_who_had_the_page_open_before_is_refused_as_well(damage: Damage, bench: Bench) -> None:
    seen = bench.store.read()
    damage.act(bench)
    for is_new in (False, True):
        assert saved(bench, damage, seen, is_new=is_new) != RIGHT
