"""What one request costs as a sheet gets longer; 15 columns of text, numbers and dates in a file.

Every size has a process of its own: python -m benchmarks.sheets FILE ROWS
"""

import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import gspread
from gspread.utils import ValueInputOption

from lib import localsheets

SIZES = (1_000, 10_000, 100_000)
_REPEATS = 5
_ENOUGH_MS = 500  # a request is repeated until this is spent, so that quick ones are many
_BLOCK = 10_000  # rows sent at once while the sheet is filled
_START = """
import sys, time
started = time.perf_counter()
import lib.localsheets
imported = time.perf_counter()
with lib.localsheets.session(sys.argv[1]) as session:
    session.get("https://www.googleapis.com/drive/v3/files").raise_for_status()
print((imported - started) * 1000, (time.perf_counter() - imported) * 1000)
"""


class Figures(NamedTuple):
    """`medians_ms` are (by the clock, of it processor): a write on a busy machine mostly waits.

    `file_mb` is after filling; `peak_mb` is the whole process, the client included.
    """

    medians_ms: dict[str, tuple[float, float]]
    file_mb: float
    peak_mb: float


class Start(NamedTuple):
    import_ms: float
    first_request_ms: float


def figures() -> list[Figures]:
    """One per size. Linux counts what the parent held into the peak of a child: measure first."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            Figures(*json.loads(_said("-m", "benchmarks.sheets", f"{folder}/{rows}.db", rows)))
            for rows in SIZES
        ]


def start() -> Start:
    """Of an empty store in a new process; the import is mostly that of requests."""
    with tempfile.TemporaryDirectory() as folder:
        said = [_said("-c", _START, f"{folder}/{i}.db").split() for i in range(_REPEATS)]
    return Start(*(statistics.median(map(float, times)) for times in zip(*said, strict=True)))


def _said(*arguments: object) -> str:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _measured(path: Path, rows: int) -> Figures:
    with localsheets.session(path) as session:
        sheet = gspread.Client(auth=None, session=session).create("Maat").sheet1
        _fill(sheet, rows)
        session.close()  # so that all of it is in the file itself
        file_mb = path.stat().st_size / 1e6
        medians = {what: _medians_ms(act) for what, act in _requests(sheet, rows).items()}
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Figures(medians, file_mb, peak_kb / 1e3)


def _fill(sheet: gspread.Worksheet, rows: int) -> None:
    sheet.resize(rows, 15)
    for top in range(0, rows, _BLOCK):
        block = [_row(i) for i in range(top, min(top + _BLOCK, rows))]
        sheet.update(block, f"A{top + 1}", value_input_option=ValueInputOption.user_entered)


def _row(i: int) -> list[str | int | float]:
    day = f"{2020 + i % 5}-{1 + i % 12:02}-{1 + i % 28:02}"
    return [f"RIJ-{i:06}", i * 7919 % 100_003, i / 8, day, f"Voorbeeldtekst nummer {i % 97}"] * 3


def _requests(sheet: gspread.Worksheet, rows: int) -> dict[str, Callable[[], object]]:
    """Each of them one request; what makes the sheet much longer comes last."""
    book, middle, turns = sheet.spreadsheet, rows // 2, itertools.count()
    raw = {"valueRenderOption": "UNFORMATTED_VALUE"}
    place = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": middle, "endIndex": middle + 1}

    def send(request: dict[str, object]) -> object:
        return book.batch_update({"requests": [request]})

    def sort() -> object:
        """By the numbers that stand in no order, or back by the names."""
        specs = [{"dimensionIndex": (next(turns) + 1) % 2}]
        return send({"sortRange": {"range": {"sheetId": sheet.id}, "sortSpecs": specs}})

    return {
        "batchGet of everything": lambda: book.values_batch_get([sheet.title], raw),
        "Read one row in the middle": lambda: sheet.get(f"A{middle}:O{middle}"),
        "Update one cell in the middle": lambda: sheet.update([[next(turns)]], f"C{middle}"),
        "Insert one row in the middle": lambda: send({"insertDimension": {"range": place}}),
        "Sort by a column": sort,
        "Append one row": lambda: sheet.append_row(_row(next(turns)), table_range="A1"),
    }


def _medians_ms(act: Callable[[], object]) -> tuple[float, float]:
    times: list[float] = []
    processor: list[float] = []
    while len(times) < _REPEATS or sum(times) < _ENOUGH_MS:
        started = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - started[0]) * 1000)
        processor.append((time.process_time() - started[1]) * 1000)
    return statistics.median(times), statistics.median(processor)


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]), int(sys.argv[2]))))
