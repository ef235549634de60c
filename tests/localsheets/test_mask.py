from __future__ import annotations

from typing import Any

import pytest

from lib.localsheets.mask import branch, kept, parsed, replaced
from lib.localsheets.refusal import Refusal


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", {"a": {}}),
        ("a.b,a/c", {"a": {"b": {}, "c": {}}}),
        ("a(b,c(d)),e", {"a": {"b": {}, "c": {"d": {}}}, "e": {}}),
        ("a/b(c.d)", {"a": {"b": {"c": {"d": {}}}}}),
        ("a,a.b", {"a": {}}),
        ("a.b,a", {"a": {}}),
    ],
)
def test_parsed(text: str, tree: dict[str, Any]) -> None:
    assert parsed(text) == tree


@pytest.mark.parametrize("text", ["", ",", "a,", "a(", "a(b", "a)", ".a", "a..b", "a b!", "(" * 99])
def test_a_broken_mask_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parsed(text)
    assert refused.value.code == 400


def test_kept_goes_through_lists_and_leaves_shells() -> None:
    answer = {"s": [{"p": {"t": 1, "u": 2}}, {"q": 1}], "id": 3}
    assert kept(answer, parsed("s.p.t")) == {"s": [{"p": {"t": 1}}, {}]}
    assert kept(answer, parsed("s.p.x")) == {"s": [{"p": {}}, {}]}
    assert kept(answer, parsed("*")) == answer


def test_branch() -> None:
    mask = parsed("a.b")
    assert branch(mask, "a") == {"b": {}}
    assert branch(mask, "a", "b", "anything") == {}
    assert branch(mask, "c") is None
    assert branch({}, "c") == {}


def test_replaced_sets_the_masked_and_unsets_the_missing() -> None:
    target = {"a": 1, "g": {"x": 1, "y": 2}}
    assert replaced(target, {"g": {"x": 5}}, parsed("g.x")) == {"a": 1, "g": {"x": 5, "y": 2}}
    assert replaced(target, {}, parsed("a,g.y")) == {"g": {"x": 1}}
    assert replaced(target, {"b": 2}, parsed("*")) == {"b": 2}
