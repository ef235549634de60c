"""Which counts are shown: everything small is hidden, and as much beside it as it takes.

What is hidden beside the small cells is chosen by place and by how much it adds up (a part before
a total), not by its count: of two equal ways the first is taken, whatever stands there. A reader
who runs this program on every table he holds possible learns all the same which cells are small
(Wong, Fu, Wang & Pei, Minimality attack in privacy preserving data publishing, VLDB 2007): with
k = 3, 9 | . | 3 | . of 16 hides 2 and 2, because for 1 and 3, or 0 and 4, the 9 would have been
hidden. So hiding goes on until a reader who is told which cells are small cannot tell a single
count of them either. `python -m tests.disclosure.backward` is that reader, on small tables.

Nothing is drawn by chance, and cells and sums stand in one order, so the same input gives the
same pattern with the same release of the solver.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_array, csr_array, eye_array, hstack

from lib.disclosure.audit import Leak, leaks_of
from lib.disclosure.equations import Equations, Mask, Whole
from lib.disclosure.polytope import Polytope
from lib.disclosure.system import Cell, System

GivenAway = Leak
"""Small counts, or small unions, that follow from `seen`, all of it known: no hiding helps."""


class Reason(Enum):
    """Why a cell is hidden. It is for the project lead, never for the reader."""

    SMALL = "small"
    CHANGE = "change"
    COMPLEMENT = "complement"


@dataclass(frozen=True)
class Protection:
    """`shown` and `hidden` are all cells; `shown` holds every known cell. With `given_away` the
    rest is protected as well as it can be, but that much is lost."""

    shown: frozenset[Cell]
    hidden: Mapping[Cell, Reason]
    given_away: tuple[GivenAway, ...]


def protected(system: System) -> Protection:
    """See `lib/disclosure/audit.py` for what is accepted. When nothing else will do, everything
    that is not known is hidden."""
    equations = Equations.of(system)
    search, strict = _Search(equations), _Search(equations.told())
    hidden, before = equations.sensitive, None
    while before is None or (hidden & ~before).any():
        before = hidden
        hidden = strict.pattern(search.pattern(hidden))
    cells = system.cells
    return Protection(
        frozenset(cell for place, cell in enumerate(cells) if not hidden[place]),
        {cells[place]: _reason(system, cells[place]) for place in np.flatnonzero(hidden)},
        search.given_away(),
    )


def _reason(system: System, cell: Cell) -> Reason:
    if system.rules[cell].is_small(system.values[cell]):
        return Reason.SMALL
    return Reason.CHANGE if cell in system.forced else Reason.COMPLEMENT


class _Search:
    """Hides more until nothing hidden is narrower than it need be.

    Components are judged once: what a reader sees around one depends on its own cells alone.
    """

    def __init__(self, equations: Equations) -> None:
        self.equations = equations
        self.bare = Polytope(equations, ~equations.known)
        self.best = self.bare.spans(np.ones(len(self.bare.columns), np.bool_), until_wide=True)
        self.verdicts: dict[tuple[int, ...], int | None] = {}

    def given_away(self) -> tuple[GivenAway, ...]:
        """Only what is sensitive: that a larger count follows from known ones harms nobody. Nor
        is it news when a cell can be all that its own bounds say."""
        eq, bare, best = self.equations, self.bare, self.best
        own = (best.low == eq.low[bare.columns]) & (best.high == eq.high[bare.columns])
        places = eq.sensitive.copy()
        places[bare.columns[own & (best.low < best.high)]] = False
        return leaks_of(bare, best, places)

    def pattern(self, hidden: Mask) -> Mask:
        while len(narrow := self._wrong(hidden)):
            more = hidden
            for cells in (narrow, *narrow.reshape(-1, 1)):
                more = hidden | self._escape(hidden, cells)
                if (more & ~hidden).any():
                    break
            else:
                return ~self.equations.known
            hidden = more
        return hidden

    def _wrong(self, hidden: Mask) -> Whole:
        """One cell of every component that is narrower than it need be."""
        space = Polytope(self.equations, hidden)
        places = [space.columns[space.linked == label] for label in np.unique(space.linked)]
        new = [place for place in places if tuple(place) not in self.verdicts]
        if new:
            fresh = np.zeros(len(hidden), dtype=np.bool_)
            fresh[np.concatenate(new)] = True
            wrong = self._too_narrow(Polytope(self.equations, fresh))
            for place in new:
                self.verdicts[tuple(place)] = next((int(c) for c in place if wrong[c]), None)
        found = (self.verdicts[tuple(place)] for place in places)
        return np.array([cell for cell in found if cell is not None], dtype=np.int64)

    def _too_narrow(self, space: Polytope) -> Mask:
        """Cells that are narrow, and narrower than when nothing but the known is shown."""
        spans = space.spans(np.ones(len(space.columns), dtype=np.bool_), until_wide=True)
        narrow = ~self.equations.is_wide(space.columns, spans.low, spans.high)
        at = np.searchsorted(self.bare.columns, space.columns)
        is_best = (self.best.low[at] == spans.low) & (self.best.high[at] == spans.high)
        wrong = np.zeros(len(self.equations.known), dtype=np.bool_)
        wrong[space.columns[narrow & ~is_best]] = True
        return wrong

    def _escape(self, hidden: Mask, narrow: Whole) -> Mask:
        """The cells that have to move for `narrow` to become wide, the cheapest way: two tables,
        up and down from the truth, k apart in each of those cells."""
        eq = self.equations
        free = np.flatnonzero(~eq.known)
        n, m = len(free), eq.matrix.shape[0]
        moves = eq.matrix[:, free]
        cost = np.where(hidden[free], 1e-6, eq.weight[free])
        at = np.searchsorted(free, narrow)
        pick = csr_array((np.ones(len(at)), (np.arange(len(at)), at)), shape=(len(at), n))
        room_up, room_down = (eq.high - eq.values)[free], (eq.values - eq.low)[free]
        zero = csr_array((m, 2 * n))
        step = hstack([moves, -moves])
        sums = block_array([[step, zero], [zero, step]])
        apart = hstack([pick, -pick, -pick, pick, eye_array(len(at))])
        answer = linprog(
            np.concatenate([cost, cost, cost, cost, np.full(len(at), 1e5)]),
            A_eq=hstack([sums, csr_array((2 * m, len(at)))]),
            b_eq=np.zeros(2 * m),
            A_ub=-apart,
            b_ub=-eq.threshold[narrow].astype(float),
            bounds=np.column_stack(
                [
                    np.zeros(4 * n + len(at)),
                    np.concatenate([room_up, room_down, room_up, room_down, np.full(len(at), 1e4)]),
                ]
            ),
            method="highs",
        )
        if answer.x is None:
            raise ArithmeticError(f"the solver found no way out: {answer.message}")
        used = answer.x[: 4 * n].reshape(4, n).max(axis=0) > 1e-6
        more = np.zeros(len(hidden), dtype=np.bool_)
        more[free[used]] = True
        return more
