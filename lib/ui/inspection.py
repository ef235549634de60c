"""What the last look at the workbooks themselves found, for all sessions."""

from dataclasses import replace
from datetime import datetime

from lib.access.caseload import caseload
from lib.access.narrow import narrow
from lib.access.person import Person
from lib.schema.problem import Problem
from lib.snapshot import Snapshot
from lib.store.store import Store


class Inspection:
    """Kept as long as the Snapshot it was made beside."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._found: tuple[Snapshot, tuple[Problem, ...]] | None = None

    def look(self, whole: Snapshot) -> None:
        """One request per workbook; StoreError."""
        self._found = whole, self._store.inspect(whole)

    def of(self, whole: Snapshot, person: Person, now: datetime) -> tuple[Problem, ...] | None:
        """What this person may see of it; None when nobody looked since the last reading."""
        if self._found is None or self._found[0] is not whole:
            return None
        seen = replace(whole, problems=self._found[1])
        return narrow(seen, person, caseload(whole, person, now)).problems
