"""Google Sheets API v4 and a slice of Drive v3 over SQLite, under the unchanged gspread.

client = gspread.Client(auth=None, session=lib.localsheets.session())
"""

from __future__ import annotations

from pathlib import Path

import requests

from lib.localsheets.faults import Faults
from lib.localsheets.storage import Storage
from lib.localsheets.transport import HOSTS, Adapter, Request

__all__ = ["Faults", "Request", "requests_made", "session"]


def session(
    path: Path | str | None = None,
    *,
    user: str = "owner@localsheets.example",
    delay_s: float = 0.0,
    faults: Faults | None = None,
) -> requests.Session:
    """A session that answers what would go to Google. `path` None: a world of its own, in memory.

    May be used from several threads. `delay_s` is slept per request, for benchmarks.
    """
    made = requests.Session()
    made.trust_env = False  # no proxy or .netrc has a say in what never leaves the process
    adapter = Adapter(Storage(path), user, delay_s, faults or Faults())
    made.adapters.clear()  # nothing reaches the network from here
    for host in HOSTS:
        made.mount(host, adapter)
    return made


def requests_made(session: requests.Session) -> list[Request]:
    """The last 10,000 requests, oldest first."""
    adapter = session.get_adapter(HOSTS[0])
    if not isinstance(adapter, Adapter):
        raise TypeError("not a session of localsheets")
    return list(adapter.log)
