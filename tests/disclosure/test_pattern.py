"""Which counts are shown. All counts are fictitious; some are those of a public memo."""

import pytest

from lib.disclosure.audit import Leak, Reader
from lib.disclosure.pattern import Protection, Reason, protected
from lib.disclosure.system import Cell, Rule, Sum, System
from tests.disclosure.tables import Table, publication

SMALL, CHANGE, COMPLEMENT = Reason.SMALL, Reason.CHANGE, Reason.COMPLEMENT
FIVE = Rule()
WITHOUT_ZERO = Rule(5, zero_is_small=False)


def row(parts: dict[Cell, int], rule: Rule = FIVE, known: tuple[Cell, ...] = ()) -> Protection:
    values = {**parts, "total": sum(parts.values())}
    return protected(System.of(values, [Sum("total", tuple(parts))], rule, known=known))


@pytest.mark.parametrize(
    ("threshold", "hidden"),
    [
        (3, {}),
        (5, {"a": COMPLEMENT, "c": SMALL}),
        (9, {"a": SMALL, "b": SMALL, "c": SMALL}),
        (10, {"a": SMALL, "b": SMALL, "c": SMALL}),
        (19, {"a": SMALL, "b": SMALL, "c": SMALL, "total": SMALL}),
    ],
)
def test_six_eight_and_four_of_eighteen(threshold: int, hidden: dict[str, Reason]) -> None:
    assert row({"a": 6, "b": 8, "c": 4}, Rule(threshold)).hidden == hidden


@pytest.mark.parametrize("threshold", [2, 3, 5, 10])
def test_eighteen_in_good_contact_and_one_not(threshold: int) -> None:
    done = row({"good": 18, "not": 1}, Rule(threshold))
    assert done.hidden == {"good": COMPLEMENT, "not": SMALL}
    assert done.shown == {"total"}
    assert done.given_away == ()


def test_releasing_one_of_the_two_is_safe_and_both_is_not() -> None:
    parts: dict[Cell, int] = {"good": 18, "not": 1}
    assert row(parts, known=("total",)).given_away == ()
    released = row(parts, known=("good",))
    assert released.hidden == {"not": SMALL, "total": COMPLEMENT}
    assert released.given_away == ()
    both = row(parts, known=("good", "total"))
    assert both.shown == {"good", "total"}
    assert both.given_away == (Leak(("not",), 1, 1, ("good", "total")),)


def test_a_small_union_can_be_given_away_while_its_cells_are_not() -> None:
    done = row({"good": 18, "bad": 1, "none": 2}, known=("good", "total"))
    assert done.given_away == (Leak(("bad", "none"), 3, 3, ("good", "total")),)


def test_two_small_cells_that_are_small_together_take_a_third() -> None:
    assert row({"a": 2, "b": 1, "c": 30, "d": 40}).hidden == {
        "a": SMALL,
        "b": SMALL,
        "c": COMPLEMENT,
    }
    assert row({"a": 4, "b": 3, "c": 30, "d": 40}).hidden == {"a": SMALL, "b": SMALL}
    # 8 together, both below 5: that would be 4 and 4.
    assert row({"a": 4, "b": 4, "c": 30, "d": 40}).hidden.keys() == {"a", "b", "c"}


def test_zero_and_everybody_are_hidden_unless_the_rule_says_otherwise() -> None:
    parts: dict[Cell, int] = {"yes": 18, "no": 0}
    assert row(parts).hidden == {"yes": COMPLEMENT, "no": SMALL}
    assert row(parts, WITHOUT_ZERO).hidden == {}
    assert row({"yes": 18, "no": 0, "unsaid": 0}).hidden.keys() == {"yes", "no", "unsaid"}


def test_a_total_is_shown_when_parts_do() -> None:
    grid = [[2, 20, 30], [40, 50, 60], [70, 80, 90]]
    hidden = protected(publication([Table("t", grid)])).hidden
    assert len(hidden) == 4
    assert all(row != -1 and column != -1 for _, row, column in hidden)


def test_a_subtotal_protects_what_stands_under_it() -> None:
    values: dict[Cell, int] = {"a": 2, "b": 9, "north": 11, "c": 20, "d": 30, "south": 50}
    values["all"] = 61
    sums = [Sum("north", ("a", "b")), Sum("south", ("c", "d")), Sum("all", ("north", "south"))]
    assert protected(System.of(values, sums, Rule())).hidden == {"a": SMALL, "b": COMPLEMENT}
    # A subtotal that is small itself must not follow from the grand total and its neighbour.
    values |= {"b": 1, "north": 3, "all": 53}
    hidden = protected(System.of(values, sums, Rule())).hidden
    assert hidden.keys() >= {"a", "b", "north"}
    assert "all" in hidden or {"south"} < hidden.keys()


