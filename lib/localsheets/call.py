"""One request as a handler sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.localsheets.mask import Mask


@dataclass(frozen=True, slots=True)
class Call:
    """Everything checked against the contract: `path` decoded, `query` typed, `body` cleaned.

    `mask` is the query's `fields`; `now_s` seconds since the epoch.
    """

    db: sqlite3.Connection
    user: str
    now_s: float
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: dict[str, Any]
    mask: Mask | None
