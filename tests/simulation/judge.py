"""Who judges how each save ends: whether what was said of it is what became of it."""

from collections import Counter
from collections.abc import Sequence

from lib.errors import ChangeRefused, WriteConflict
from lib.snapshot import Snapshot
from lib.store.writing import Receipt
from tests.simulation.backend import SHEET
from tests.simulation.ledger import FALSE_ALARM, KEY, LOST, REFUSED, UNLOGGED, Ledger, value_of
from tests.simulation.witness import Offer, Witness

_LOOK_IN_THE_SHEET = "Kijk in het blad"


class Judge:
    """`inside` are the acts of a person during the save, `is_stormy` whether there was weather:
    without either nothing may go wrong, unless it was so when a save that waits was sent."""

    def __init__(self, ledger: Ledger, witness: Witness) -> None:
        self.inside: Counter[str] = Counter()
        self.is_stormy = False
        self._ledger = ledger
        self._wrongs, self._counts = witness.wrongs, witness.counts

    def receipt(self, offers: Sequence[Offer], receipt: Receipt) -> None:
        for offer, written in zip(offers, receipt.written, strict=True):
            stands = [self._ledger.rows[who] for who in self._ledger.with_key(written.key)]
            for name, value in offer.change.after.items():
                allowed = [value, *(value_of(name, cells[name]) for cells in stands)]
                if written.row[name] not in allowed:
                    self._wrongs.append(offer.wrong(LOST, f"the receipt is wrong in {name}"))

    def kept(self, offers: Sequence[Offer]) -> None:
        """What was acknowledged has one log line, by which the ledger knows of it."""
        self._wrongs += [
            offer.wrong(UNLOGGED, f"acknowledged, with {offer.lines} log lines")
            for offer in offers
            if offer.lines != 1
        ]

    def refused(self, offers: Sequence[Offer], error: ChangeRefused, seen: Snapshot) -> None:
        keys = Counter(seen.tables[SHEET.name][KEY].dropna())
        rows = {o.change.key: len(self._ledger.with_key(o.change.key)) for o in offers}
        causes = {
            "row_gone": any(not rows[o.change.key] for o in offers if not o.change.is_new),
            "duplicate_key": any(rows[key] > 1 or keys[key] > 1 for key in rows),
            "already_saved": any(o.change.is_new and keys[o.change.key] for o in offers),
            # A stamp that came under a header dragged there just then was told, and its person
            # took the sheet as it is: a moment is all that stands in that column now.
            "headers_exchanged": bool(self._counts["detected, columns"]),
        }
        if not self.inside and not all(causes.get(p.code) for p in error.problems):
            self._wrongs.append(offers[0].wrong(FALSE_ALARM, f"refused: {error.problems}"))

    def clash(self, offers: Sequence[Offer], error: WriteConflict) -> None:
        (offer,) = [offer for offer in offers if offer.change.key == error.key]
        before = offer.change.before or {}
        if any(error.theirs[name] == before.get(name) for name in error.columns):
            self._wrongs.append(offer.wrong(FALSE_ALARM, "a clash where nobody changed it"))

    def is_detected(self, offers: Sequence[Offer], message: str) -> bool:
        """A sheet that moved too much is told, and its person looks. Any other trouble with the
        sheets is what the journal is for."""
        if _LOOK_IN_THE_SHEET not in message:
            return False
        self.hinder(offers)
        if not any(offer.is_hindered for offer in offers):
            self._wrongs.append(offers[0].wrong(FALSE_ALARM, message))
        columns = ", columns" if self.inside["drag column"] else ""
        self._counts[f"detected{columns}"] += 1
        return True

    def hinder(self, offers: Sequence[Offer]) -> None:
        """What happened in this round was in the way of these."""
        for offer in offers:
            offer.is_hindered |= self.is_stormy or bool(self.inside)

    def untold(self, offers: Sequence[Offer], message: str) -> None:
        """What is refused is nowhere, unless its row went away just then, or its key did."""
        for offer in (offer for offer in offers if offer.lines):
            if self._ledger.with_key(offer.change.key):
                self._wrongs.append(offer.wrong(REFUSED, f"written all the same: {message}"))
            elif offer.who in self._ledger.rows:
                self._ledger.take_back(offer.who, offer.cells)
