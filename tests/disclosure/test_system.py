"""What a system takes, and what it refuses."""

from typing import Any

import pytest

from lib.disclosure.system import Rule, Sum, System

VALUES = {"a": 6, "b": 8, "c": 4, "total": 18}
SUM = Sum("total", ("a", "b", "c"))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"values": {**VALUES, "total": 19}}, "do not add up"),
        ({"values": {**VALUES, "a": -1, "total": 11}}, "'a' is no count"),
        ({"values": {**VALUES, "a": 6.5, "total": 18.5}}, "'a' is no count"),
        ({"sums": [Sum("total", ("a", "b", "d"))]}, "'d' has no value"),
        ({"sums": [Sum("total", ("a", "b", "c", "c"))]}, "names a cell twice"),
        ({"sums": [Sum("total", ("total",))]}, "names a cell twice"),
        ({"rules": {"a": Rule()}}, "'b' has no rule"),
        ({"rules": Rule(0)}, "hides nothing"),
        ({"known": ["d"]}, "'d' has no value"),
        ({"known": ["a"], "forced": ["a"]}, "known, so it cannot be hidden"),
        ({"bounds": {"a": (7, None)}}, "not within its bounds"),
        ({"bounds": {"a": (None, 5)}}, "not within its bounds"),
    ],
)
def test_what_does_not_hold_together_is_refused(changed: dict[str, Any], complaint: str) -> None:
    given: dict[str, Any] = {"values": VALUES, "sums": [SUM], "rules": Rule()}
    with pytest.raises(ValueError, match=complaint):
        System.of(**{**given, **changed})


def test_the_order_things_come_in_makes_no_difference() -> None:
    turned = dict(reversed(VALUES.items()))
    one = System.of(VALUES, [SUM], Rule())
    other = System.of(turned, [Sum("total", ("c", "b", "a"))] * 2, Rule())
    assert (one.cells, one.sums) == (other.cells, other.sums)


@pytest.mark.parametrize(
    ("rule", "small"),
    [
        (Rule(5), [0, 1, 2, 3, 4]),
        (Rule(5, zero_is_small=False), [1, 2, 3, 4]),
        (Rule(3), [0, 1, 2]),
        (Rule(1, zero_is_small=False), []),
    ],
)
def test_small_is_below_the_threshold(rule: Rule, small: list[int]) -> None:
    assert [n for n in range(20) if rule.is_small(n)] == small
