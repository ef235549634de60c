from __future__ import annotations

from typing import Any

import pytest

from lib.localsheets import shape
from lib.localsheets.refusal import Refusal

POINT = shape.message(x=shape.integer, tags=shape.listing(shape.text), inner=shape.mapping)


def refused(check: shape.Check, value: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        shape.cleaned(check, value, "requests[0]")
    return caught.value


def test_null_is_unset_and_whole_floats_are_integers() -> None:
    assert shape.cleaned(POINT, {"x": 2.0, "tags": None}) == {"x": 2}


def test_a_wrong_kind_names_its_place() -> None:
    refusal = refused(POINT, {"tags": ["a", 3]})
    expected = "Invalid value at 'requests[0].tags[1]' (TYPE_STRING), 3"
    assert (refusal.code, refusal.message) == (400, expected)
    assert refusal.extra["details"][0]["fieldViolations"][0]["field"] == "requests[0].tags[1]"


def test_an_unknown_field_is_named() -> None:
    refusal = refused(POINT, {"z": 1})
    assert refusal.code == 501
    assert "field 'z' at 'requests[0]'" in refusal.message


@pytest.mark.parametrize("value", [True, 1.5, "1", 2**31, -(2**31) - 1, 10**400, float("inf"), []])
def test_no_integer(value: Any) -> None:
    assert refused(shape.integer, value).code == 400


@pytest.mark.parametrize("value", [True, "1", 10**400, float("nan"), {}])
def test_no_number(value: Any) -> None:
    assert refused(shape.number, value).code == 400


def test_values_must_be_lists_of_lists() -> None:
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    whole = refused(shape.grid_values, "X")
    assert whole.message == f"Invalid value at 'requests[0]' {kind}, \"X\""
    inner = refused(shape.grid_values, [[1], 2])
    assert inner.message == f"Invalid value at 'requests[0][1]' {kind}, 2"