def test_a_total_that_two_tables_share_is_hidden_in_both() -> None:
    values: dict[Cell, int] = {"x1": 3, "x2": 7, "y1": 4, "y2": 6, "total": 10, "z": 30, "all": 40}
    sums = [Sum("total", ("x1", "x2")), Sum("total", ("y1", "y2")), Sum("all", ("total", "z"))]
    done = protected(System.of(values, sums, Rule()))
    assert done.hidden == {"x1": SMALL, "x2": COMPLEMENT, "y1": SMALL, "y2": COMPLEMENT}
    # With one half of the first table published before, that half and the total would give the
    # other: the total goes, and in the second table too.
    done = protected(System.of(values, sums, Rule(), known=["x2"]))
    assert done.hidden.keys() >= {"x1", "total", "y1"}
    assert done.shown >= {"x2"}
    assert Reader(System.of(values, sums, Rule()), done.shown).leaks() == ()


def test_what_another_audience_saw_counts_as_known() -> None:
    parts: dict[Cell, int] = {"a": 3, "b": 4, "c": 2, "d": 20}
    earlier = row(parts, Rule(3))
    assert earlier.hidden == {"c": SMALL, "a": COMPLEMENT}
    now = row(parts, Rule(5), known=tuple(sorted(earlier.shown, key=str)))
    assert now.shown == earlier.shown
    assert now.hidden.keys() == {"a", "c"}
    # 3 and 2 are 5 together: wide enough for k = 5, as it was for k = 3.
    assert now.given_away == ()
    at_six = row(parts, Rule(6), known=tuple(sorted(earlier.shown, key=str)))
    assert at_six.given_away == (Leak(("a", "c"), 5, 5, ("b", "d", "total")),)


def test_a_percentage_beside_its_base_is_just_the_number() -> None:
    """Somebody publishes "95% of 19": that is 18 known, and 19."""
    assert row({"good": 18, "not": 1}, known=("good", "total")).given_away[0].low == 1


def test_a_change_that_must_not_be_seen_is_not_seen_through_the_total() -> None:
    """One woman came into good contact: 18 at the last publication, now ▲."""
    values: dict[Cell, int] = {"good": 19, "not": 9, "unknown": 12, "total": 40}
    system = System.of(
        values,
        [Sum("total", ("good", "not", "unknown"))],
        Rule(),
        forced=["good"],
        bounds={"good": (19, 22)},
    )
    done = protected(system)
    assert done.hidden["good"] is CHANGE
    # With one neighbour hidden that would be 6 to 9, so less than k wide: it takes two.
    assert done.hidden == {"good": CHANGE, "not": COMPLEMENT, "unknown": COMPLEMENT}
    assert done.given_away == ()
    reader = Reader(system, done.shown)
    assert reader.interval("good") == (19, 22)
    given = protected(
        System.of(
            values,
            system.sums,
            Rule(),
            known=["not", "unknown", "total"],
            forced=["good"],
            bounds={"good": (19, 22)},
        )
    ).given_away
    assert given == (Leak(("good",), 19, 19, ("not", "total", "unknown")),)


def test_when_nothing_is_known_and_all_is_small_nothing_is_shown() -> None:
    done = protected(publication([Table("t", [[0, 1], [1, 0]])]))
    assert done.shown == frozenset()


def test_the_order_of_the_input_changes_nothing() -> None:
    table = Table("t", [[2, 20, 30, 7], [40, 1, 60, 7], [70, 80, 3, 7]])
    values, sums = table.values(), table.sums()
    turned = dict(reversed(values.items()))
    one = protected(System.of(values, sums, Rule()))
    assert protected(System.of(turned, sums[::-1], Rule())) == one


def test_tables_that_nothing_links_are_protected_as_if_alone() -> None:
    tables = [
        Table("t", [[2, 20, 30], [40, 50, 60]]),
        Table("u", [[7, 8, 9], [9, 1, 7]]),
    ]
    together = protected(publication(tables)).shown
    assert together == frozenset().union(*(protected(publication([t])).shown for t in tables))
