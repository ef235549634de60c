"""What a publication costs: counting, protecting, and each of its documents."""

import time
from datetime import date, datetime
from typing import NamedTuple

from lib.cipher import Cipher
from lib.demo.world import rows, world
from lib.publication.draft import draft
from lib.publication.freezing import issued
from lib.publication.publication import frozen
from lib.reports.report import FORMATS, build
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table

AS_OF = date(2022, 2, 1)
_THRESHOLD = 5


class Step(NamedTuple):
    """`mb` of what was made; None where nothing is."""

    what: str
    seconds: float
    mb: float | None = None


def steps() -> list[Step]:
    """The demo world on 1 February, after four publications and with seven releases; each step
    once to warm up and once by the clock."""
    snapshot = _snapshot()
    row = {"publication_id": "PB-1", "title_text": "Voortgang", "asked": None}
    draft(snapshot, AS_OF, _THRESHOLD)
    start = time.perf_counter()
    made = draft(snapshot, AS_OF, _THRESHOLD)
    protecting = Step("Count and protect all tables", time.perf_counter() - start)
    publication = issued(row, made, frozen(snapshot), _THRESHOLD, AS_OF)
    reports = []
    for name, kind in FORMATS.items():
        build(publication, name)
        start = time.perf_counter()
        document = build(publication, name)
        taken = time.perf_counter() - start
        reports.append(Step(kind.title, taken, len(document) / 1e6))
    return [protecting, *reports]


def _snapshot() -> Snapshot:
    cells = rows(world(), Cipher({"bench": bytes(32)}, "bench"))
    tables = {name: read_table(sheet, cells[name]) for name, sheet in SHEETS.items()}
    return assemble(tables, datetime(2022, 2, 1, 9))
