"""A cold start, a warm page and one saved contact: ours beside the plain gspread way and the
connector of Streamlit.

The plain way is measured at its kindest: each spreadsheet is opened once, and its saved row
has no check, no log line and no key of its own. The connector's warm page is its cache, its save
one `update` of what that holds.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

import gspread
import requests

from benchmarks.connector import connector_costs
from benchmarks.pages import PageTime
from benchmarks.worlds import DELAY_S, World
from lib import localsheets
from lib.audit import Actor
from lib.change import new_key, propose
from lib.cipher import Cipher
from lib.keys import read_keys
from lib.schema.workbook import SHEETS, sheets_of
from lib.settings import Settings
from lib.snapshot import Snapshot
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE
from lib.store.retry import PatientHTTPClient
from lib.store.store import Store

# What the page Vandaag looks at.
_TODAY_SHEETS = ("clients", "support", "contacts", "appointments", "consents")
_REPEATS = 5


class Cost(NamedTuple):
    requests: int
    seconds: float

    def __str__(self) -> str:
        return f"{self.requests} requests, {self.seconds:.2f} s"


class Line(NamedTuple):
    """None is not measured."""

    what: str
    ours: Cost
    plain: Cost | None = None
    connector: Cost | None = None


def compared(world: World, today: PageTime) -> list[Line]:
    """`today` is the warm page Vandaag as it was measured on this world. The connector comes
    last: it writes the whole sheet anew."""
    ids = _ids(world)
    with _session(world) as session:
        client = gspread.Client(auth=None, session=session, http_client=PatientHTTPClient)
        store = Store(client, ids, world.data / "store", cipher=_cipher(world))
        plain = gspread.Client(auth=None, session=session)
        seen = store.read()
        lines = [
            Line("Cold start: every sheet of four workbooks",
                 _median(session, store.read), _cost(session, lambda: _read_all(plain, world))),
            Line("Warm page (Vandaag)", Cost(today.requests, today.median_ms / 1000),
                 _cost(session, lambda: read_for_today(plain, ids))),
            Line("One saved contact",
                 _median(session, lambda: _save(store, seen, world)),
                 _median(session, lambda: append(plain, ids))),
        ]  # fmt: skip
    costs = connector_costs(world, ids, _TODAY_SHEETS)
    if costs is None:
        return lines
    return [
        line._replace(connector=_middle([Cost(*cost) for cost in costs[what]]))
        for line, what in zip(lines, ("cold", "warm", "save"), strict=True)
    ]


def large_start(world: World) -> Line:
    """Only ours: the plain way asks as often as on the demo world."""
    with _session(world) as session:
        client = gspread.Client(auth=None, session=session, http_client=PatientHTTPClient)
        store = Store(client, _ids(world), world.data / "store", cipher=_cipher(world))
        return Line(f"Cold start, {world.title}", _median(session, store.read))


def _cipher(world: World) -> Callable[[], Cipher]:
    return read_keys(Settings(data=world.data)).cipher


def _save(store: Store, seen: Snapshot, world: World) -> None:
    cipher = read_keys(world.settings()).cipher()
    values = {**contact(seen), "note": "Voorbeeldnotitie (fictief)"}
    change = propose("contacts", new_key("contacts", seen), None, values, seen, cipher)
    store.write([change], Actor("casemanager", "casemanager"), seen)


def contact(seen: Snapshot) -> Mapping[str, object]:
    return {
        "client_code": seen.tables["clients"]["client_code"].iloc[0],
        "worker": seen.tables["team"]["worker"].iloc[0],
        "held_on": date(2022, 2, 1),
        "channel": "Telefoon",
        "kind": "Ongepland",
        "outcome": "Gesproken",
    }


def _read_all(client: gspread.Client, world: World) -> None:
    for workbook, spreadsheet_id in _ids(world).items():
        spreadsheet = client.open_by_key(spreadsheet_id)
        for sheet in sheets_of(workbook):
            spreadsheet.worksheet(sheet.title).get_all_records()


def read_for_today(client: gspread.Client, ids: Mapping[str, str]) -> None:
    spreadsheet = client.open_by_key(ids["casework"])
    for name in _TODAY_SHEETS:
        spreadsheet.worksheet(SHEETS[name].title).get_all_records()


def append(client: gspread.Client, ids: Mapping[str, str]) -> None:
    """One row and no more: nothing is checked and there is no log line."""
    spreadsheet = client.open_by_key(ids["casework"])
    row = ["CT-FICTIEF", "ST-FICTIEF", 44593, "", "Telefoon", "Ongepland", "Gesproken"]
    spreadsheet.worksheet("Contacten").append_row(row)


def _ids(world: World) -> Mapping[str, str]:
    return known_workbooks(world.data) or {}


@contextmanager
def _session(world: World) -> Iterator[requests.Session]:
    session = localsheets.session(world.data / LOCAL_FILE, delay_s=DELAY_S)
    try:
        yield session
    finally:
        session.close()


def _median(session: requests.Session, work: Callable[[], object]) -> Cost:
    return _middle([_cost(session, work) for _ in range(_REPEATS)])


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(costs[0].requests, statistics.median(cost.seconds for cost in costs))


def _cost(session: requests.Session, work: Callable[[], object]) -> Cost:
    before, started = len(localsheets.requests_made(session)), time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    return Cost(len(localsheets.requests_made(session)) - before, seconds)
