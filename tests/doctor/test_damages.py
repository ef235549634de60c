"""Whatever somebody does in a sheet: it is found and explained, nothing is dropped, Herstel does
what it says, and a save afterwards is right or refused."""

from collections.abc import Sequence
from typing import Any

import pytest

from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from tests.doctor.damage import BLOCKED, RIGHT, Damage
from tests.doctor.damages import EVERY
from tests.doctor.judge import cells, grid, link, mended, saved, told, values
from tests.store.conftest import Bench


def fresh(now: Sequence[Problem], before: Sequence[Problem]) -> list[Problem]:
    return [problem for problem in now if problem not in before]


def found_in(before: Snapshot, seen: Snapshot) -> list[Problem]:
    return [*fresh(seen.problems, before.problems), *fresh(seen.spellings, before.spellings)]


@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_it_is_found_explained_and_linked(damage: Damage, bench: Bench) -> None:
    before = bench.store.read()
    assert bench.store.inspect(before) == ()
    damage.act(bench)
    seen = bench.store.read()
    problems, spellings = (
        fresh(now, was)
        for now, was in ((seen.problems, before.problems), (seen.spellings, before.spellings))
    )
    inspected = bench.store.inspect(seen)
    assert told(damage.sheet, problems, seen) == [*damage.told]
    assert told(damage.sheet, spellings, seen) == [*damage.spelled]
    assert told(damage.sheet, inspected, seen) == [*damage.inspected]
    found = [*problems, *spellings, *inspected]
    assert (link(bench, found[0], seen) if found else None) == damage.link


@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_nothing_is_dropped(damage: Damage, bench: Bench) -> None:
    before = bench.store.read()
    damage.act(bench)
    seen = bench.store.read()
    was, now = values(before), values(seen)
    if damage.unreadable:
        was = {place: value for place, value in was.items() if place[0] != damage.sheet}
        assert not len(seen.tables[damage.sheet])
    else:
        more = len(seen.tables[damage.sheet]) - len(before.tables[damage.sheet])
        assert more == damage.rows
    key = SHEETS[damage.sheet].key().name
    if damage.wiped:
        assert now[damage.sheet, None, key] is None
        was = {_without_key(place, damage): value for place, value in was.items()}
        was[damage.sheet, None, key] = None
    expected = {place: damage.reads.get(place[1:], value) for place, value in was.items()}
    assert {place: now[place] for place in expected} == expected


def _without_key(place: tuple[str, Any, str], damage: Damage) -> tuple[str, Any, str]:
    sheet, key, column = place
    return sheet, None if key == damage.wiped else key, column


@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_herstel_sets_exactly_what_it_says(damage: Damage, bench: Bench) -> None:
    before = bench.store.read()
    bench.store.watch.known.remember(before)
    damage.act(bench)
    seen = bench.store.read()
    assert mended(bench, found_in(before, seen), before, seen) == damage.mends
    assert bool(damage.mends) == (damage.mending != "–")


@pytest.mark.parametrize("is_new", [False, True], ids=["change", "new row"])
@pytest.mark.parametrize("damage", EVERY, ids=str)
def test_a_save_is_right_or_refused(damage: Damage, is_new: bool, bench: Bench) -> None:
    damage.act(bench)
    expected = damage.added if is_new else damage.saved
    if expected == BLOCKED:
        expected = f"Nog niet opgeslagen: {damage.told[0][1]}"
    assert saved(bench, damage, bench.store.read(), is_new=is_new) == expected


@pytest.mark.parametrize("damage", [d for d in EVERY if RIGHT not in (d.saved, d.added)], ids=str)
def test_who_had_the_page_open_before_is_refused_as_well(damage: Damage, bench: Bench) -> None:
    seen = bench.store.read()
    damage.act(bench)
    before = grid(bench, damage.sheet)
    for is_new in (False, True):
        assert saved(bench, damage, seen, is_new=is_new) != RIGHT
    assert cells(grid(bench, damage.sheet)) == cells(before)
