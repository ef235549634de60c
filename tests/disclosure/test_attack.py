"""Random publications against a reader with flows. `python -m tests.disclosure.attack 10000 1`
does the same for long."""

from random import Random

import pytest

from lib.disclosure.pattern import Protection, Reason, protected
from lib.disclosure.system import Rule
from tests.disclosure.attack import attacked, campaign, recovered
from tests.disclosure.backward import left_over, random_small
from tests.disclosure.tables import Table, publication


@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_recovered_from_random_tables(seed: int) -> None:
    tally = campaign(64, seed)
    assert tally.recovered == ()
    assert 0 < tally.hidden < tally.cells
    assert tally.complements > 0


def test_the_attack_finds_a_complement_that_is_shown_all_the_same() -> None:
    table = Table("t", [[2, 20, 30], [40, 50, 60], [70, 80, 90]])
    done = protected(publication([table]))
    extra = next(c for c, reason in done.hidden.items() if reason is Reason.COMPLEMENT)
    rest = {c: reason for c, reason in done.hidden.items() if c != extra}
    careless = Protection(done.shown | {extra}, rest, ())
    assert {found.interval for found in recovered(table, careless)} >= {(2, 2)}


def test_a_known_row_gives_away_no_more_than_it_must() -> None:
    known = frozenset({(0, 0), (0, -1), (-1, -1)})
    table = Table("t", [[18, 1], [20, 30]], known=known)
    assert attacked([table]).given_away == 1


def test_a_reader_with_our_program_finds_no_small_count() -> None:
    chance = Random(5)
    tried = [left for _ in range(12) if (left := left_over(random_small(chance)))]
    assert tried
    assert all(len(counts) > 1 for left in tried for counts in left.values())


@pytest.mark.parametrize("grid", [[[9, 2, 3, 2]], [[4, 2, 2]], [[0, 2, 8], [7, 6, 7], [2, 7, 2]]])
def test_a_reader_who_knows_which_cells_are_small_does_not_know_how_small(
    grid: list[list[int]],
) -> None:
    left = left_over(Table("t", grid, Rule(3)))
    assert left
    assert min(len(counts) for counts in left.values()) > 1
