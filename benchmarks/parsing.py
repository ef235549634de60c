"""Values already fetched made into a Snapshot, beside get_all_records and a DataFrame.

Both get the same unformatted answer of Contacten, which is kinder to gspread than the texts it asks
for by itself. Its own get_all_records runs; only the request in it answers from memory. Ours ends
with all that a page asks: kinds, problems, references and rules checked over the whole world.
"""

import statistics
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from unittest.mock import patch

import gspread
import pandas as pd

from benchmarks.worlds import World
from lib import localsheets
from lib.schema.workbook import SHEETS
from lib.snapshot import assemble
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE
from lib.store.reading import read_workbook, sheet_rows
from lib.table import read_table

_CONTACTS = SHEETS["contacts"]
_AT = datetime(2022, 2, 1)
_REPEATS = 5


class Parse(NamedTuple):
    """`seconds` of processor time, the median; `mb` of the frame of Contacten."""

    seconds: float
    mb: float


def parses(world: World) -> tuple[Parse, Parse]:
    """Ours and theirs, by turns."""
    books = known_workbooks(world.data) or {}
    with localsheets.session(world.data / LOCAL_FILE) as session:
        client = gspread.Client(auth=None, session=session)
        http, book = client.http_client, books[_CONTACTS.workbook]
        tables = {n: t for w, i in books.items() for n, t in read_workbook(http, i, w).items()}
        rows = sheet_rows(http, book, [_CONTACTS])[_CONTACTS.name]
        worksheet = client.open_by_key(book).worksheet(_CONTACTS.title)

        def ours() -> pd.DataFrame:
            read = {**tables, _CONTACTS.name: read_table(_CONTACTS, rows)}
            return assemble(read, _AT).tables[_CONTACTS.name]

        def theirs() -> pd.DataFrame:
            return pd.DataFrame(worksheet.get_all_records())

        answer = {"range": _CONTACTS.title, "majorDimension": "ROWS", "values": rows}
        with patch.object(worksheet.client, "values_get", return_value=answer):
            timed = [(_timed(ours), _timed(theirs)) for _ in range(_REPEATS)]
    one, other = zip(*timed, strict=True)
    return _median(one), _median(other)


def _timed(work: Callable[[], pd.DataFrame]) -> Parse:
    started = time.process_time()
    frame = work()
    seconds = time.process_time() - started
    return Parse(seconds, float(frame.memory_usage(deep=True).sum()) / 1e6)


def _median(parses: tuple[Parse, ...]) -> Parse:
    return Parse(statistics.median(one.seconds for one in parses), parses[0].mb)
