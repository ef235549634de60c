"""Putting back what stood in a backup, through Store.write: rows that are gone, cells of then.

Rows made since stay. What cannot be put back is counted and said, never passed over in silence.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lib.audit import HIDDEN, Actor
from lib.change import Change
from lib.cipher import Cipher
from lib.errors import (
    ChangeRefused,
    DashboardError,
    SheetsUnreachable,
    StoreError,
    WorkbookError,
    WriteConflict,
)
from lib.schema.cells import to_text
from lib.schema.logbook import Logbook
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES
from lib.snapshot import Snapshot, assemble, organisation_names
from lib.store.backup import Backup
from lib.store.difference import Difference
from lib.store.reading import sheet_gone
from lib.store.stand import stand
from lib.store.store import Store
from lib.store.tab import Tab
from lib.table import Table, empty_table, read_table

# Changed rows are asked for one by one in an address, which may not grow too long.
_CHANGED_PER_SAVE, _NEW_PER_SAVE = 100, 500
_NOT_THERE = "blad zonder koppen in de reservekopie, of daar nog niet gemaakt"
_WITHOUT_KEY = "rijen zonder sleutel in de reservekopie; niet vergeleken"


@dataclass(frozen=True)
class Plan:
    """`newer` counts by sheet the rows made since, which stay. `notes` counts by sheet title and
    words what is not put back as it was. `seen` is the Snapshot that the changes start from."""

    changes: tuple[Change, ...]
    newer: Mapping[str, int]
    notes: Mapping[tuple[str, str], int]
    seen: Snapshot


@dataclass(frozen=True)
class Outcome:
    """How many rows were written, what the store refused, and what ended it before its time."""

    written: int
    refused: tuple[tuple[Change, DashboardError], ...]
    stopped: DashboardError | None = None


def plan(
    then: Backup, now: Backup, cipher: Cipher, sheets: Collection[str], key: str | None = None
) -> Plan:
    """What makes these sheets as they were, or only the row with this key."""
    tables = {name: _table(schema, now) for name, schema in SHEETS.items()}
    seen = assemble(tables, now.made_at)
    names = organisation_names(seen.tables["organisations"])
    reason = f"Teruggezet uit de reservekopie van {then.made_at:%d-%m-%Y %H:%M}"
    changes: list[Change] = []
    newer: dict[str, int] = {}
    notes: Counter[tuple[str, str]] = Counter()
    for name in sheets:
        schema = SHEETS[name]
        was = stand(schema, _table(schema, then), _tab(schema, then), names)
        if not was.columns:
            notes[schema.title, _NOT_THERE] += 1
            continue
        stands = stand(schema, tables[name], _tab(schema, now), names)
        difference = Difference(schema, was, stands, cipher, notes)
        changes += difference.changes([key] if key else was.rows, reason)
        if key is None:
            newer[name] = len(stands.rows.keys() - was.rows.keys())
            notes[schema.title, _WITHOUT_KEY] += was.keyless_count
    return Plan(tuple(changes), newer, +notes, seen)


def sheets_with(backup: Backup, key: str) -> list[str]:
    """The sheets in which this key stands."""
    return [
        name
        for name, schema in SHEETS.items()
        if key in set(_table(schema, backup).frame[schema.key().name].dropna())
    ]


def obstacles(plan: Plan, now: Backup) -> list[str]:
    """What a person must set right before anything can be written, and how."""
    found = []
    touched = dict.fromkeys(change.schema for change in plan.changes)
    for schema in touched:
        problems = [p for p in plan.seen.problems if p.sheet == schema.name and p.is_blocking]
        if any(problem.column is None for problem in problems):
            found.append(_to_make(schema, schema.workbook))
        else:
            found += [f"{schema.title}: {problem.sentence}" for problem in problems]
    for workbook in dict.fromkeys(schema.workbook for schema in touched):
        log = now.tab(workbook, Logbook.title)
        if log is None or any(p.is_blocking for p in read_table(Logbook, log.rows[:1]).problems):
            found.append(_to_make(Logbook, workbook))
    return found


def put_back(store: Store, plan: Plan, actor: Actor) -> Outcome:
    """Write what can be written. A refusal may depend on another row, so refused ones are tried
    again as long as that helps. What is done stays done; doing it once more does the rest."""
    written = 0
    refused: list[tuple[Change, DashboardError]] = []
    left: Sequence[Change] = plan.changes
    try:
        while True:
            refused = []
            for batch in _batches(left):
                # The row may be back by now: somebody pressed undo while the preview stood there.
                seen = store.read() if batch[0].is_new else plan.seen
                for part, refusal in _saves(store, batch, actor, seen):
                    if refusal is None:
                        written += len(part)
                    else:
                        refused += [(change, refusal) for change in part]
            if len(refused) in (0, len(left)):
                return Outcome(written, tuple(refused))
            left = [change for change, _ in refused]
    except (StoreError, WorkbookError) as error:
        return Outcome(written, tuple(refused), error)


def sheet_lines(plan: Plan) -> list[str]:
    """A preview in counts, one line per sheet."""
    lines = []
    for name, schema in SHEETS.items():
        mine = [change.is_new for change in plan.changes if change.sheet == name]
        newer = plan.newer.get(name, 0)
        if mine or newer:
            lines.append(f"{schema.title}: terugzetten {sum(mine)}, wijzigen "
                f"{len(mine) - sum(mine)}, nieuwer en blijft staan {newer}")  # fmt: skip
    return lines


def cell_lines(plan: Plan) -> list[str]:
    """A preview of every cell: sheet, column, now, then. Secrets are not shown."""
    unread = {(p.sheet, p.row, p.column): p.text for p in plan.seen.problems}
    lines = []
    for change in plan.changes:
        row = plan.seen.row_number(change.sheet, change.key)
        for name, then in change.after.items():
            column, now = change.schema.column(name), (change.before or {}).get(name)
            shown = [
                HIDDEN if column.is_secret and value else to_text(column, value)
                for value in (now, then)
            ]
            shown[0] = shown[0] or unread.get((change.sheet, row, name), "")
            old, new = (text or "(leeg)" for text in shown)
            lines.append(f"{change.schema.title} · {column.header}: nu {old}; toen {new}")
    return lines


def note_lines(plan: Plan) -> list[str]:
    """What stays behind, which is in the Excel file of the backup all the same."""
    return [f"{title}: {count} {words}." for (title, words), count in plan.notes.items()]


def _table(schema: type[Sheet], backup: Backup) -> Table:
    tab = _tab(schema, backup)
    return read_table(schema, tab.rows) if tab else empty_table(schema, sheet_gone(schema, {}))


def _tab(schema: type[Sheet], backup: Backup) -> Tab | None:
    return backup.tab(schema.workbook, schema.title)


def _to_make(schema: type[Sheet], workbook: str) -> str:
    headers = "\t".join(column.header for column in schema.columns)
    return (
        f"Het blad '{schema.title}' of zijn koppen ontbreken in '{WORKBOOK_TITLES[workbook]}'. "
        f"Maak daar een blad met precies die naam en plak deze koppen in cel A1:\n{headers}"
    )


def _saves(
    store: Store, batch: Sequence[Change], actor: Actor, seen: Snapshot
) -> Iterator[tuple[Sequence[Change], DashboardError | None]]:
    """Halves what is refused until the rows that are to blame stand alone."""
    try:
        receipt = store.write(batch, actor, seen)
        if receipt.is_pending:
            # It waits in the journal. The next run sends it first, so that nothing comes twice.
            raise SheetsUnreachable
    except (ChangeRefused, WriteConflict) as error:
        if len(batch) == 1:
            yield batch, error
            return
    else:
        yield batch, None
        return
    middle = len(batch) // 2
    for half in (batch[:middle], batch[middle:]):
        yield from _saves(store, half, actor, seen)


def _batches(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """Of one workbook, and never new rows beside changed ones: a save of changed cells may be
    refused after it was sent, and sending it again must not add a row twice."""

    def group(change: Change) -> tuple[int, bool]:
        return list(WORKBOOK_TITLES).index(change.schema.workbook), change.is_new

    for (_, is_new), found in groupby(sorted(changes, key=group), key=group):
        rows, size = list(found), _NEW_PER_SAVE if is_new else _CHANGED_PER_SAVE
        for start in range(0, len(rows), size):
            yield rows[start : start + size]
