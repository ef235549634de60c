"""What went astray: which rows wrongly hold cells of a save, and which cells are still owed.

A save is known by its stamp and its cells, so it is found on whichever row it is now. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lib.change import STAMP
from lib.schema.cells import Cell, is_empty, read_cell, to_cell
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.locate import Layout, row_key
from lib.store.patch import Patch, is_same

Row = Mapping[str, Cell]
Cells = frozenset[tuple[str, Cell]]


@dataclass(frozen=True)
class Sent:
    """Patches as they were sent, and their sheets as they were at the look before. `added` are
    the keys of new rows, which bear the same stamp. Not `is_witnessed`: nobody remembers that
    look, and `before` holds only our own rows as they once were."""

    patches: Sequence[Patch]
    before: Mapping[str, Layout]
    added: Collection[str] = ()
    is_witnessed: bool = True


@dataclass(frozen=True)
class Return:
    """What a row gets back, and the cells of a save that it holds wrongly. Without `is_certain`
    somebody may have changed them since they were read, or nobody knows what they were: then
    there is nothing to get back."""

    patch: Patch
    wrong: Row
    is_certain: bool

    def after(self, earlier: "Return") -> "Return":
        """Both at once: what the earlier one gives back on top of this one."""
        patch = replace(self.patch, cells={**self.patch.cells, **earlier.patch.cells})
        wrong = {**earlier.wrong, **self.wrong}
        return Return(patch, wrong, self.is_certain and earlier.is_certain)

    def only(self, names: Iterable[str]) -> "Return":
        cells = {name: self.patch.cells[name] for name in names}
        return replace(
            self,
            patch=replace(self.patch, cells=cells),
            wrong={name: self.wrong[name] for name in cells},
        )


def returns(sent: Sent, now: Mapping[str, Layout], seen: Snapshot) -> Iterator[Return]:
    """For every row that got cells of another."""
    for sheet in {patch.sheet for patch in sent.patches}:
        before = {frozenset(row.items()) for row in sent.before[sheet].cells.values()}
        missing = _missing(sent.before[sheet], now[sheet])
        for number, row in now[sheet].cells.items():
            if frozenset(row.items()) in before:
                continue  # nothing happened to it
            key = row_key(SHEETS[sheet], row)
            wrong = {} if key in sent.added else _foreign(sent, sheet, key, row)
            if not wrong:
                continue
            stood, is_certain = _stood(sent, sheet, row, wrong, missing, seen)
            if stood is None or any(not is_same(stood[name], wrong[name]) for name in wrong):
                yield _return(sheet, number, row, wrong, stood, is_certain=is_certain)


def _foreign(sent: Sent, sheet: str, key: str | None, row: Row) -> Row:
    """The cells of this row that are those of a patch for another row. A request brings a row
    one patch at most; where that may be its own, it is."""
    before = sent.before[sheet]
    # A stamp alone may be of another save of the same second, unless it was not there before.
    is_known = sent.is_witnessed and (key is None or key in before.rows)
    here = [
        patch
        for patch in sent.patches
        if patch.sheet == sheet
        and (patch.is_in(row) or (_is_stamped(patch, row) and (is_known or patch.key == key)))
    ]
    stood = before.row_of(key) or {}
    landed = max(here, key=lambda one: (_came(row, one, stood), one.key == key), default=None)
    if landed is None or landed.key == key:
        return {}
    return {name: row[name] for name, cell in landed.cells.items() if is_same(row[name], cell)}


def _came(row: Row, patch: Patch, stood: Row) -> int:
    """How many cells came from what they held to this patch, less those that stayed. Rows of one
    save bear one stamp, and what it empties may have been empty, so only a difference tells."""
    return sum(
        is_same(row[name], cell) - is_same(row[name], stood.get(name))
        for name, cell in patch.cells.items()
        if name not in STAMP
    )


def _return(
    sheet: str, number: int, row: Row, wrong: Row, stood: Row | None, *, is_certain: bool
) -> Return:
    schema = SHEETS[sheet]
    known = {} if stood is None else {name: stood[name] for name in wrong}
    faults = [read_cell(schema.column(name), cell).fault for name, cell in known.items()]
    # A formula that failed would come back as plain text.
    if stood is None or any(fault and fault.code == "formula_error" for fault in faults):
        return Return(Patch(sheet, row_key(schema, row), number, {}), wrong, is_certain=False)
    return Return(Patch(sheet, row_key(schema, row), number, known), wrong, is_certain)


def with_back(now: Mapping[str, Layout], back: Iterable[Return]) -> dict[str, Layout]:
    """The sheets as they are once every row has what it gets back."""
    cells = {sheet: dict(layout.cells) for sheet, layout in now.items()}
    for one in back:
        rows = cells[one.patch.sheet]
        rows[one.patch.row] = {**rows[one.patch.row], **one.patch.cells}
    return {sheet: replace(layout, cells=cells[sheet]) for sheet, layout in now.items()}


def corrections(
    every: Sequence[Sent], put_back: Mapping[str, Layout], back: Iterable[Return]
) -> list[Patch]:
    """What is put back, and what is not yet on the row of its key then. The first of `every` is
    the save itself, which is on its row wholly or not at all; of what is put back, cells that
    somebody changed meanwhile stay theirs."""
    patches = {(one.patch.sheet, one.patch.row): one.patch for one in back if one.patch.cells}
    save = every[0]
    ours = {(patch.sheet, patch.key) for patch in save.patches}
    for sent in every:
        for patch in sent.patches:
            if sent is not save and (patch.sheet, patch.key) in ours:
                continue  # the save once more
            found = _owing(patch, sent, put_back)
            if found is None or (sent is save and _is_clash(patch, *found)):
                continue
            row, was = found
            cells = {
                name: cell
                for name, cell in patch.cells.items()
                if not is_same(row.cells[name], cell) and is_same(row.cells[name], was[name])
            }
            if cells:
                at = patches.get((patch.sheet, row.number))
                both = cells if at is None else {**at.cells, **cells}
                patches[patch.sheet, row.number] = Patch(patch.sheet, patch.key, row.number, both)
    return list(patches.values())


def clashes(sent: Sent, put_back: Mapping[str, Layout]) -> list[Return]:
    """Where a save never came onto its row, and somebody changed the same cells meanwhile: what
    stands there stays, and `wrong` is what the log says instead."""
    found = []
    for patch in sent.patches:
        owing = _owing(patch, sent, put_back)
        if owing is not None and _is_clash(patch, *owing):
            row = owing[0]
            stays = Patch(
                patch.sheet, patch.key, row.number, {n: row.cells[n] for n in patch.cells}
            )
            found.append(Return(stays, patch.cells, is_certain=True))
    return found


def is_unsure(sent: Sent, now: Mapping[str, Layout]) -> bool:
    """Whether what was put back on a row without a key, or of a key that stands twice, may be on
    another one: it cannot be found again, so such rows must be as they were, or were to become."""
    for sheet, key in {(patch.sheet, patch.key) for patch in sent.patches}:
        before = sent.before[sheet]
        if key is not None and key not in before.repeated:
            continue
        got = {p.row: p.cells for p in sent.patches if (p.sheet, p.key) == (sheet, key)}
        becomes = {n: {**row, **got.get(n, {})} for n, row in before.cells.items()}
        names = list(now[sheet].places)
        stands = _with_key(sheet, key, names, now[sheet].cells)
        if stands not in (_with_key(sheet, key, names, one) for one in (before.cells, becomes)):
            return True
    return False


def _with_key(
    sheet: str, key: str | None, names: Sequence[str], rows: Mapping[int, Row]
) -> Counter[Cells]:
    return Counter(
        frozenset((name, row[name]) for name in names)
        for row in rows.values()
        if row_key(SHEETS[sheet], row) == key and not all(is_empty(row[name]) for name in names)
    )


@dataclass(frozen=True)
class _Standing:
    number: int
    cells: Row


def _owing(
    patch: Patch, sent: Sent, put_back: Mapping[str, Layout]
) -> tuple[_Standing, Row] | None:
    """The row on which these cells should be and are not, as it is once others have theirs back,
    and as it was at the look before. None when they are there, or came there and were changed
    since, or there is no such row."""
    rows = [
        _Standing(number, cells)
        for number, cells in put_back[patch.sheet].cells.items()
        if patch.key and row_key(SHEETS[patch.sheet], cells) == patch.key
    ]
    was = sent.before[patch.sheet].row_of(patch.key)
    if not rows or was is None or any(patch.is_in(row.cells) for row in rows):
        return None
    is_stamped = any(_is_stamped(patch, row.cells) for row in rows)
    if is_stamped and not _is_stamped(patch, was):
        return None
    return rows[-1], was


def _is_clash(patch: Patch, row: _Standing, was: Row) -> bool:
    return any(
        name not in STAMP
        and not is_same(row.cells[name], cell)
        and not is_same(row.cells[name], was[name])
        for name, cell in patch.cells.items()
    )


def _is_stamped(patch: Patch, row: Row) -> bool:
    return all(n in patch.cells and is_same(row.get(n), patch.cells[n]) for n in STAMP)


def _missing(before: Layout, now: Layout) -> Counter[Cells]:
    """Rows of the look before that are nowhere any more as they were."""
    left = Counter(frozenset(row.items()) for row in before.cells.values())
    left -= Counter(frozenset(row.items()) for row in now.cells.values())
    return left


def _stood(
    sent: Sent,
    sheet: str,
    row: Row,
    wrong: Row,
    missing: Counter[Cells],
    seen: Snapshot,
) -> tuple[Row | None, bool]:
    """What the row held before, None when nobody knows; and whether that is certain."""
    schema = SHEETS[sheet]
    key = row_key(schema, row)
    same = [one for one in sent.before[sheet].cells.values() if row_key(schema, one) == key]
    if key and not same:
        found = _as_seen(sheet, key, seen)
        was_read_after = found is not None and all(is_same(found[n], wrong[n]) for n in wrong)
        return (None if was_read_after else found), False
    if not sent.is_witnessed:
        return None, False
    return same[0] if key and len(same) == 1 else _fitting(row, wrong, missing), True


def _fitting(row: Row, wrong: Row, missing: Counter[Cells]) -> Row | None:
    """What a row without a key held, or one whose key stands twice: known by its other cells,
    among the rows that are nowhere any more. Each of those is used once."""
    others = {name: cell for name, cell in row.items() if name not in wrong}
    fitting = [one for one in missing.elements() if others.items() <= one]
    if len(set(fitting)) == 1:
        missing[fitting[0]] -= 1
        return dict(fitting[0])
    if not fitting and all(is_empty(cell) for cell in others.values()):
        return dict.fromkeys(row, "")
    return None


def _as_seen(sheet: str, key: str, seen: Snapshot) -> Row | None:
    """The row as it was read before the last look; None when a cell could not be read, or when
    it is shown with what is not in the sheet yet."""
    number, row = seen.row_number(sheet, key), seen.row(sheet, key)
    # The key was read, or the row would not be found; whatever is said of it loses no cell.
    harmless = (None, SHEETS[sheet].key().name)
    is_bad = any(
        p.column not in harmless for p in seen.problems if p.sheet == sheet and p.row == number
    )
    if row is None or is_bad or (sheet, key) in seen.pending:
        return None
    return {name: to_cell(SHEETS[sheet].column(name), value) for name, value in row.items()}
