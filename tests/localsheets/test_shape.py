from __future__ import annotations

from typing import Any

import pytest

from lib.localsheets import shape
from lib.localsheets.refusal import Refusal

POINT = shape.message(
    lambda: {"x": shape.integer, "tags": shape.listing(shape.text), "inner": shape.mapping},
    known={"x", "tags", "inner", "colourOfIt"},
)


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


def test_a_field_google_lacks_is_googles_refusal() -> None:
    refusal = refused(POINT, {"inner": {}, "z": 1})
    assert refusal.code == 400
    assert refusal.message == (
        "Invalid JSON payload received. Unknown name \"z\" at 'requests[0]': Cannot find field."
    )


def test_a_field_that_is_not_done_here_is_named() -> None:
    refusal = refused(POINT, {"colourOfIt": 1})
    assert (refusal.code, "field 'colourOfIt' at 'requests[0]'" in refusal.message) == (501, True)


def test_places_are_spelled_as_googles_messages_do() -> None:
    outer = shape.message(lambda: {"repeatCell": POINT}, known={"repeatCell"})
    assert "'requests[0].repeat_cell.x'" in refused(outer, {"repeatCell": {"x": "one"}}).message


def test_numbers_may_be_quoted() -> None:
    assert shape.cleaned(POINT, {"x": "12"}) == {"x": 12}
    assert shape.number("-1.5") == -1.5


def test_unspecified_is_unset() -> None:
    side = shape.choice("Side", ["SIDE_UNSPECIFIED", "LEFT"])
    box = shape.message(lambda: {"side": side}, known={"side"})
    assert shape.cleaned(box, {"side": "SIDE_UNSPECIFIED"}) == {}
    assert shape.cleaned(box, {"side": "LEFT"}) == {"side": "LEFT"}
    assert "v4.Side" in refused(box, {"side": "left"}).message


@pytest.mark.parametrize(
    "value", [True, 1.5, "1.5", "x", 2**31, -(2**31) - 1, 10**400, float("inf"), []]
)
def test_no_integer(value: Any) -> None:
    assert refused(shape.integer, value).code == 400


@pytest.mark.parametrize("value", [True, "", "1e", 10**400, float("nan"), {}])
def test_no_number(value: Any) -> None:
    assert refused(shape.number, value).code == 400


def test_values_must_be_lists_of_lists() -> None:
    kind = "(type.googleapis.com/google.protobuf.ListValue)"
    whole = refused(shape.grid_values, "X")
    assert whole.message == f"Invalid value at 'requests[0]' {kind}, \"X\""
    inner = refused(shape.grid_values, [[1], 2])
    assert inner.message == f"Invalid value at 'requests[0][1]' {kind}, 2"
