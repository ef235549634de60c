"""A world in which app writers and a person work in the same sheet, told round by round."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from requests.models import PreparedRequest

from lib.audit import Actor
from lib.change import Change, propose
from lib.cipher import Cipher
from lib.errors import ChangeRefused, DashboardError, WriteConflict
from lib.localsheets.faults import Faults
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.quota import Quota
from lib.store.retry import PatientHTTPClient
from lib.store.store import Store
from lib.store.verification import verify
from lib.store.writing import Receipt
from lib.table import empty_table, read_table
from tests.simulation.backend import SHEET, WORKBOOK, Backend, Cell
from tests.simulation.judge import Judge
from tests.simulation.ledger import (
    CAME_BACK,
    FALSE_ALARM,
    KEY,
    LOST,
    UNLOGGED,
    Ledger,
    Wrong,
    value_of,
)
from tests.simulation.person import EDITED, Person, Tokens
from tests.simulation.schedule import WRITERS, Act, Round, Target, Weather
from tests.simulation.witness import Offer, Witness

_ROWS = 5
_CIPHER = Cipher({"t": b"k" * 32}, "t")
_BLANK = {name: empty_table(sheet).frame for name, sheet in SHEETS.items()}
_START = datetime(2022, 2, 1, 9)
_AN_OUTAGE_IS_OVER_S = 120


@dataclass
class Writer:
    """Somebody at a screen of the app: what they see, and the new rows they saved last.
    `receipts` are put into what they see when they look at it again."""

    name: str
    seen: Snapshot
    seen_at: int = 0
    receipts: list[Receipt] = field(default_factory=list)
    last: list[Offer] = field(default_factory=list)


class Simulation:
    """`wrongs` is what must stay empty. A round ends with all of the sheet held against the
    ledger, unless a save that went astray still waits to be set right. A step is what anybody
    does: an act of the person, a save, a look at the sheet as it is."""

    def __init__(self, folder: Path) -> None:
        rows = [_row(number) for number in range(1, _ROWS + 1)]
        self.backend = Backend(rows)
        self.ledger = Ledger({str(row[KEY]): row for row in rows})
        self.witness = Witness(self.backend, self.ledger)
        self.wrongs, self.counts = self.witness.wrongs, self.witness.counts
        self._judge = Judge(self.ledger, self.witness)
        self._tokens = Tokens()
        self._person = Person(self.backend, self.ledger, self._tokens)
        self._waiting: dict[int, list[Offer]] = {}
        self._acts: list[Act] = []
        self._asked = 0
        self._folder = folder
        self._store = self._connected()
        seen = self._snapshot()
        self._writers = [Writer(f"schrijver{number}", seen) for number in range(WRITERS)]
        self.backend.line.before = self._interfere
        self.backend.line.after = self.witness.notice

    @property
    def steps(self) -> int:
        return self.counts["acts"] + self.counts["saves"] + self.counts["looks"]

    def play(self, one: Round) -> None:
        self.backend.clock.now_s += one.pause_s
        writer = self._writers[one.writer % WRITERS]
        self._look(writer, is_fresh=one.is_fresh)
        if one.is_restart:
            self._store = self._connected()
        seen = writer.seen
        has_saved = any(seen.row_number(SHEET.name, o.change.key) for o in writer.last)
        is_again = one.is_again and has_saved
        offers = writer.last if is_again else self._offered(one.targets, seen)
        writer.last = []
        self._acts, self._asked = list(one.acts), 0
        self._judge.inside, self._judge.is_stormy = Counter(), bool(one.weather)
        self.witness.look = writer.seen_at
        self.backend.endpoint.faults = _faults(one.weather)
        if self._waiting:
            self._deliver(seen)
        if offers:
            self._save(writer, offers)
        self.backend.endpoint.faults = Faults()
        self.counts["inside"] += self._judge.inside.total()
        self._act_until(None)
        for waiting in self._waiting.values():
            self._judge.hinder(waiting)
        self._check()

    def finish(self) -> None:
        """The weather is fair from now on: what waits must go, and the log must be whole."""
        self.backend.clock.now_s += _AN_OUTAGE_IS_OVER_S
        self._judge.inside = Counter()
        if self._waiting:
            self._deliver(self._snapshot())
        for number, offers in self._waiting.items():
            self.wrongs.append(offers[0].wrong(LOST, f"save {number} waits in fair weather"))
        self._check()
        client = self.backend.app(PatientHTTPClient)
        report = verify(client, {WORKBOOK: self.backend.id}, self._folder, _CIPHER)
        (found,) = report.values()
        if not found.is_whole or found.lines != self.witness.lines:
            self.wrongs.append(Wrong(UNLOGGED, "", "", f"the chain of the log: {found}"))
        self.backend.close()

    # ── the app ──────────────────────────────────────────────────────────────────────────────

    def _connected(self) -> Store:
        clock, start = self.backend.clock, self.backend.started_s
        client = self.backend.app(partial(PatientHTTPClient, quota=Quota()))
        http = client.http_client
        http.sleep, http.clock, http.jitter = clock.sleep, clock.time, lambda: 0.5
        store = Store(client, {WORKBOOK: self.backend.id}, self._folder,
                      lambda: _START + timedelta(seconds=int(clock.now_s - start)),
                      cipher=lambda: _CIPHER)  # fmt: skip
        store.journal.set_aside = partial(self._set_aside, store.journal.set_aside)  # type: ignore[method-assign]
        return store

    def _look(self, writer: Writer, *, is_fresh: bool) -> None:
        if is_fresh:
            self.counts["looks"] += 1
            writer.seen, writer.seen_at = self._snapshot(), self.ledger.now
        else:
            rows = [row for receipt in writer.receipts for row in receipt.rows]
            writer.seen = self._with_pending(writer.seen.with_rows(rows))
        writer.receipts.clear()

    def _snapshot(self) -> Snapshot:
        table = read_table(SHEET, self.backend.cells())
        positions = {SHEET.name: table.positions}
        seen = Snapshot({**_BLANK, SHEET.name: table.frame}, table.problems, _START, positions)
        # As `Live` shows them: what waits is seen as it will be.
        for entry in self._store.journal.waiting():
            stamp = {"changed_on": entry.at, "changed_by": entry.actor.username}
            for change in entry.changes:
                row = change.row(seen.row(SHEET.name, change.key)) | stamp
                seen = seen.with_rows([(SHEET.name, row)])
        return self._with_pending(seen)

    def _with_pending(self, seen: Snapshot) -> Snapshot:
        waiting = self._store.journal.waiting()
        pending = frozenset((c.sheet, c.key) for entry in waiting for c in entry.changes)
        return replace(seen, pending=pending)

    def _offered(self, targets: Sequence[Target], seen: Snapshot) -> list[Offer]:
        changes: dict[str, Change] = {}
        for target in targets:
            change = self._change(target, seen)
            if change.after:
                changes.setdefault(change.key, change)
        return [Offer(change) for change in changes.values()]

    def _change(self, target: Target, seen: Snapshot) -> Change:
        keys = list(seen.tables[SHEET.name][KEY].dropna())
        names = [(*EDITED, None)[column % 4] for column in target.columns]
        cells = {name: self._tokens.next(name, "w") for name in names if name}
        if None in names:
            cells["motivation"] = ""
        if target.row is None or not keys:
            key, before = str(self._tokens.next(KEY, "BS-")), None
            cells = {name: self._tokens.next(name, "w") for name in EDITED[:2]} | cells
        else:
            key = keys[target.row % len(keys)]
            before = seen.row(SHEET.name, key)
        values = {name: value_of(name, cell) for name, cell in cells.items()}
        return propose(SHEET.name, key, before, values, seen, _CIPHER)

    def _save(self, writer: Writer, offers: list[Offer]) -> None:
        self.counts["saves"] += 1
        self.witness.offers += [offer for offer in offers if offer not in self.witness.offers]
        told = sum(offer.lines for offer in offers)
        actor, changes = Actor(writer.name, "casemanager"), [offer.change for offer in offers]
        try:
            receipt = self._store.write(changes, actor, writer.seen)
        except DashboardError as error:
            self._end_badly(writer, offers, error)
            if sum(offer.lines for offer in offers) > told:
                self._judge.untold(offers, error.message)
            if offers not in self._waiting.values():  # the button was pressed twice
                self.witness.forget(offers)
        else:
            self._end_well(writer, offers, receipt)

    def _end_well(self, writer: Writer, offers: list[Offer], receipt: Receipt) -> None:
        writer.receipts.append(receipt)
        if all(offer.change.is_new for offer in offers):
            writer.last = offers
        self._judge.receipt(offers, receipt)
        if receipt.is_pending:
            self.counts["pending"] += 1
            self._waiting[self._store.journal.waiting()[-1].number] = offers
        else:
            self.counts["kept"] += 1
            self._judge.kept(offers)
            self.witness.forget(offers)

    def _end_badly(self, writer: Writer, offers: list[Offer], error: DashboardError) -> None:
        if isinstance(error, WriteConflict):
            self.counts["clashes"] += 1
            self._judge.clash(offers, error)
        elif isinstance(error, ChangeRefused):
            self.counts["refused"] += 1
            self._judge.refused(offers, error, writer.seen)
        elif self._judge.is_detected(offers, error.message):
            self._look_again(offers)
        else:
            self.wrongs.append(offers[0].wrong(FALSE_ALARM, error.message))

    def _deliver(self, seen: Snapshot) -> None:
        self._store.deliver(seen)
        left = [entry.number for entry in self._store.journal.entries()]
        for number in [number for number in self._waiting if number not in left]:
            offers = self._waiting.pop(number)
            self.counts["delivered"] += 1
            self._judge.kept(offers)
            self.witness.forget(offers)

    def _set_aside(self, keep: Callable[[int, str], None], number: int, trouble: str) -> None:
        """Heard at once: what goes next in the same delivery is held against the sheet as its
        person takes it for right, and not against what they were told no longer to count on."""
        keep(number, trouble)
        offers = self._waiting.pop(number)
        self.counts["set aside"] += 1
        if self._judge.is_detected(offers, trouble):
            self._look_again(offers)
        self._judge.untold(offers, trouble)
        self.witness.forget(offers)
        self._store.journal.settle(number)  # its person lets it go

    # ── around the app ───────────────────────────────────────────────────────────────────────

    def _interfere(self, request: PreparedRequest) -> None:
        """Before a request of the app arrives."""
        for act in self._act_until(self._asked):
            self._judge.inside[act.kind] += self._asked > 0
        self._asked += 1

    def _act_until(self, slot: int | None) -> list[Act]:
        due = [act for act in self._acts if slot is None or act.slot <= slot]
        self._acts = [act for act in self._acts if act not in due]
        for act in due:
            self._person.act(act)
        self.counts["acts"] += len(due)
        return due

    def _look_again(self, offers: Sequence[Offer]) -> None:
        for offer in offers:
            offer.lines = 0
        self._person.look_again()

    def _check(self) -> None:
        if any(offer.is_sent for offers in self._waiting.values() for offer in offers):
            return
        self.witness.decide()
        found, contested = self.ledger.wrongs(self.backend.view()), self.ledger.contested
        crossed = [w for w in found if w.kind == LOST and (w.who, w.column) in contested]
        self.counts["crossed"] += len(crossed)
        back = [w for w in found if w.kind == CAME_BACK]
        self.counts[CAME_BACK] += len(back)
        self.wrongs += [one for one in found if one not in crossed and one not in back]
        contested.clear()
        self.ledger.gone.clear()
        if found:
            self._person.look_again()


def _row(number: int) -> dict[str, Cell]:
    return {KEY: f"BS-A{number}", "decided_on": 39_000 + number, "decision": f"besluit {number}",
            "motivation": f"omdat {number}", "changed_by": "bouwer"}  # fmt: skip


def _faults(weather: Sequence[Weather]) -> Faults:
    faults = Faults()
    for one in weather:
        faults.next(one.fault, on=one.on, after=one.after, times=one.times)
    return faults
