"""Who watches the line between the app and the sheet: what the app saw when, and which changes
its log lines tell of. The ledger hears of a change at the moment it is applied."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from requests.models import PreparedRequest

from lib.change import Change
from lib.schema.cells import to_text
from tests.simulation.backend import SHEET, Backend, Cell
from tests.simulation.ledger import (
    DOUBLED,
    KEY,
    LOST,
    UNLOGGED,
    Ledger,
    Wrong,
    cell_of,
    text_of,
    value_of,
)


@dataclass
class Offer:
    """A change that somebody pressed save for, how many log lines told of it since, and which
    row had its key then. `is_sent` stays when a later line takes it back: its cells may be on
    other rows until the save is settled. `is_hindered`: people or weather were in its way."""

    change: Change
    lines: int = 0
    who: str = ""
    is_sent: bool = False
    is_hindered: bool = False

    @property
    def cells(self) -> dict[str, Cell]:
        return {name: cell_of(name, value) for name, value in self.change.after.items()}

    def is_told_by(self, line: Mapping[str, Cell]) -> bool:
        act = "toegevoegd" if self.change.is_new else "gewijzigd"
        new = {SHEET.column(n).header: to_text(SHEET.column(n), v)
               for n, v in self.change.after.items()}  # fmt: skip
        told = (line["act"], line["row_key"], json.loads(str(line["new"])))
        return told == (act, self.change.key, new)

    def wrong(self, kind: str, said: str) -> Wrong:
        return Wrong(kind, self.change.key, "", said)


class Witness:
    """`look` is when the app last saw the rows; `lines` how many log lines there are."""

    def __init__(self, backend: Backend, ledger: Ledger) -> None:
        self.look = self.lines = 0
        self.offers: list[Offer] = []
        self.wrongs: list[Wrong] = []
        self.counts: Counter[str] = Counter()
        self._backend = backend
        self._ledger = ledger
        self._undecided: list[tuple[str, dict[str, Cell], int]] = []

    def notice(self, request: PreparedRequest) -> None:
        """After each request of the app."""
        if request.method == "GET":
            if "/values" not in str(request.url):
                self.look = self._ledger.now
            return
        lines = self._backend.lines(self.lines)
        if lines:
            self.lines += len(lines)
            self._ledger.contested |= self._ledger.touched(self.look)
        for line in lines:
            self.counts[str(line["act"])] += 1
            if line["act"] in ("toegevoegd", "gewijzigd"):
                self._hear(line)
            else:
                self._hear_undone(line)

    def decide(self) -> None:
        """Of a key that a person copied just then, one row gets the change: whichever."""
        for key, cells, then in self._undecided:
            rows = self._ledger.with_key(key)
            standing = {row.who: row.cells for row in self._backend.view().rows}
            typed_over = self._ledger.touched(then)
            self._ledger.contested |= {(who, c.name) for who in rows for c in SHEET.columns}
            left = {who: {n: cell for n, cell in cells.items() if (who, n) not in typed_over}
                    for who in rows}  # fmt: skip
            got = [who for who in rows if left[who] and who in standing
                   and left[who].items() <= standing[who].items()]  # fmt: skip
            got.sort(key=lambda who: len(left[who]), reverse=True)
            for who in (got or rows)[:1]:
                self._ledger.put(who, left[who])
        self._undecided.clear()

    def forget(self, offers: Iterable[Offer]) -> None:
        gone = [id(offer) for offer in offers]
        self.offers = [offer for offer in self.offers if id(offer) not in gone]

    def _hear(self, line: Mapping[str, Cell]) -> None:
        told = (offer for offer in self.offers if offer.is_told_by(line))
        offer = min(told, key=lambda offer: offer.lines, default=None)
        if offer is None:
            said = f"a log line that tells of nothing: {line}"
            self.wrongs.append(Wrong(UNLOGGED, str(line["row_key"]), "", said))
            return
        offer.lines += 1
        offer.is_sent = True
        if offer.lines > 1:
            self.wrongs.append(offer.wrong(DOUBLED, "two log lines"))
            return
        stamped = {**offer.cells, "changed_on": line["at"], "changed_by": line["who"]}
        key = offer.change.key
        rows = self._ledger.with_key(key)
        if offer.change.is_new:
            self._ledger.put(key, {**stamped, KEY: key})
        elif len(rows) > 1:
            self._undecided.append((key, stamped, self._ledger.now))
        elif rows:
            offer.who = rows[0]
            self._compare(offer, rows[0], line)
            self._ledger.put(rows[0], stamped)

    def _hear_undone(self, line: Mapping[str, Cell]) -> None:
        """Somebody was first after all, so a change that was told of never came to its row."""
        for offer in self.offers:
            told = {SHEET.column(n).header: text_of(n, cell) for n, cell in offer.cells.items()}
            is_it = offer.change.key == line["row_key"] and told == json.loads(str(line["old"]))
            if is_it and offer.lines == 1:
                offer.lines = 0
                for who in self._ledger.with_key(offer.change.key):
                    self._ledger.take_back(who, offer.cells)

    def _compare(self, offer: Offer, who: str, line: Mapping[str, Cell]) -> None:
        """What the app wrote over, against what the writer saw and what the log line tells."""
        old = json.loads(str(line["old"]))
        for name, value in offer.change.after.items():
            place = (who, name)
            if place in self._ledger.contested or place in self._ledger.touched(self.look):
                self.counts["overtaken"] += 1
                continue
            was = self._ledger.cell(who, name, self.look)
            seen = (offer.change.before or {}).get(name)
            if value_of(name, was) not in (seen, value):
                self.wrongs.append(offer.wrong(LOST, f"{was!r} in {name} written over unseen"))
            if old[SHEET.column(name).header] != text_of(name, was):
                said = f"{name} was {was!r}, its log line says {old}"
                self.wrongs.append(offer.wrong(UNLOGGED, said))
