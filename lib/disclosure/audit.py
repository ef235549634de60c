"""Everything an informed reader can work out from what is shown.

What he is taken to know: every number shown, every sum, that counts are whole and not negative,
the bounds beside them (`System.bounds`), and the rule: what is hidden may be small or may stand
beside something small, what is shown without being known before is not small. Which reason hides
a cell he does not see, so the rule narrows no hidden cell: it could be the small one or the
other. (A reader who runs our own choice of cells backwards: see `lib/disclosure/pattern.py`.)

The method is the audit of cell suppression with feasibility intervals: for every hidden cell the
lowest and the highest count in any table that agrees with the above, two linear programmes a
cell. See Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer & de Wolf,
Statistical Disclosure Control (Wiley 2012), sections 4.2 and 4.3, and Fischetti & Salazar
González, Solving the cell suppression problem on tabular data with linear constraints,
Management Science 47 (2001). Bounds are of whole tables, not of the relaxation: each end is a
table that was found and added up in whole numbers (`lib/disclosure/polytope.py`).

What is accepted, for a hidden cell with threshold k that can be `low`…`high`:

- zero is small: high - low is at least k;
- zero is not small: that, or low is at most 1 and high at least k.

This is narrower than "k wide, or 0…k-1 as a whole": a cell that can be exactly 0…k-1 is refused.
By duality its highest count, k-1, is the value of a weighted sum of hidden cells, itself among
them, that the reader sees exactly: a recoverable small union (18 shown, 14 of them in a shown
cell: the other two are 4 together). Conversely, a union whose sum is seen and is small caps each
of its cells below the largest threshold among them. So one rule for cells refuses small unions
too, and no search through unions is needed.

All hidden cells are held to it, not only the small ones: then the verdict depends on what the
reader sees alone and tells him nothing more. The one exception is what cannot be helped: a cell
that is as narrow when nothing but `known` is shown.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog

from lib.disclosure.equations import Equations, Mask, Real, Whole
from lib.disclosure.polytope import Polytope, Spans
from lib.disclosure.system import Bounds, Cell, System


class Leak(NamedTuple):
    """What a reader works out: the hidden `cells` together are `low`…`high`, which follows
    from the cells `seen`. One count when low = high."""

    cells: tuple[Cell, ...]
    low: int
    high: int
    seen: tuple[Cell, ...]


class Reader:
    """A reader to whom exactly `shown` is shown. The hidden counts in `system` are used to know
    the sums of what is shown, and as a first table; what comes out does not depend on them.

    ValueError when `shown` lacks a known cell or names one that is not there.
    """

    def __init__(self, system: System, shown: Collection[Cell]) -> None:
        if not {*system.known} <= {*shown} <= {*system.cells}:
            raise ValueError("known cells are always shown, and only cells of the system")
        self.equations = Equations.of(system)
        shows = {*shown}
        hidden = np.array([cell not in shows for cell in system.cells], dtype=np.bool_)
        self._space = Polytope(self.equations, hidden)
        self.hidden = tuple(system.cells[place] for place in self._space.columns)

    def interval(self, cell: Cell) -> Bounds:
        """Lowest and highest count of a cell; None for no highest. A shown cell is what it is."""
        if cell not in self.hidden:
            value = self.equations.system.values[cell]
            return value, value
        return self.intervals([cell])[cell]

    def intervals(self, cells: Collection[Cell] | None = None) -> Mapping[Cell, Bounds]:
        """The intervals of these hidden cells, or of all."""
        asked = {*(self.hidden if cells is None else cells)}
        wanted = np.array([cell in asked for cell in self.hidden], dtype=np.bool_)
        spans = self._space.spans(wanted, until_wide=False)
        return {
            cell: (int(low), self._top(int(high)))
            for cell, low, high in zip(self.hidden, spans.low, spans.high, strict=True)
            if cell in asked
        }

    def recovered(self) -> Mapping[Cell, int]:
        """Hidden cells that the sums alone fix, without a bound: those whose unit vector lies in
        the row space of the sums, so that no vector of the null space moves them. A second way,
        beside `interval`, to the same cells."""
        space = self._space
        fixed = [
            place
            for label in np.unique(space.linked)
            for place in _fixed(space, np.flatnonzero(space.linked == label))
        ]
        return {self.hidden[place]: int(space.truth[place]) for place in sorted(fixed)}

    def leaks(self) -> tuple[Leak, ...]:
        """What this reader knows too well of hidden cells, by the rule at the top of this module.
        A small union stands there once, with its cells; a cell in between (18 or 19) with its
        interval. Cells that are not small stand there too."""
        space = self._space
        spans = space.spans(np.ones(len(self.hidden), dtype=np.bool_), until_wide=True)
        return leaks_of(space, spans, np.ones(len(self.equations.values), dtype=np.bool_))

    def _top(self, high: int) -> int | None:
        return None if 2 * high > self.equations.ceiling else high


def leaks_of(space: Polytope, spans: Spans, places: Mask) -> tuple[Leak, ...]:
    """What is known too well of the cells at these `places` in the system, given their spans."""
    narrow = ~space.equations.is_wide(space.columns, spans.low, spans.high)
    narrow &= places[space.columns]
    found: dict[tuple[Cell, ...], Leak] = {}
    for at in np.flatnonzero(narrow):
        leak = _explained(space, int(at), int(spans.low[at]), int(spans.high[at]))
        found.setdefault(leak.cells, leak)
    return tuple(found.values())


def _explained(space: Polytope, at: int, low: int, high: int) -> Leak:
    """The multipliers of the programme say which sums, added up, cap the cell."""
    cells, values = space.equations.system.cells, space.truth
    matrix = space.equations.matrix[space.rows]
    above = _multipliers(space, at, high, 1.0)
    net = above @ matrix
    inside = net[space.columns]
    if low < high and np.isin(inside, (0, 1)).all() and inside @ values == high:
        union, low = space.columns[inside == 1], high
    else:
        union = space.columns[[at]]
        net = np.abs(net) + np.abs(_multipliers(space, at, low, -1.0) @ matrix)
    net[space.columns] = 0
    seen = tuple(cells[place] for place in np.flatnonzero(net))
    return Leak(tuple(cells[place] for place in union), low, high, seen)


def _multipliers(space: Polytope, at: int, bound: int, sign: float) -> Real:
    """Per sum of the space how often it is added up to see that a cell ends at `bound`, above
    (sign 1) or below (-1). Sums near the cell first: what follows from few is said with few."""
    result = np.zeros(len(space.rows))
    near = np.zeros(len(space.columns), dtype=np.bool_)
    near[at] = True
    sums = abs(space.sums)
    while True:
        rows = np.flatnonzero(sums @ near)
        wider: Mask = near | (sums[rows].sum(axis=0) > 0)
        if not len(rows):
            return result
        push = np.where(np.flatnonzero(wider) == at, -sign, 0.0)
        columns = space.columns[wider]
        answer = linprog(
            push,
            A_eq=space.sums[rows][:, wider],
            b_eq=space.seen[rows],
            bounds=np.column_stack([space.equations.low[columns], space.equations.high[columns]]),
            method="highs-ds",
        )
        if abs(-sign * answer.fun - bound) < 1 - 1e-6 or (wider == near).all():
            result[rows] = np.rint(-6 * sign * answer.eqlin.marginals) / 6
            return result
        near = wider


def _fixed(space: Polytope, places: Whole) -> list[int]:
    """The cells of one component that every solution of its sums agrees on."""
    matrix = space.sums[:, places]
    dense = matrix[np.flatnonzero(np.diff(matrix.indptr))].toarray()
    if not dense.size:
        return []
    _, sizes, axes = np.linalg.svd(dense)
    free = axes[int((sizes > 1e-9 * max(dense.shape)).sum()) :]
    moves = np.abs(free).max(axis=0, initial=0.0)
    return [int(place) for place, move in zip(places, moves, strict=True) if move < 1e-9]
