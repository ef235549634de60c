"""What a way of saving does to a sheet in which a person works as well: ours beside the peers'.

The worlds are those of tests/simulation, weather included, and the rounds are the same for every
way. In half of them a page shows what was read earlier; after a save that went well a peer's page
is read anew.

How it is counted. The ledger hears of a save when the request that carries it is applied, and is
held against the sheet when the save has ended. A row that is wrong then counts once for each of:

- lost: somebody's edit is not there, or a save went over one that its writer never saw, or it was
  said to be saved and stands nowhere. A row that is gone counts as one.
- doubled: it stands twice, or again though a person deleted it.
- misdirected: a cell holds what nobody gave it; mixed: what somebody gave to another row.
- missing log line: of an acknowledged save. The peers have no log.

If the save ended with an error, or with "look in the sheet", its person knows that something may
be wrong: the row then counts as *told*, and nowhere else. A peer's sheet is then set right by
hand, so that one harm never makes another. Ours is judged by the simulator, and counts as lost
what that lets pass: two people in the same cell between a look and a write.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from gspread.http_client import HTTPClient
from gspread.utils import fill_gaps
from requests.models import PreparedRequest

from benchmarks.ways import NO_ANSWER, Page, Way, appended, by_row_number, rewritten
from tests.simulation.backend import SHEET, TRACE, Cell, View
from tests.simulation.ledger import KEY, LOST, Wrong, value_of
from tests.simulation.run import STORMS, drawn_rounds, in_memory
from tests.simulation.schedule import Round
from tests.simulation.simulation import Simulation, Writer
from tests.simulation.witness import Offer

SEEDS = range(12)
ACKNOWLEDGED, SHOWN = "acknowledged", "refused, clash or error shown"
YET_WRITTEN, TOLD = "error shown, yet written", "told"

Harm = set[tuple[str, str]]  # kind and row


class Peer(Simulation):
    """The world of the simulator, with another way to save."""

    def __init__(self, folder: Path, way: Way) -> None:
        self._carried: Sequence[Offer] = ()
        self._before: list[list[Cell]] = []
        self._unseen: Harm = set()
        super().__init__(folder)
        self._way = way
        self._pages = {writer.name: self._page(writer) for writer in self._writers}
        spreadsheet = self.backend.app(HTTPClient).open_by_key(self.backend.id)
        self._sheet = spreadsheet.worksheet(SHEET.title)

    def finish(self) -> None:
        self.backend.close()

    def _page(self, writer: Writer) -> Page:
        return Page(writer.seen, fill_gaps(self.backend.cells()))

    def _look(self, writer: Writer, *, is_fresh: bool) -> None:
        super()._look(writer, is_fresh=is_fresh)
        if is_fresh:
            self._pages[writer.name] = self._page(writer)

    def _save(self, writer: Writer, offers: list[Offer]) -> None:
        page, heard = self._pages[writer.name], sum(offer.lines for offer in offers)
        self.backend.line.after = lambda _: self._notice(page)
        is_shown = False
        try:
            for carried, request in self._way(self._sheet, page, offers):
                self._carried = carried
                request()
        except NO_ANSWER:
            is_shown = True
        self.counts["saves"] += 1
        self.counts[SHOWN if is_shown else ACKNOWLEDGED] += 1
        self.counts[YET_WRITTEN] += is_shown and sum(offer.lines for offer in offers) > heard
        self._judge_save(is_told=is_shown)
        if not is_shown:
            self._look(writer, is_fresh=True)
            writer.last = offers if all(offer.change.is_new for offer in offers) else []

    def _interfere(self, request: PreparedRequest) -> None:
        """In a sheet that is wrong, emptied above all, nobody works until the save has ended."""
        if not self.ledger.wrongs(self._view()):
            super()._interfere(request)
        self._before = self.backend.cells()

    def _notice(self, page: Page) -> None:
        if self.backend.cells() != self._before:
            for offer in self._carried:
                offer.lines += 1
                if offer.lines == 1:
                    self._hear(page, offer)

    def _hear(self, page: Page, offer: Offer) -> None:
        if offer.change.is_new:
            self.ledger.put(offer.change.key, {**offer.cells, KEY: offer.change.key})
            return
        who, seen = page.who(offer), offer.change.before or {}
        if who in self.ledger.rows:
            for name, value in offer.change.after.items():
                if value_of(name, self.ledger.rows[who][name]) not in (seen.get(name), value):
                    self._unseen.add((LOST, who))
            self.ledger.put(who, offer.cells)
        elif who not in [row.who for row in self._view().rows]:
            self._unseen.add((LOST, who))

    def _judge_save(self, *, is_told: bool) -> None:
        view = self._view()
        harm = _harm(self.ledger.wrongs(view))
        self.counts += _counted(harm | self._unseen, is_told=is_told)
        self._unseen.clear()
        if harm:
            self._set_right(view)

    def _check(self) -> None:
        """Each save was judged when it ended, before anybody touched the sheet again."""

    def _view(self) -> View:
        return self.backend.view() if self.backend.cells() else View([], {})

    def _set_right(self, view: View) -> None:
        standing = [row.who for row in view.rows if row.who in self.ledger.rows]
        header = [*(column.header for column in SHEET.columns), TRACE]
        rows = [[*self.ledger.rows[who].values(), who]
                for who in dict.fromkeys([*standing, *self.ledger.rows])]  # fmt: skip
        self.backend.sheet.clear()
        self.backend.sheet.update([header, *rows], "A1")


class Ours(Simulation):
    """What is wrong when somebody is told to look in the sheet counts as well."""

    def _look_again(self, offers: Sequence[Offer]) -> None:
        self.counts += _counted(_harm(self.ledger.wrongs(self.backend.view())), is_told=True)
        super()._look_again(offers)

    def finish(self) -> None:
        super().finish()
        self.counts[ACKNOWLEDGED] = self.counts["kept"] + self.counts["delivered"]
        self.counts[SHOWN] = self.counts["saves"] - self.counts[ACKNOWLEDGED]
        self.counts += _counted(_harm(self.wrongs), is_told=False)
        self.counts[LOST] += self.counts["overtaken"] + self.counts["crossed"]


def _harm(wrongs: Iterable[Wrong]) -> Harm:
    return {(wrong.kind, wrong.who) for wrong in wrongs}


def _counted(harm: Harm, *, is_told: bool) -> Counter[str]:
    if is_told:
        return Counter({TOLD: len({who for _, who in harm})})
    return Counter(kind for kind, _ in harm)


class Entrant(NamedTuple):
    """A way to save in worlds of its own; `fitted` is what it makes of a round."""

    title: str
    world: Callable[[Path], Simulation]
    fitted: Callable[[Round], Round] = lambda one: one


def only_new(one: Round) -> Round:
    return replace(one, targets=tuple(replace(target, row=None) for target in one.targets))


def just_read(one: Round) -> Round:
    return replace(one, is_fresh=True)


OURS = Entrant("Ours", Ours)
REWRITE = Entrant("Clear and rewrite", lambda folder: Peer(folder, rewritten))
ROW_NUMBER = Entrant("By row number", lambda folder: Peer(folder, by_row_number))
APPEND = Entrant("Append, sent again blindly", lambda folder: Peer(folder, appended), only_new)
ENTRANTS = (
    OURS,
    REWRITE,
    REWRITE._replace(title="… from a page just read", fitted=just_read),
    ROW_NUMBER,
    ROW_NUMBER._replace(title="… from a page just read", fitted=just_read),
    APPEND,
)


def played(entrant: Entrant, rounds: Iterable[Round]) -> Counter[str]:
    """What became of the saves of one world."""
    with in_memory() as folder:
        world = entrant.world(folder)
        for one in rounds:
            world.play(entrant.fitted(one))
        world.finish()
        return world.counts


def compared() -> Iterator[tuple[str, Counter[str]]]:
    """Every way through the same rounds."""
    for entrant in ENTRANTS:
        worlds = (played(entrant, drawn_rounds(seed, STORMS)) for seed in SEEDS)
        yield entrant.title, sum(worlds, Counter())
