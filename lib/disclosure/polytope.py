"""All tables a reader holds possible: whole counts that agree with everything he sees."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse.csgraph import connected_components

from lib.disclosure.equations import Equations, Mask, Real, Whole

SWEEPS = 4
"""So often all cells are pushed at once, there and back, before they are pushed one by one."""


class Spans(NamedTuple):
    """Per hidden cell the lowest and highest count in a table that was found; `exact` where
    no table goes beyond."""

    low: Whole
    high: Whole
    exact: Mask


class Polytope:
    """What is possible for the hidden cells (`columns`, places in the system).

    Cells that no sum connects are solved in one call all the same: their objectives add up
    without touching each other, and a call costs more than its cells.
    """

    def __init__(self, equations: Equations, hidden: Mask) -> None:
        self.equations = equations
        self.columns: Whole = np.flatnonzero(hidden)
        self.rows: Whole = np.flatnonzero(np.diff(equations.matrix[:, self.columns].indptr))
        self.matrix = equations.matrix[self.rows][:, self.columns]
        self.low = equations.low[self.columns]
        self.high = equations.high[self.columns]
        # The truth is one of the tables, so it shows which sums the reader sees.
        self.truth = equations.values[self.columns]
        self.right: Whole = (self.matrix @ self.truth).astype(np.int64)
        links = abs(self.matrix.T) @ abs(self.matrix)
        self.component: Whole = connected_components(links, directed=False)[1]

    def spans(self, wanted: Mask, until_wide: bool) -> Spans:
        """Spans of the `wanted` cells; with `until_wide` a cell is left once it is wide."""
        spans = Spans(self.truth.copy(), self.truth.copy(), np.zeros(len(wanted), dtype=np.bool_))
        for sweep in range(SWEEPS):
            left = self._left(spans, wanted, until_wide)
            # Far enough is enough: room that one cell does not take is left to the others.
            k = self.equations.threshold[self.columns] if until_wide else self.high
            low = np.where(left, np.maximum(self.low, spans.high - k), self.low)
            high = np.where(left, np.minimum(self.high, spans.low + k), self.high)
            self._stretch(spans, np.where(left, _weights(len(left), sweep), 0.0), low, high)
        while (left := self._left(spans, wanted, until_wide)).any():
            # One cell of every component at a time.
            places = np.flatnonzero(left)
            turn = places[np.unique(self.component[places], return_index=True)[1]]
            push = np.zeros(len(left))
            push[turn] = 1.0
            self._stretch(spans, push, self.low, self.high)
            spans.exact[turn] = True
        return spans

    def _left(self, spans: Spans, wanted: Mask, until_wide: bool) -> Mask:
        left: Mask = wanted & ~spans.exact
        if until_wide:
            left &= ~self.equations.is_wide(self.columns, spans.low, spans.high)
        return left

    def _stretch(self, spans: Spans, push: Real, low: Whole, high: Whole) -> None:
        for table in (self._extreme(push, low, high), self._extreme(-push, low, high)):
            np.minimum(spans.low, table, out=spans.low)
            np.maximum(spans.high, table, out=spans.high)

    def _extreme(self, push: Real, low: Whole, high: Whole) -> Whole:
        """The table within `low`…`high` that is highest in the direction `push`; where nothing
        is pushed, the truth."""
        pushed = np.isin(self.component, np.unique(self.component[push != 0]))
        table = self.truth.copy()
        if not pushed.any():
            return table
        table[pushed] = self._solved(pushed, push, low, high, whole=False)
        broken = pushed & ~self._holds(table)
        if broken.any():  # a corner between whole tables: ask for whole numbers
            table[broken] = self._solved(broken, push, low, high, whole=True)
            if not self._holds(table).all():
                raise ArithmeticError("no whole table found, though the truth is one")
        return table

    def _solved(self, part: Mask, push: Real, low: Whole, high: Whole, whole: bool) -> Whole:
        """The cells of `part` (whole components) at their best, rounded."""
        matrix = self.matrix[:, part]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        sides = self.right[rows]
        answer = milp(
            -push[part],
            integrality=np.full(int(part.sum()), int(whole)),
            bounds=Bounds(low[part], high[part]),
            constraints=LinearConstraint(matrix[rows], sides, sides) if len(rows) else None,
            options={"mip_rel_gap": 0.0},
        )
        if answer.x is None:
            raise ArithmeticError(f"the solver found no table: {answer.message}")
        near: Whole = np.rint(answer.x).astype(np.int64)
        # A cell that is not whole must not pass for one: -1 breaks its bounds.
        return near if whole else np.where(np.abs(answer.x - near) < 1e-6, near, -1)

    def _holds(self, table: Whole) -> Mask:
        """Per cell, whether its component of the table is right to the last count."""
        bad = (table < self.low) | (table > self.high)
        wrong_rows = self.matrix @ table != self.right
        bad |= (abs(self.matrix[wrong_rows]).sum(axis=0) > 0) if wrong_rows.any() else False
        return ~np.isin(self.component, np.unique(self.component[bad]))


def _weights(size: int, sweep: int) -> Real:
    """All cells up first; then a sequence that is the same on every machine and goes both ways
    in every sum."""
    steps = np.arange(1, size + 1, dtype=np.float64)
    return 0.5 - (steps * sweep * 0.6180339887498949) % 1
