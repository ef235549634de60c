"""What certainly puts a problem right, as a change."""

from collections.abc import Callable, Mapping
from typing import Any

from lib.change import Change
from lib.errors import ChangeRefused
from lib.schema.mending import mended
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.ui.language import _

# Sheet, key, the row as it stands, and the values to put there; raises ChangeRefused.
Propose = Callable[[str, str, Mapping[str, Any], Mapping[str, Any]], Change]


def certain_fix(problem: Problem, key: str, snapshot: Snapshot, propose: Propose) -> Change | None:
    """Of a cell of the row with this key; None when it may mean another thing."""
    row = snapshot.row(problem.sheet, key)
    if row is None or problem.column is None:
        return None
    column = SHEETS[problem.sheet].column(problem.column)
    if problem.code == "spelling":
        same = {column.name: row[column.name]}
        return Change(problem.sheet, key, row, same, _("Schrijfwijze hersteld."))
    targets = snapshot.keyed(column.to)[SHEETS[column.to].key().name] if column.to else ()
    value = mended(column, problem.text, tuple(targets))
    if value is None:
        return None
    try:
        return propose(problem.sheet, key, row, {column.name: value})
    except ChangeRefused:
        return None
