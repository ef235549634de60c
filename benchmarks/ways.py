"""How the peers save: the requests they send, at their kindest, and nothing around them.

Each opens its sheet once, and a save sends the write itself and no more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import requests
from gspread import Worksheet
from gspread.exceptions import APIError
from gspread.utils import rowcol_to_a1

from lib.snapshot import Snapshot
from tests.simulation.backend import SHEET, TRACE, Cell
from tests.simulation.ledger import KEY
from tests.simulation.witness import Offer

NO_ANSWER = (APIError, requests.RequestException)
_BLIND_TRIES = 3

# Requests in turn, each with the changes that it carries.
Requests = Iterator[tuple[Sequence[Offer], Callable[[], object]]]


@dataclass(frozen=True)
class Page:
    """What a writer sees, and its cells as they were read, all rows of one length."""

    seen: Snapshot
    cells: Sequence[Sequence[Cell]]

    def places(self, offer: Offer) -> dict[int, Cell]:
        """What is saved, by the place (0-based) where its column was read."""
        cells = {**offer.cells, KEY: offer.change.key} if offer.change.is_new else offer.cells
        return {self.cells[0].index(SHEET.column(n).header): cell for n, cell in cells.items()}

    def new_row(self, offer: Offer) -> list[Cell]:
        places = self.places(offer)
        return [places.get(place, "") for place in range(len(self.cells[0]))]

    def number(self, offer: Offer) -> int:
        """Where the row stood (1-based)."""
        number = self.seen.row_number(SHEET.name, offer.change.key)
        assert number is not None
        return number

    def who(self, offer: Offer) -> str:
        """Which row is meant, whatever becomes of its key."""
        trace = self.cells[self.number(offer) - 1][self.cells[0].index(TRACE)]
        return str(trace) or offer.change.key


Way = Callable[[Worksheet, Page, Sequence[Offer]], Requests]


def rewritten(sheet: Worksheet, page: Page, offers: Sequence[Offer]) -> Requests:
    """As `conn.update` of st-gsheets-connection: clear the sheet, then write all that was read,
    without blank rows."""
    rows = [list(row) for row in page.cells]
    for offer in offers:
        if offer.change.is_new:
            rows.append(page.new_row(offer))
            continue
        for place, cell in page.places(offer).items():
            rows[page.number(offer) - 1][place] = cell
    filled = [row for row in rows if any(cell != "" for cell in row)]
    yield [], sheet.clear
    yield offers, partial(sheet.update, filled, "A1")


def by_row_number(sheet: Worksheet, page: Page, offers: Sequence[Offer]) -> Requests:
    """Only the cells that change, on the row where it was read. A new row is appended, once."""
    for offer in offers:
        if offer.change.is_new:
            yield [offer], partial(sheet.append_row, page.new_row(offer), table_range="A1")
            continue
        number = page.number(offer)
        yield [offer], partial(sheet.batch_update, [
            {"range": rowcol_to_a1(number, place + 1), "values": [[cell]]}
            for place, cell in page.places(offer).items()
        ])  # fmt: skip


def appended(sheet: Worksheet, page: Page, offers: Sequence[Offer]) -> Requests:
    """New rows only, sent again after any error. The row has a key so that it can be followed;
    the way itself never looks for it."""
    for offer in offers:
        append = partial(sheet.append_row, page.new_row(offer), table_range="A1")
        yield [offer], partial(_blindly, append)


def _blindly(request: Callable[[], object]) -> None:
    for _ in range(_BLIND_TRIES - 1):
        try:
            request()
        except NO_ANSWER:
            continue
        return
    request()
