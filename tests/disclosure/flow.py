"""The exact interval of every cell of one table, without a solver: a second opinion.

A cell of a grid with totals is an edge between its row and its column, the total row and the
total column being a row and a column like the others. Counts can change together only round a
cycle of hidden cells, so a cell can rise as far as its row and column are joined by a flow through
the other hidden cells (Ford and Fulkerson; for tables: Gusfield, SIAM J. Comput. 17, 1988).
Whole numbers in, whole numbers out.
"""

from collections import deque
from collections.abc import Set

from lib.disclosure.system import Bounds
from tests.disclosure.tables import TOTAL, Table

Node = tuple[str, int]
Room = dict[Node, dict[Node, int]]

PLENTY = 10**6


def intervals(table: Table, shown: Set[tuple[int, int]]) -> dict[tuple[int, int], Bounds]:
    """Of every cell that is not shown; None for no highest."""
    hidden = [(i, j) for _, i, j in table.values() if (i, j) not in shown]
    found: dict[tuple[int, int], Bounds] = {}
    for place in hidden:
        count = table.values()[table.name, *place]
        high = count + _shift(table, hidden, place, up=True)
        found[place] = (
            count - _shift(table, hidden, place, up=False),
            None if high > PLENTY // 2 else high,
        )
    return found


def _shift(table: Table, hidden: list[tuple[int, int]], place: tuple[int, int], up: bool) -> int:
    """How far one cell can go up or down."""
    room: Room = {}
    for other in hidden:
        # A total counts against its row or column: what is up for the sums is down for it.
        forth, back = _room(table, other)
        if (other[0] == TOTAL) != (other[1] == TOTAL):
            forth, back = back, forth
        row, column = ("row", other[0]), ("column", other[1])
        if other != place:
            room.setdefault(row, {})[column] = forth
            room.setdefault(column, {})[row] = back
    is_margin = (place[0] == TOTAL) != (place[1] == TOTAL)
    start, end = ("column", place[1]), ("row", place[0])
    if up == is_margin:
        start, end = end, start
    own = _room(table, place)[0 if up else 1]
    return min(own, _flow(room, start, end, own))


def _room(table: Table, place: tuple[int, int]) -> tuple[int, int]:
    """Up and down, as far as the cell itself goes."""
    count = table.values()[table.name, *place]
    low, high = table.bounds.get(place, (None, None))
    return PLENTY if high is None else high - count, count - max(low or 0, 0)


def _flow(room: Room, start: Node, end: Node, enough: int) -> int:
    flow = 0
    while flow < enough and (path := _path(room, start, end)):
        most = min(enough - flow, *(room[a][b] for a, b in path))
        for a, b in path:
            room[a][b] -= most
            room[b][a] += most
        flow += most
    return flow


def _path(room: Room, start: Node, end: Node) -> list[tuple[Node, Node]]:
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for after, left in sorted(room.get(node, {}).items()):
            if left > 0 and after not in came:
                came[after] = node
                queue.append(after)
    path: list[tuple[Node, Node]] = []
    while end in came and end != start:
        path.append((came[end], end))
        end = came[end]
    return path
