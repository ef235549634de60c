"""Google Sheets API v4 and a slice of Drive v3 over SQLite, under the unchanged gspread.

client = gspread.Client(auth=None, session=lib.localsheets.session())
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from lib.localsheets.endpoint import Clock, Endpoint, Request
from lib.localsheets.faults import Faults
from lib.localsheets.quota import Quota
from lib.localsheets.server import Server
from lib.localsheets.storage import Storage
from lib.localsheets.transport import HOSTS, Adapter, Redirected, mounted

__all__ = [
    "OWNER",
    "Clock",
    "Faults",
    "Quota",
    "Request",
    "Server",
    "requests_made",
    "serve",
    "session",
    "session_at",
]

OWNER = "owner@localsheets.example"


def session(
    path: Path | str | None = None,
    *,
    user: str = OWNER,
    delay_s: float = 0.0,
    faults: Faults | None = None,
    quota: Quota | None = None,
    clock: Clock = time,
) -> requests.Session:
    """A session that answers what would go to Google. `path` None: a world of its own, in memory.

    May be used from several threads. `delay_s` is slept per request. `user` "": refused, 401.
    """
    endpoint = Endpoint(Storage(path), clock, quota, faults or Faults(), delay_s)
    return mounted(Adapter(endpoint, user))


def requests_made(session: requests.Session) -> list[Request]:
    """The last 10,000 requests, oldest first."""
    adapter = session.get_adapter(HOSTS[0])
    if not isinstance(adapter, Adapter):
        raise TypeError("not a session of localsheets")
    return list(adapter.endpoint.log)


@contextmanager
def serve(
    path: Path | str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    user: str = OWNER,
    delay_s: float = 0.0,
    faults: Faults | None = None,
    quota: Quota | None = None,
    clock: Clock = time,
) -> Iterator[Server]:
    """The same over HTTP, until the block ends. `port` 0: a free one.

    The bearer token of a request is the user's e-mail address; without one, `user` acts.
    """
    endpoint = Endpoint(Storage(path), clock, quota, faults or Faults(), delay_s)
    try:
        with Server(endpoint, user, host, port) as server:
            yield server
    finally:
        endpoint.storage.close()


def session_at(url: str, *, user: str = OWNER) -> requests.Session:
    """A session whose traffic for Google goes to a served localsheets, as this user."""
    made = mounted(Redirected(url))
    made.headers["Authorization"] = f"Bearer {user}"
    return made
