"""What is checked once more under the lock, on the rows as they are now."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from lib.change import Change, clashes
from lib.errors import ChangeRefused, WriteConflict
from lib.schema.problem import Problem
from lib.store.locate import Layout
from lib.store.writing import row_now
from lib.table import column_series

# Who may see a client is decided by these; a row that changed hands is not saved unseen.
_OWNERS = {
    "clients": ("case_manager", "expert_involved"),
    "access_grants": ("client_code", "worker", "kind", "from_at", "until_at", "accepted_at"),
}


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
