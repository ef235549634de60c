"""One request as a handler sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lib.localsheets import shape
from lib.localsheets.mask import Mask
from lib.localsheets.refusal import malformed
from lib.localsheets.shape import Check

_SHEETS = "type.googleapis.com/google.apps.sheets.v4."


@dataclass(frozen=True, slots=True)
class Call:
    """`names` are the decoded variable parts of the path; `mask` is the query's `fields`."""

    db: sqlite3.Connection
    user: str
    names: tuple[str, ...]
    query: Mapping[str, list[str]]
    body: Any
    mask: Mask | None

    def checked(self, check: Check, place: str = "") -> Any:
        """The body, cleaned; no body counts as an empty one."""
        return shape.cleaned(check, {} if self.body is None else self.body, place)

    def parameter(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[-1]

    def flag(self, name: str) -> bool:
        """Python's `True` is accepted too."""
        text = self.parameter(name, "false").lower()
        if text not in ("true", "false", ""):
            raise malformed(name, f"Invalid value at '{name}' (TYPE_BOOL), \"{text}\"")
        return text == "true"

    def option(self, name: str, kind: str, *values: str) -> str:
        """One of an enum; the first is the default."""
        text = self.parameter(name) or values[0]
        if text not in values:
            raise malformed(name, f"Invalid value at '{name}' ({_SHEETS}{kind}), \"{text}\"")
        return text
