"""What a reader works out, held against every table there could be."""

from itertools import chain, combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure.audit import Leak, Reader
from lib.disclosure.pattern import protected
from lib.disclosure.system import Cell, Rule, Sum, System
from tests.disclosure.flow import intervals
from tests.disclosure.tables import Table, publication, random_table


def row(parts: dict[Cell, int]) -> System:
    return System.of({**parts, "total": sum(parts.values())}, [Sum("total", tuple(parts))], Rule())


def test_subtraction_finds_a_single_hidden_cell() -> None:
    reader = Reader(row({"a": 6, "b": 8, "c": 4}), ["a", "b", "total"])
    assert reader.interval("c") == (4, 4)
    assert reader.recovered() == {"c": 4}
    assert reader.leaks() == (Leak(("c",), 4, 4, ("a", "b", "total")),)


def test_two_hidden_cells_that_are_small_together_are_a_leak_as_a_union() -> None:
    reader = Reader(row({"a": 6, "b": 8, "c": 1, "d": 3}), ["a", "b", "total"])
    assert reader.interval("c") == (0, 4)
    assert reader.recovered() == {}
    assert reader.leaks() == (Leak(("c", "d"), 4, 4, ("a", "b", "total")),)


def test_a_hidden_total_has_no_highest() -> None:
    reader = Reader(row({"a": 6, "b": 8, "c": 4}), ["a", "b"])
    assert reader.interval("total") == (14, None)
    assert reader.interval("a") == (6, 6)
    assert reader.leaks() == ()


def test_neighbours_are_beaten_by_adding_up_rows_and_columns() -> None:
    """Every row and column hides two cells or none, which looks safe: the sums of the first two
    rows less those of the first two columns leave one cell."""
    grid = [[1, 9, 9, 9], [9, 9, 9, 9], [9, 9, 9, 9], [9, 9, 9, 9]]
    hidden = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)}
    system = publication([Table("t", grid)])
    shown = [c for c in system.cells if (c[1], c[2]) not in hidden]
    reader = Reader(system, shown)
    assert reader.recovered() == {("t", 1, 2): 9}
    assert reader.interval(("t", 1, 2)) == (9, 9)


def test_only_known_cells_and_cells_that_are_there_can_be_shown() -> None:
    system = System.of({"a": 1}, [], Rule(), known=["a"])
    with pytest.raises(ValueError, match="known cells are always shown"):
        Reader(system, [])
    with pytest.raises(ValueError, match="only cells of the system"):
        Reader(system, ["a", "b"])


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_intervals_are_those_of_flows(chance: Random) -> None:
    table = random_table("t", chance)
    system = publication([table])
    shown = [c for c in system.cells if c in system.known or chance.random() < 0.5]
    expected = intervals(table, {(i, j) for _, i, j in shown})
    found = Reader(system, shown).intervals()
    assert {(i, j): bounds for (_, i, j), bounds in found.items()} == expected


def possible(system: System, shown: frozenset[Cell]) -> list[dict[Cell, int]]:
    """Every table of `linked` that agrees with what is shown, the total among it, by trying."""
    top = system.values["all"]
    found = []
    for a, b, c, x in product(range(top + 1), repeat=4):
        if a + b + c <= top:
            d = top - a - b - c
            table: dict[Cell, int] = {"a": a, "b": b, "c": c, "d": d, "x": x, "y": top - x}
            table |= {"ab": a + b, "cd": c + d, "all": top, "bx": b + x}
            if all(table[cell] == system.values[cell] for cell in shown):
                found.append(table)
    return found


@st.composite
def linked(draw: st.DrawFn) -> System:
    """Subtotals, and two tables with one total: what flows do not cover."""
    a, b, c, d = (draw(st.integers(0, 3)) for _ in range(4))
    x = draw(st.integers(0, a + b + c + d))
    values: dict[Cell, int] = {"a": a, "b": b, "c": c, "d": d, "x": x, "y": a + b + c + d - x}
    values |= {"ab": a + b, "cd": c + d, "all": a + b + c + d}
    sums = [Sum("ab", ("a", "b")), Sum("cd", ("c", "d")), Sum("all", ("ab", "cd"))]
    sums += [Sum("all", ("x", "y"))]
    if draw(st.booleans()):
        values |= {"bx": b + x}
        sums += [Sum("bx", ("b", "x"))]
    rule = Rule(draw(st.sampled_from((2, 3))), draw(st.booleans()))
    return System.of(values, sums, rule, known=["all"])


@settings(max_examples=40)
@given(linked())
def test_no_small_cell_or_union_is_the_same_in_every_possible_table(system: System) -> None:
    done = protected(system)
    tables = possible(system, done.shown)
    reader = Reader(system, done.shown)
    for cell, (low, high) in reader.intervals().items():
        assert (low, high) == (min(t[cell] for t in tables), max(t[cell] for t in tables))
    bare = possible(system, frozenset(system.known))
    unions = chain.from_iterable(combinations(sorted(done.hidden), n) for n in (1, 2, 3))
    for union in unions:
        sums = {sum(t[cell] for cell in union) for t in tables}
        # What is known beforehand to be small together cannot be helped.
        most = max(sum(table[cell] for cell in union) for table in bare)
        rule = system.rules[union[0]]
        assert len(sums) > 1 or not rule.is_small(sums.pop()) or most < rule.threshold, union
