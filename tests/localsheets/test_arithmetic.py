from __future__ import annotations

import pytest

from lib.localsheets.arithmetic import Failure, evaluated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (" 1 / 1024", 0.0009765625),
        ("2+3*4", 14),
        ("(2+3)*4", 20),
        ("-2^2", 4),
        ("2^3^2", 64),
        ("10-2-3", 5),
        ("50%", 0.5),
        ("1.5+.5", 2),
        ("--3", 3),
    ],
)
def test_literals(text: str, value: float) -> None:
    assert evaluated(text, ".") == value


def test_decimal_comma() -> None:
    assert evaluated("1,5*2", ",") == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1/0", "#DIV/0!"),
        ("0^-1", "#DIV/0!"),
        ("9^999", "#NUM!"),
        ("(0-1)^0.5", "#NUM!"),
        ("SUM(A1)", "#ERROR!"),
        ("A1", "#ERROR!"),
        ("1+", "#ERROR!"),
        ("(1", "#ERROR!"),
        ("1 2", "#ERROR!"),
        ("", "#ERROR!"),
        ("(" * 20_000, "#ERROR!"),
        ("1,5", "#ERROR!"),
    ],
)
def test_errors(text: str, shown: str) -> None:
    result = evaluated(text, ".")
    assert isinstance(result, Failure)
    assert result.shown == shown
