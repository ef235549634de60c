"""Cut a Snapshot down to what one person may read, before any page holds it."""

from dataclasses import replace

import pandas as pd

from lib.access.caseload import Caseload
from lib.access.permissions import Permission
from lib.access.person import Person
from lib.access.policy import Action, Scope, readable, scope
from lib.schema.choices import PublicationState
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot

_HEADER_ROW = 1
# No column of these sheets says which figure is about permits; these words do.
_PERMIT_WORDS = {"key_figures": ["figure_name", "unit"], "releases": ["measure", "part"],
                 "publication_figures": ["measure"]}  # fmt: skip
_PERMITS, _PERMIT = "permits", "permit|vergunning"


def narrow(snapshot: Snapshot, person: Person, own: Caseload) -> Snapshot:
    """Only the rows this person may read; other tables keep their columns but lose every row.

    Problems of rows go with their rows. Those of a whole sheet or its header stay for who reads
    the sheet and for who watches over the health of all sheets. Who mends the sheets themselves
    gets every problem: a row nobody may read because its client is wrong must be found too.
    When permits are switched off, figures about them are nobody's to see either.
    """
    tables = {name: _readable(snapshot, name, person, own) for name in snapshot.tables}
    if _PERMITS in snapshot.off:
        tables |= {name: _without_permits(tables[name], on) for name, on in _PERMIT_WORDS.items()}
    kept = snapshot.only(tables)
    spellings = tuple(p for p in kept.spellings if p.row in tables[p.sheet].index)
    kept = replace(kept, spellings=spellings)
    if person.has(Permission.EDIT_SHEETS):
        return replace(kept, problems=snapshot.problems)
    seen = tuple(p for p in kept.problems if _may_see(p, tables[p.sheet], person))
    return replace(kept, problems=seen)


def _readable(snapshot: Snapshot, sheet: str, person: Person, own: Caseload) -> pd.DataFrame:
    table = snapshot.tables[sheet]
    reach = scope(person.role, Action.READ, sheet)
    if reach is Scope.EVERY_ROW:
        return table
    if reach is Scope.PUBLISHED:
        return table[table["state"].eq(PublicationState.PUBLISHED).fillna(False).astype(bool)]
    column = SHEETS[sheet].client_column if sheet in SHEETS else None
    if reach is Scope.NONE or column is None:
        return table.iloc[:0]
    if reach is Scope.GRANTS_SEEN:
        is_mine = table["worker"].eq(person.worker or "").fillna(False).astype(bool)
        return table[table[column].isin(own.own) | is_mine]
    is_own = table[column].isin(readable(sheet, own))
    if reach is Scope.OWN_OR_NO_CLIENT:
        # A client that could not be read is not "no client".
        faulty = {p.row for p in snapshot.problems if (p.sheet, p.column) == (sheet, column)}
        is_own |= table[column].isna() & ~table.index.isin(faulty)
    return table[is_own]


def _without_permits(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    told = [table[name].astype("str").str.contains(_PERMIT, case=False) for name in columns]
    return table[~pd.concat(told, axis=1).any(axis=1)]


def _may_see(problem: Problem, table: pd.DataFrame, person: Person) -> bool:
    # A problem quotes the cell it is about, so it is as confidential as its row.
    if problem.row not in (None, _HEADER_ROW):
        return problem.row in table.index
    reach = scope(person.role, Action.READ, problem.sheet)
    return reach is not Scope.NONE or person.has(Permission.SEE_SHEET_HEALTH)
