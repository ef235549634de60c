"""What follows from one Snapshot, worked out once for whoever asks; it goes when that does."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from lib.access.caseload import Caseload, caseload
from lib.access.narrow import narrow
from lib.access.person import Person
from lib.charts import Chart, chart_of
from lib.errors import StoreError
from lib.measures.result import Measure
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot

Told = TypeVar("Told")


class Derived:
    """`addresses` asks where the sheets of a workbook are in Google, by sheet; StoreError. Who
    ask for the same at one moment may both work it out: both get the same."""

    def __init__(self, whole: Snapshot, addresses: Callable[[str], Mapping[str, str]]) -> None:
        self._whole = whole
        self._asked = addresses
        self._narrowed: dict[Person, tuple[Snapshot, Caseload]] = {}
        self._charts: dict[tuple[str, date], Chart] = {}
        self._addresses: dict[str, Mapping[str, str]] = {}
        self._told: dict[Person, tuple[Snapshot, dict[Hashable, Any]]] = {}

    def of(self, person: Person, now: datetime) -> tuple[Snapshot, Caseload]:
        """What this person may see, and whose clients are theirs. Cut once, and again as soon
        as access begins or ends by itself."""
        known = self._narrowed.get(person)
        if known is None or known[1].is_over(now):
            clients = caseload(self._whole, person, now)
            known = narrow(self._whole, person, clients), clients
            self._narrowed[person] = known
        return known

    def chart(self, measure: Measure, as_of: date) -> Chart:
        """A team figure, counted and drawn once from all rows."""
        known = self._charts.get((measure.name, as_of))
        if known is None:
            known = chart_of(measure.compute(self._whole, as_of))
            self._charts[measure.name, as_of] = known
        return known

    def address(self, sheet: str) -> str | None:
        """Where the sheet is in Google; None when it is not there or cannot be asked now. Asked
        once per workbook, and only when somebody looks at what is wrong."""
        workbook = SHEETS[sheet].workbook
        if workbook not in self._addresses:
            try:
                self._addresses[workbook] = self._asked(workbook)
            except StoreError:
                return None
        return self._addresses[workbook].get(sheet)

    def remembered(
        self, person: Person, seen: Snapshot, what: Hashable, tell: Callable[[], Told]
    ) -> Told:
        """What was told from what this person sees, until they see something else."""
        of, told = self._told.get(person, (None, {}))
        if of is not seen:
            told = {}
            self._told[person] = seen, told
        if what not in told:
            told[what] = tell()
        known: Told = told[what]
        return known
