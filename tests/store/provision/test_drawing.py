"""What Google makes of what was sent is recognised as the same, and nothing else is."""

from typing import Any

import pytest

from lib.store.provision.drawing import is_drawn

RED = {"rgbColor": {"red": 0.8706, "green": 0.0, "blue": 0.0}}
RULE = {"condition": {"type": "ONE_OF_RANGE",
                      "values": [{"userEnteredValue": "='Team'!$A$2:$A"}]}}  # fmt: skip


def ranged(formula: str) -> dict[str, Any]:
    return {"condition": {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": formula}]}}


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ({}, {"note": "van iemand"}),
        ({"bold": True}, {"bold": True, "italic": True}),
        ({"bold": False}, {}),
        ({"startRowIndex": 0}, {}),
        ({"a": RED}, {"a": {"rgbColor": {"red": 0.87058824}}}),
        (RULE, ranged("=Team!$A$2:$A")),
        (RULE, ranged("='Team'!$A$2:$A$1000")),
        (RULE, {**RULE, "showCustomUi": True}),
        ({"f": '=AND(A1<TODAY();$B2<>"Klaar")'}, {"f": '=AND(A1<TODAY(), $B2<>"Klaar")'}),
        ([1, {"a": "x"}], [1, {"a": "x", "b": 1}]),
    ],
)
def test_the_same(wanted: Any, held: Any) -> None:
    assert is_drawn(wanted, held)


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ({"note": "a"}, {}),
        ({"note": "a"}, {"note": "b"}),
        ({"bold": True}, {"bold": False}),
        ({"bold": False}, {"bold": True}),
        ({"a": RED}, {"a": {"rgbColor": {"red": 0.5}}}),
        ({"a": RED}, {"a": {"rgbColor": {"red": 0.87058824, "blue": 1}}}),
        (RULE, ranged("=Team!$B$2:$B")),
        (RULE, ranged("=Teams!$A$2:$A")),
        (RULE, ranged("=Team!$A$3:$A")),
        (RULE, {}),
        ([1], [1, 2]),
        ({"text": "Op koers"}, {"text": "op koers"}),
    ],
)
def test_not_the_same(wanted: Any, held: Any) -> None:
    assert not is_drawn(wanted, held)
