"""What is checked before a save: at once, and once more under the lock on the rows as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.change import STAMP, Change, clashes
from lib.errors import ChangeRefused, WriteConflict
from lib.schema.place import column_letters
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.locate import Layout
from lib.store.writing import row_now
from lib.table import column_series

# Who may see a client is decided by these; a row that changed hands is not saved unseen.
_OWNERS = {
    "clients": ("case_manager", "expert_involved"),
    "access_grants": ("client_code", "worker", "kind", "from_at", "until_at", "accepted_at"),
}


def one_workbook(changes: Sequence[Change]) -> str:
    """The workbook of all of them."""
    workbooks = {SHEETS[change.sheet].workbook for change in changes}
    if len(workbooks) != 1:
        raise ValueError("one save is one request, so its changes are of one workbook")
    return workbooks.pop()


def require_writable(changes: Sequence[Change], seen: Snapshot) -> None:
    """ChangeRefused when what was last read says that it cannot be saved."""
    touched = {change.sheet for change in changes}
    keys = {(change.sheet, change.key) for change in changes}
    stopping = [
        p
        for p in seen.problems
        if (p.is_blocking and p.sheet in touched)
        or (p.code == "duplicate_key" and (p.sheet, p.text) in keys)
    ]
    # The second press of a button brings the same minted key once more.
    stopping += [
        Problem(c.sheet, None, None, "", "already_saved", "Deze rij is al opgeslagen.")
        for c in changes
        if c.is_new and seen.row_number(c.sheet, c.key)
    ]
    if stopping:  # once for all rows with the same key
        raise ChangeRefused(list({p.sentence: p for p in stopping}.values()))


def require_same_owner(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> None:
    """ChangeRefused when a row went to another client, or a client to another worker."""
    for change in changes:
        now = row_now(change, layouts)
        owners = _OWNERS.get(change.sheet, (change.schema.client_column,))
        if now is None or change.before is None:
            continue
        if any(name and now.get(name) != change.before.get(name) for name in owners):
            sentence = "Intussen is gewijzigd bij wie deze rij hoort. Laad de pagina opnieuw."
            raise ChangeRefused([_problem(change, None, "moved", sentence)])


def require_no_clash(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> None:
    """WriteConflict for the first change whose columns somebody else changed meanwhile;
    ChangeRefused when readable text stands where a secret would be sealed over it."""
    for change in changes:
        now = row_now(change, layouts)
        if now is None or change.before is None:
            continue
        for name in layouts[change.sheet].unread.get(change.key, {}):
            column = change.schema.column(name)
            if column.is_secret and name in change.after:
                raise ChangeRefused([_problem(change, name, "not_sealed",
                    f"In '{column.header}' staat in het blad leesbare tekst. Zet die eerst over; "
                    "anders gaat ze verloren.")])  # fmt: skip
        if columns := clashes(change, now):
            # An edit by hand leaves the stamp as it was: then nobody can say who it was.
            is_stamped = now.get("changed_on") != change.before.get("changed_on")
            raise WriteConflict(
                change.key,
                mine={name: change.after[name] for name in columns},
                theirs={name: now.get(name) for name in columns},
                columns=columns,
                by=now.get("changed_by") if is_stamped else None,
            )


def require_unmerged(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> None:
    """ChangeRefused when a cell would be written that a merged one covers: nobody sees it there."""
    for change in changes:
        layout = layouts[change.sheet]
        row = None if change.is_new else layout.rows[change.key][0]
        for name in (*change.after, *STAMP) if row else ():
            if row and (merged := _covering(layout, row, layout.places[name])):
                cell = f"{column_letters(layout.places[name])}{row}"
                raise ChangeRefused([_problem(change, name if name in change.after else None,
                    "merged", f"Cel {cell} in {change.schema.title} is samengevoegd met {merged}. "
                    "Hef de samenvoeging op en sla opnieuw op.")])  # fmt: skip


def _covering(layout: Layout, row: int, place: int) -> str | None:
    """The cell (`E2`) that shows for this one, when they are merged and it is another."""
    for one in layout.merges:
        top, left = one.get("startRowIndex", 0), one.get("startColumnIndex", 0)
        is_in = top < row <= one["endRowIndex"] and left <= place < one["endColumnIndex"]
        if is_in and (row - 1, place) != (top, left):
            return f"{column_letters(left)}{top + 1}"
    return None


def require_rules(changes: Sequence[Change], layouts: Mapping[str, Layout]) -> None:
    """ChangeRefused when a rule breaks together with what others wrote meanwhile."""
    problems = []
    for change in changes:
        now = row_now(change, layouts)
        after = change.row(now)
        problems += [
            _problem(change, rule.column, "rule", rule.sentence)
            for rule in change.schema.rules
            if now is not None and rule.holds(now) and not rule.holds(after)
        ]
    for sheet in {change.sheet for change in changes if change.schema.across}:
        problems += _across([c for c in changes if c.sheet == sheet], layouts[sheet])
    if problems:
        raise ChangeRefused(problems)


def _across(changes: Sequence[Change], layout: Layout) -> list[Problem]:
    rows: dict[str, Mapping[str, Any]] = {key: row for key, (_, row) in layout.rows.items()}
    rows |= {change.key: change.row(rows.get(change.key)) for change in changes}
    schema = changes[0].schema
    frame = pd.DataFrame(
        {c.name: column_series(c, [row.get(c.name) for row in rows.values()], range(len(rows)))
         for c in schema.columns}
    )  # fmt: skip
    mine = {change.key: change for change in changes}
    return [
        _problem(mine[key], rule.column, "rule", rule.sentence)
        for rule in schema.across
        for key in frame.loc[rule.offends_in(frame), schema.key().name]
        if key in mine
    ]


def _problem(change: Change, column: str | None, code: str, sentence: str) -> Problem:
    return Problem(change.sheet, None, column, "", code, sentence)
