"""What came of a damage, as the test compares it with what must."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from lib.change import Change, new_key, propose
from lib.edits import edits
from lib.errors import DashboardError
from lib.schema.place import cell_address, cell_name, column_letters
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.table import rows_of
from lib.ui.mend import certain_fix
from tests.doctor.damage import RIGHT, Damage
from tests.store.conftest import CIPHER, ME, Bench
from tests.store.test_store import CONTACT

Told = list[tuple[str, str]]
Grid = dict[str, Any]

# A column that no damage of the sheet is about, and what a save puts there.
TOUCHED = {
    "contacts": {"daypart": "Ochtend"},
    "clients": {"in_top15": "Ja"},
    "key_figures": {"unit": "personen"},
}
NEW: Mapping[str, Mapping[str, Any]] = {
    "contacts": CONTACT,
    "clients": {"zone_status": "Actief op of rond de tippelzone", "contact_state": "Goed contact"},
    "key_figures": {"approach": "STAP", "figure_name": "Nieuw fictief cijfer",
                    "as_of": "2022-02-01", "source": "Fictieve bron"},
}  # fmt: skip


def told(sheet: str, problems: Sequence[Problem], seen: Snapshot) -> Told:
    """Cell and sentence of each, in order; of another sheet with its title before the cell."""
    return [
        (("" if p.sheet == sheet else f"{SHEETS[p.sheet].title} ") + cell_name(p, seen.positions),
         p.sentence)
        for p in problems
    ]  # fmt: skip


def link(bench: Bench, problem: Problem, seen: Snapshot) -> str:
    """What the address of the problem ends in; "" when its sheet is not there."""
    addresses = bench.store.addresses(SHEETS[problem.sheet].workbook)
    if problem.sheet not in addresses:
        return ""
    return cell_address(addresses[problem.sheet], problem, seen.positions).partition("#")[2]


def values(seen: Snapshot) -> dict[tuple[str, Any, str], Any]:
    """Every value by sheet, key and column; rows with the same key count each, and so do those
    without one."""
    found: dict[tuple[str, Any, str], Any] = {}
    for name, sheet in SHEETS.items():
        count: dict[Any, int] = {}
        for row in rows_of(sheet, seen.tables[name]):
            key = row[sheet.key().name]
            count[key] = count.get(key, 0) + 1
            name_of = key if count[key] == 1 else f"{key} ({count[key]})"
            found |= {(name, name_of, column): value for column, value in row.items()}
    return found


def grid(bench: Bench, sheet: str) -> list[list[Any]]:
    """Every cell of a tab as it stands, also of rows without anything."""
    title = SHEETS[sheet].title.casefold()
    workbook = bench.coordinator.open_by_key(bench.ids[SHEETS[sheet].workbook])
    tabs = [tab for tab in workbook.worksheets() if tab.title.casefold() == title]
    return tabs[0].get(value_render_option="UNFORMATTED_VALUE") if tabs else []


def cells(rows: list[list[Any]]) -> Grid:
    return {f"{column_letters(x)}{y}": cell for y, row in enumerate(rows, start=1)
            for x, cell in enumerate(row) if cell != ""}  # fmt: skip


def differing(one: Grid, other: Grid) -> Grid:
    """The cells that differ, as they are in the other; None where nothing is left."""
    return {c: other.get(c) for c in {**one, **other} if one.get(c) != other.get(c)}


def mended(bench: Bench, problems: Sequence[Problem], known: Snapshot, seen: Snapshot) -> Grid:
    """Presses Herstel at each of these where it stands, or the button that gives keys; the cells
    that are another afterwards."""
    sheets = {problem.sheet for problem in problems}
    before = {sheet: cells(grid(bench, sheet)) for sheet in sheets}
    if any((p.code, p.column) == ("missing", SHEETS[p.sheet].key().name) for p in problems):
        bench.store.watch.note(edits(known, seen), seen)
        bench.store.watch.give_keys(seen)
    for problem in problems:
        own = seen.keyed(problem.sheet)[SHEETS[problem.sheet].key().name]
        key = own.get(problem.row)
        fix = key and certain_fix(
            problem, key, seen, partial(propose, snapshot=seen, cipher=CIPHER)
        )
        if fix:
            bench.store.write([fix], ME, seen)
    found: Grid = {}
    for sheet in sheets:
        stamps = {
            place for name, place in seen.positions[sheet].items() if name.startswith("changed")
        }
        changed = differing(before[sheet], cells(grid(bench, sheet)))
        found |= {c: v for c, v in changed.items() if not _is_in(c, stamps)}
    return found


def _is_in(cell: str, places: set[int]) -> bool:
    return cell.rstrip("0123456789") in set(map(column_letters, places))


def saved(bench: Bench, damage: Damage, seen: Snapshot, *, is_new: bool) -> str:
    """A save into the damaged sheet: RIGHT when exactly its own cells changed, else the sentence
    of the refusal, and then no cell did."""
    sheet, schema = damage.sheet, SHEETS[damage.sheet]
    key = new_key(sheet, seen) if is_new else damage.key
    row = None if is_new else seen.row(sheet, key)
    if not is_new and row is None:  # a form that was open before it went wrong
        row = {c.name: None for c in schema.columns} | {schema.key().name: key}
    wanted = NEW[sheet] if is_new else TOUCHED[sheet]
    before = grid(bench, sheet)
    try:
        change = (propose(sheet, key, None, wanted, seen, CIPHER) if is_new
                  else Change(sheet, key, row, dict(wanted)))  # fmt: skip
        bench.store.write([change], ME, seen)
    except DashboardError as error:
        assert grid(bench, sheet) == before
        return error.message
    after = grid(bench, sheet)
    titles = [str(cell).strip().casefold() for cell in after[0]]
    key_at = titles.index(schema.key().header.casefold())
    (number,) = [n for n, cells_ in enumerate(after)
                 if len(cells_) > key_at and _key(cells_[key_at]) == key]  # fmt: skip
    assert number < len(before) or is_new
    headers = {schema.column(name).header for name in (*wanted, "changed_on", "changed_by")}
    headers |= {schema.key().header} if is_new else set()
    own = {titles.index(header.casefold()) for header in headers}
    changed = differing(cells(before), cells(after))
    assert set(changed) == {f"{column_letters(place)}{number + 1}" for place in own}
    return RIGHT


def _key(cell: Any) -> str:
    return str(cell).replace("\u200b", "").strip().upper()
