"""Formulas made of numbers and + - * / ^ % ( ): everything else is an error value here."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """An error value: Google's kind, what the cell shows, and the words with it."""

    kind: str
    shown: str
    message: str


class _Stop(Exception):
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


_UNREADABLE = Failure("ERROR", "#ERROR!", "Formula parse error.")
_ZERO = Failure("DIVIDE_BY_ZERO", "#DIV/0!", "Function DIVIDE parameter 2 cannot be zero.")
_IMAGINARY = Failure("NUM", "#NUM!", "Function POWER evaluates to an imaginary number.")
_TOO_BIG = Failure("NUM", "#NUM!", "Numeric value is greater than 1.79769E+308.")


def evaluated(expression: str, decimal: str) -> float | Failure:
    number = rf"\d+(?:{re.escape(decimal)}\d*)?|{re.escape(decimal)}\d+"
    tokens = re.findall(rf"{number}|[-+*/^%()]|\S", expression, re.ASCII)
    reader = _Reader([token.replace(decimal, ".") for token in tokens])
    try:
        value = reader.whole()
        return value if math.isfinite(value) else _TOO_BIG
    except _Stop as stop:
        return stop.failure
    except OverflowError:
        return _TOO_BIG
    except RecursionError:
        return _UNREADABLE


class _Reader:
    """Recursive descent; the loosest operators first."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens[::-1]

    def next_is(self, expected: str) -> bool:
        return bool(self.tokens) and self.tokens[-1] in expected

    def whole(self) -> float:
        value = self.binary(0)
        if self.tokens:
            raise _Stop(_UNREADABLE)
        return value

    def binary(self, level: int) -> float:
        if level == len(_OPERATORS):
            return self.signed()
        value = self.binary(level + 1)
        while self.next_is(_OPERATORS[level]):
            value = _APPLIED[self.tokens.pop()](value, self.binary(level + 1))
        return value

    def signed(self) -> float:
        if self.next_is("+-"):
            return self.signed() if self.tokens.pop() == "+" else -self.signed()
        value = self.atom()
        while self.next_is("%"):
            self.tokens.pop()
            value /= 100
        return value

    def atom(self) -> float:
        if not self.tokens:
            raise _Stop(_UNREADABLE)
        piece = self.tokens.pop()
        if piece == "(":
            value = self.binary(0)
            if not self.next_is(")"):
                raise _Stop(_UNREADABLE)
            self.tokens.pop()
            return value
        if not piece[0].isdigit() and not (piece[0] == "." and len(piece) > 1):
            raise _Stop(_UNREADABLE)
        return float(piece)


def _quotient(value: float, by: float) -> float:
    if by == 0:
        raise _Stop(_ZERO)
    return value / by


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        raise _Stop(_ZERO)
    result = base**exponent
    if isinstance(result, complex):
        raise _Stop(_IMAGINARY)
    return float(result)


_OPERATORS = ("+-", "*/", "^")
_APPLIED: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _quotient,
    "^": _power,
}
