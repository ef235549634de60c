"""What went astray: which rows wrongly hold cells of a save, and which cells are still owed.

A save is known by its stamp and its cells, so it is found on whichever row it is now. Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.change import STAMP
from lib.schema.cells import Cell, is_empty, read_cell, to_cell
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.locate import Layout, row_key
from lib.store.patch import Patch, is_same

Row = Mapping[str, Cell]


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


def returns(sent: Sent, now: Mapping[str, Layout], seen: Snapshot) -> Iterator[Return]:
    """For every row that got cells of another."""
    for sheet in {patch.sheet for patch in sent.patches}:
        patches = [patch for patch in sent.patches if patch.sheet == sheet]
        missing = _missing(sent.before[sheet], now[sheet])
        for number, row in now[sheet].cells.items():
            key = row_key(SHEETS[sheet], row)
            is_known = sent.is_witnessed and (key is None or key in sent.before[sheet].rows)
            hits = [one for one in patches if one.key != key and _may_hold(one, row, is_known)]
            is_own = any(one.key == key and one.is_in(row) for one in patches)
            if not hits or is_own or key in sent.added:
                continue
            wrong = {n: row[n] for one in hits for n, c in one.cells.items() if is_same(row[n], c)}
            stood, is_certain = _stood(sent, sheet, row, wrong, missing, seen)
            if stood is None or any(_is_new(one, row, stood) for one in hits):
                yield _return(sheet, number, row, wrong, stood, is_certain=is_certain)


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


def corrections(
    every: Iterable[Sent], now: Mapping[str, Layout], back: Iterable[Return]
) -> list[Patch]:
    """What is put back, and what is not yet on the row of its key then. Cells that somebody
    changed after the look stay theirs."""
    patches = {(one.patch.sheet, one.patch.row): one.patch for one in back if one.patch.cells}
    for sent in every:
        for patch in sent.patches:
            rows = {
                number: row if at is None else {**row, **at.cells}
                for number, row in now[patch.sheet].cells.items()
                if patch.key and row_key(SHEETS[patch.sheet], row) == patch.key
                for at in [patches.get((patch.sheet, number))]
            }
            was = sent.before[patch.sheet].row_of(patch.key)
            if not rows or was is None or any(patch.is_in(row) for row in rows.values()):
                continue
            number, row = rows.popitem()
            if _is_stamped(patch, row) and not _is_stamped(patch, was):
                continue  # it landed; what differs was changed later
            cells = {
                name: cell
                for name, cell in patch.cells.items()
                if not is_same(row[name], cell) and is_same(row[name], was[name])
            }
            if cells:
                at = patches.get((patch.sheet, number))
                both = cells if at is None else {**at.cells, **cells}
                patches[patch.sheet, number] = Patch(patch.sheet, patch.key, number, both)
    return list(patches.values())


def _may_hold(patch: Patch, row: Row, is_known: bool) -> bool:
    """A stamp alone may be of another save of the same second, unless it was not there before."""
    return patch.is_in(row) or (is_known and _is_stamped(patch, row))


def _is_new(patch: Patch, row: Row, stood: Row) -> bool:
    """Whether the row holds what it did not hold at the look before."""
    if patch.is_in(row):
        return not patch.is_in(stood)
    return not _is_stamped(patch, stood)


def _is_stamped(patch: Patch, row: Row) -> bool:
    return all(n in patch.cells and is_same(row.get(n), patch.cells[n]) for n in STAMP)


def _missing(before: Layout, now: Layout) -> "Counter[frozenset[tuple[str, Cell]]]":
    """Rows of the look before that are nowhere any more as they were."""
    left = Counter(frozenset(row.items()) for row in before.cells.values())
    left -= Counter(frozenset(row.items()) for row in now.cells.values())
    return left


def _stood(
    sent: Sent,
    sheet: str,
    row: Row,
    wrong: Row,
    missing: "Counter[frozenset[tuple[str, Cell]]]",
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


def _fitting(row: Row, wrong: Row, missing: Counter[frozenset[tuple[str, Cell]]]) -> Row | None:
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
    """The row as it was read before the last look; None when a cell could not be read."""
    number, row = seen.row_number(sheet, key), seen.row(sheet, key)
    is_bad = any(p.column for p in seen.problems if p.sheet == sheet and p.row == number)
    if row is None or is_bad:
        return None
    return {name: to_cell(SHEETS[sheet].column(name), value) for name, value in row.items()}
