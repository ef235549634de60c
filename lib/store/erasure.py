"""Erasing a sheet as a whole: one person asks, another confirms.

What was asked waits on the disk of this machine, encrypted, until it is done. Once confirmed it
may be tried again as often as needed: the line of the Logboek that tells of it has had its key
from the start, so what was erased already is not erased again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gspread.http_client import HTTPClient

from lib.audit import Act, Actor, Event, event_line
from lib.cipher import Cipher
from lib.errors import ChangeRefused, NotAllowed, SecretUnreadable
from lib.private import replace_private
from lib.schema.cells import is_empty
from lib.schema.logbook import Logbook
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.store.locate import Layout
from lib.store.trail import Trail
from lib.store.watch import line_id
from lib.store.writing import send_lines

ERASURE_FILE = "erasure"
_PURPOSE = "erasure"
_WAITS = timedelta(days=7)
_EVERY_ROW = "alle"


@dataclass(frozen=True)
class Asked:
    """`line_id` is the key that the line of the Logboek will have; `confirmed_by` is empty as
    long as nobody else has confirmed."""

    sheet: str
    by: str
    at: datetime
    reason: str
    line_id: str
    confirmed_by: str = ""
    role: str = ""


class Erasure:
    """What was asked; nothing when it was withdrawn, or not confirmed in time."""

    def __init__(
        self, path: Path, cipher: Callable[[], Cipher], clock: Callable[[], datetime]
    ) -> None:
        self._path = path
        self._cipher = cipher
        self._clock = clock

    def asked(self) -> Asked | None:
        try:
            held = json.loads(self._cipher().unwrap(self._path.read_bytes(), _PURPOSE))
        except (FileNotFoundError, SecretUnreadable):
            return None
        asked = Asked(**{**held, "at": datetime.fromisoformat(held["at"])})
        if not asked.confirmed_by and self._clock() > asked.at + _WAITS:
            self.drop()
            return None
        return asked

    def ask(self, sheet: str, actor: Actor, reason: str) -> None:
        if self.asked() is not None:
            raise _refused(sheet, "Er is al gevraagd om te wissen.")
        self._keep(Asked(sheet, actor.username, self._clock(), reason, line_id()))

    def confirm(self, actor: Actor) -> Asked:
        """NotAllowed for who asked; ChangeRefused when nothing waits any more. What was confirmed
        before, and not done, stays as it was confirmed."""
        asked = self.asked()
        if asked is None:
            raise _refused("permits", "Dit verzoek is ingetrokken of verlopen.")
        if not asked.confirmed_by:
            if asked.by == actor.username:
                raise NotAllowed("confirm", actor.role)
            asked = replace(asked, confirmed_by=actor.username, role=actor.role)
            self._keep(asked)
        return asked

    def withdraw(self) -> None:
        """Until somebody has confirmed it."""
        asked = self.asked()
        if asked is not None and asked.confirmed_by:
            raise _refused(asked.sheet, "Het wissen is al bevestigd.")
        self.drop()

    def drop(self) -> None:
        self._path.unlink(missing_ok=True)

    def _keep(self, asked: Asked) -> None:
        held = {**asdict(asked), "at": asked.at.isoformat()}
        replace_private(self._path, self._cipher().wrap(json.dumps(held).encode(), _PURPOSE))


def erase_rows(
    http: HTTPClient,
    spreadsheet_id: str,
    asked: Asked,
    layouts: Mapping[str, Layout],
    trail: Trail,
    at: datetime,
) -> None:
    """Empty the sheet and the Logboek of its workbook under their headers, and begin a new chain
    with the line that tells of it: one request, and sent once more it does the same."""
    sheet, log = layouts[asked.sheet], layouts[Logbook.name]
    count = sum(any(not is_empty(c) for c in row.values()) for row in sheet.cells.values())
    new = {"Rijen": str(count), "Gevraagd door": asked.by, "Bevestigd door": asked.confirmed_by}
    title = SHEETS[asked.sheet].title
    event = Event(Act.ERASED, title, _EVERY_ROW, new=new, reason=asked.reason)
    actor = Actor(asked.confirmed_by, asked.role)
    trail.begin_anew(log.places)
    line = event_line(event, actor, at, asked.line_id)
    cleared = [_cleared(sheet), _cleared(log)]
    send_lines(http, spreadsheet_id, layouts, [line], trail, cleared)


def _cleared(layout: Layout) -> dict[str, Any]:
    """Every cell below the header, wherever rows are by now."""
    below = {"sheetId": layout.sheet_id, "startRowIndex": 1}
    return {"updateCells": {"range": below, "fields": "userEnteredValue,note"}}


def _refused(sheet: str, sentence: str) -> ChangeRefused:
    return ChangeRefused([Problem(sheet, None, None, "", "erasure", sentence)])
