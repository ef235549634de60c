"""What a team asks of Google in ten minutes, by a clock that nobody waits for.

Everybody clicks every ten seconds or so and saves now and then. The local backend refuses what
is over Google's quota, by the same clock.
"""

import heapq
import random
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import gspread
import requests

from benchmarks.routes import append, contact, read_for_today
from lib import localsheets
from lib.audit import Actor
from lib.change import new_key, propose
from lib.cipher import Cipher
from lib.demo.world import rows, world
from lib.errors import DashboardError
from lib.store.build import build
from lib.store.quota import Quota
from lib.store.retry import PatientHTTPClient
from lib.store.store import Store
from lib.ui.shared import Live

MINUTES = 10
_PAUSE_S = 10.0
_REFRESH_S = 30.0
_NINE = datetime(2022, 2, 1, 9)
_CIPHER = Cipher({"t": b"k" * 32}, "t")


class VirtualClock:
    """Sleeping makes it later and takes no time; several threads may sleep."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self._lock = threading.Lock()

    def time(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.now_s += seconds


class Load(NamedTuple):
    """`asked` is (second, kind, HTTP status) of every request; `added` are the rows more that
    are in the sheet at the end."""

    asked: list[tuple[float, str, int]]
    clicks: int
    saves: int
    errors: int
    added: int

    def per_minute(self, kind: str) -> float:
        return sum(k == kind for _, k, _ in self.asked) / MINUTES

    def busiest(self, kind: str) -> int:
        """The most requests in any sixty seconds."""
        times = [at for at, k, _ in self.asked if k == kind]
        return max((sum(at - 60 < t <= at for t in times) for at in times), default=0)

    @property
    def refused(self) -> int:
        return sum(status == 429 for _, _, status in self.asked)


class Office(NamedTuple):
    """The demo world on a backend with Google's quota."""

    session: requests.Session
    ids: Mapping[str, str]
    clock: VirtualClock

    def contacts(self) -> int:
        self.clock.sleep(120)  # so that looking is not refused, and what was asked is forgotten
        book = gspread.Client(auth=None, session=self.session).open_by_key(self.ids["casework"])
        count = len(book.worksheet("Contacten").col_values(1))
        self.clock.sleep(120)
        return count


# From the number of a session and whether it saves to whether it is shown an error.
Click = Callable[[int, bool], bool]


def ours(office: Office, folder: Path) -> Click:
    """Sessions that share a `Live`, as in the app."""
    client = gspread.Client(
        auth=None, session=office.session, http_client=partial(PatientHTTPClient, quota=Quota())
    )
    client.http_client.sleep, client.http_client.clock = office.clock.sleep, office.clock.time
    store = Store(
        client,
        office.ids,
        folder,
        lambda: _NINE + timedelta(seconds=office.clock.now_s),
        cipher=lambda: _CIPHER,
    )
    live = Live(store, _REFRESH_S, office.clock.time)

    def click(number: int, is_save: bool) -> bool:
        try:
            seen = live.snapshot()
            if is_save:
                key = new_key("contacts", seen)
                change = propose("contacts", key, None, contact(seen), seen, _CIPHER)
                live.write([change], Actor(f"sessie{number}", "casemanager"))
        except DashboardError:
            return True
        finally:
            _await_refresh()
        return live.trouble is not None

    return click


def plain(office: Office, _: Path) -> Click:
    """Each click reads what the page Vandaag needs, each save appends a row; nobody waits."""
    client = gspread.Client(auth=None, session=office.session)

    def click(_: int, is_save: bool) -> bool:
        try:
            read_for_today(client, office.ids)
            if is_save:
                append(client, office.ids)
        except gspread.exceptions.APIError:
            return True
        return False

    return click


def load(way: Callable[[Office, Path], Click], sessions: int, saves: float = 0.1) -> Load:
    """Ten minutes in which every session clicks, and this share of its clicks saves."""
    clock, chance = VirtualClock(), random.Random(sessions)
    with (
        localsheets.session(quota=localsheets.Quota(60, 300), clock=clock) as session,
        TemporaryDirectory() as folder,
    ):
        ids = build(gspread.Client(auth=None, session=session), rows(world(2022), _CIPHER))
        office = Office(session, ids, clock)
        before, click = office.contacts(), way(office, Path(folder))
        known, end_s = len(localsheets.requests_made(session)), clock.now_s + MINUTES * 60
        asked: list[tuple[float, str, int]] = []
        turns = [(clock.now_s + chance.uniform(0, _PAUSE_S), number) for number in range(sessions)]
        clicks = saved = errors = 0
        while turns:
            at_s, number = heapq.heappop(turns)
            clock.now_s = max(clock.now_s, at_s)
            if clock.now_s > end_s:
                break
            is_save = chance.random() < saves
            is_error = click(number, is_save)
            clicks, saved, errors = clicks + 1, saved + is_save, errors + is_error
            made = localsheets.requests_made(session)
            asked += [(clock.now_s, one.kind, one.status) for one in made[known:]]
            known = len(made)
            heapq.heappush(turns, (clock.now_s + chance.uniform(0.5, 1.5) * _PAUSE_S, number))
        return Load(asked, clicks, saved, errors, office.contacts() - before)


def _await_refresh() -> None:
    """The clock stands still until the reading in the background has ended."""
    for thread in threading.enumerate():
        if "_refresh_quietly" in thread.name:
            thread.join()
