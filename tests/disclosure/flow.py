"""The exact interval of every cell of one table, without a solver: a second opinion.

A cell of a grid with totals is an edge between its row and its column, the total row and the
total column being a row and a column like the others. Counts can change together only round a
cycle of hidden cells, so a cell can rise as far as its row and column are joined by a flow through
the other hidden cells (Ford and Fulkerson; for tables: Gusfield, SIAM J. Comput. 17, 1988).
Whole numbers in, whole numbers out.
"""

from collections import deque
from collections.abc import Mapping, Set

from lib.disclosure.system import Bounds
from tests.disclosure.tables import TOTAL, Table

Place = tuple[int, int]
Node = tuple[str, int]
Room = dict[Node, dict[Node, int]]

PLENTY = 10**6


def intervals(table: Table, shown: Set[Place]) -> dict[Place, Bounds]:
    """Of every cell that is not shown; None for no highest."""
    counts = {(i, j): n for (_, i, j), n in table.values().items() if (i, j) not in shown}
    rooms = {place: _room(count, table.bounds.get(place)) for place, count in counts.items()}
    found: dict[Place, Bounds] = {}
    for place, count in counts.items():
        high = count + _shift(rooms, place, up=True)
        low = count - _shift(rooms, place, up=False)
        found[place] = (low, None if high > PLENTY // 2 else high)
    return found


def _room(count: int, bounds: Bounds | None) -> tuple[int, int]:
    """Up and down, as far as the cell itself goes."""
    low, high = bounds or (None, None)
    return PLENTY if high is None else high - count, count - max(low or 0, 0)


def _shift(rooms: Mapping[Place, tuple[int, int]], place: Place, up: bool) -> int:
    """How far one cell can go up or down."""
    room: Room = {}
    for other, (forth, back) in rooms.items():
        if other != place:
            row, column = ("row", other[0]), ("column", other[1])
            # A total counts against its row or column: what is up for the sums is down for it.
            forth, back = (back, forth) if _is_margin(other) else (forth, back)
            room.setdefault(row, {})[column] = forth
            room.setdefault(column, {})[row] = back
    start, end = ("column", place[1]), ("row", place[0])
    if up == _is_margin(place):
        start, end = end, start
    own = rooms[place][0 if up else 1]
    return min(own, _flow(room, start, end, own))


def _is_margin(place: Place) -> bool:
    return (place[0] == TOTAL) != (place[1] == TOTAL)


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
