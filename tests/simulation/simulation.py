"""A world in which app writers and a person work in the same sheet, told step by step."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from requests.models import PreparedRequest

from lib.audit import Actor
from lib.change import Change, propose
from lib.cipher import Cipher
from lib.errors import ChangeRefused, DashboardError, StoreError, WriteConflict
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
from tests.simulation.ledger import (
    FALSE_ALARM,
    KEY,
    LOST,
    REFUSED,
    UNLOGGED,
    Ledger,
    Wrong,
    value_of,
)
from tests.simulation.person import EDITED, Person, Tokens
from tests.simulation.schedule import Act, Step, Target, Weather
from tests.simulation.witness import Offer, Witness

WRITERS = 3
_ROWS = 5
_CIPHER = Cipher({"t": b"k" * 32}, "t")
_BLANK = {name: empty_table(sheet).frame for name, sheet in SHEETS.items()}
_START = datetime(2022, 2, 1, 9)
_LOOK_IN_THE_SHEET = "Kijk in het blad"
_AN_OUTAGE_IS_OVER_S = 120


@dataclass
class Writer:
    """Somebody at a screen of the app: what they see, and the new rows they saved last."""

    name: str
    seen: Snapshot
    seen_at: int
    last: list[Offer] = field(default_factory=list)


class Simulation:
    """`wrongs` is what must stay empty. Each step ends with all of the sheet held against the
    ledger, unless a save that went astray still waits to be set right."""

    def __init__(self, folder: Path) -> None:
        rows = [_row(number) for number in range(1, _ROWS + 1)]
        self.backend = Backend(rows)
        self.ledger = Ledger({str(row[KEY]): row for row in rows})
        self.witness = Witness(self.backend, self.ledger)
        self.wrongs, self.counts = self.witness.wrongs, self.witness.counts
        self._tokens = Tokens()
        self._person = Person(self.backend, self.ledger, self._tokens)
        self._waiting: dict[int, list[Offer]] = {}
        seen = self._snapshot()
        self._writers = [Writer(f"schrijver{n}", seen, self.ledger.now) for n in range(WRITERS)]
        self._acts: list[Act] = []
        self._inside: Counter[str] = Counter()
        self._asked = 0
        self._is_stormy = False
        self._folder = folder
        self._store = self._connected()
        self.backend.line.before = self._interfere
        self.backend.line.after = self.witness.notice

    def step(self, step: Step) -> None:
        self.counts["steps"] += 1
        self.backend.clock.now_s += step.pause_s
        writer = self._writers[step.writer % WRITERS]
        if step.is_fresh:
            writer.seen, writer.seen_at = self._snapshot(), self.ledger.now
        if step.is_restart:
            self._store = self._connected()
        is_again = step.is_again and any(
            writer.seen.row_number(SHEET.name, offer.change.key) for offer in writer.last
        )
        offers = writer.last if is_again else self._offered(step.targets, writer)
        writer.last = []
        self._acts, self._asked, self._inside = list(step.acts), 0, Counter()
        self.witness.look = writer.seen_at
        self._is_stormy = bool(step.weather)
        self.backend.endpoint.faults = _faults(step.weather)
        if self._waiting:
            self._deliver(writer.seen)
        if offers:
            self._save(writer, offers)
        self.backend.endpoint.faults = Faults()
        self.counts["inside"] += self._inside.total()
        self._act_until(None)
        self._check()

    def finish(self) -> None:
        """The weather is fair from now on: what waits must go, and the log must be whole."""
        self.backend.clock.now_s += _AN_OUTAGE_IS_OVER_S
        self._inside = Counter()
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

    # ── the app ──────────────────────────────────────────────────────────────────────────────

    def _connected(self) -> Store:
        clock, start = self.backend.clock, self.backend.started_s
        client = self.backend.app(partial(PatientHTTPClient, quota=Quota()))
        http = client.http_client
        http.sleep, http.clock, http.jitter = clock.sleep, clock.time, lambda: 0.5
        return Store(client, {WORKBOOK: self.backend.id}, self._folder,
                     lambda: _START + timedelta(seconds=int(clock.now_s - start)),
                     cipher=lambda: _CIPHER)  # fmt: skip

    def _snapshot(self) -> Snapshot:
        table = read_table(SHEET, self.backend.cells())
        positions = {SHEET.name: table.positions}
        seen = Snapshot({**_BLANK, SHEET.name: table.frame}, table.problems, _START, positions)
        # As `Live` shows them: what waits is seen as it will be.
        for change in [offer.change for offers in self._waiting.values() for offer in offers]:
            seen = seen.with_rows([(SHEET.name, change.row(seen.row(SHEET.name, change.key)))])
        return seen

    def _offered(self, targets: Sequence[Target], writer: Writer) -> list[Offer]:
        changes: dict[str, Change] = {}
        for target in targets:
            change = self._change(target, writer.seen)
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
        self.witness.offers += [offer for offer in offers if offer not in self.witness.offers]
        told = sum(offer.lines for offer in offers)
        actor, changes = Actor(writer.name, "casemanager"), [offer.change for offer in offers]
        try:
            receipt = self._store.write(changes, actor, writer.seen)
        except DashboardError as error:
            self._end_badly(writer, offers, error, told)
            if offers not in self._waiting.values():  # the button was pressed twice
                self.witness.forget(offers)
        else:
            self._end_well(writer, offers, receipt)

    def _deliver(self, seen: Snapshot) -> None:
        self._store.deliver(seen)
        left = {entry.number: entry.trouble for entry in self._store.journal.entries()}
        for number, offers in list(self._waiting.items()):
            trouble = left.get(number)
            if number in left and trouble is None:
                continue
            del self._waiting[number]
            if trouble is None:
                self.counts["delivered"] += 1
                self._require_told_once(offers)
            else:
                self.counts["set aside"] += 1
                self._store.journal.settle(number)  # its person lets it go
                self._require_untold(offers, trouble)
            self.witness.forget(offers)

    # ── how a save ends ──────────────────────────────────────────────────────────────────────

    def _end_well(self, writer: Writer, offers: list[Offer], receipt: Receipt) -> None:
        writer.seen = writer.seen.with_rows(receipt.rows)
        if all(offer.change.is_new for offer in offers):
            writer.last = offers
        for offer, written in zip(offers, receipt.written, strict=True):
            stands = [self.ledger.rows[who] for who in self.ledger.with_key(written.key)]
            for name, value in offer.change.after.items():
                allowed = [value, *(value_of(name, cells[name]) for cells in stands)]
                if written.row[name] not in allowed:
                    self.wrongs.append(offer.wrong(LOST, f"the receipt is wrong in {name}"))
        if receipt.is_pending:
            self.counts["pending"] += 1
            self._waiting[self._store.journal.waiting()[-1].number] = offers
        else:
            self.counts["kept"] += 1
            self._require_told_once(offers)
            self.witness.forget(offers)

    def _end_badly(
        self, writer: Writer, offers: list[Offer], error: DashboardError, told: int
    ) -> None:
        is_told = sum(offer.lines for offer in offers) > told
        if isinstance(error, WriteConflict):
            self.counts["clashes"] += 1
            (offer,) = [offer for offer in offers if offer.change.key == error.key]
            before = offer.change.before or {}
            if any(error.theirs[name] == before.get(name) for name in error.columns):
                self.wrongs.append(offer.wrong(FALSE_ALARM, "a clash where nobody changed it"))
        elif isinstance(error, ChangeRefused):
            self.counts["refused"] += 1
            if not self._inside and not self._has_cause(writer, offers, error):
                self.wrongs.append(offers[0].wrong(FALSE_ALARM, f"refused: {error.problems}"))
        elif not self._inside and not self._is_stormy:
            self.wrongs.append(offers[0].wrong(FALSE_ALARM, error.message))
        if is_told:
            self._require_untold(offers, error.message)
        elif isinstance(error, StoreError):
            self.wrongs.append(offers[0].wrong(FALSE_ALARM, error.message))

    def _has_cause(self, writer: Writer, offers: list[Offer], error: ChangeRefused) -> bool:
        seen = Counter(writer.seen.tables[SHEET.name][KEY].dropna())
        rows = {o.change.key: len(self.ledger.with_key(o.change.key)) for o in offers}
        causes = {
            "row_gone": any(not rows[o.change.key] for o in offers if not o.change.is_new),
            "duplicate_key": any(rows[key] > 1 or seen[key] > 1 for key in rows),
            "already_saved": any(o.change.is_new and seen[o.change.key] for o in offers),
        }
        return all(causes.get(problem.code) for problem in error.problems)

    def _require_told_once(self, offers: list[Offer]) -> None:
        self.wrongs += [
            offer.wrong(LOST, f"acknowledged, with {offer.lines} log lines")
            for offer in offers
            if offer.lines != 1
        ]

    def _require_untold(self, offers: list[Offer], message: str) -> None:
        """What is refused is nowhere, unless its row went away just then; a sheet that moved
        too much is told, and its person looks."""
        if _LOOK_IN_THE_SHEET in message:
            columns = ", columns" if self._inside["drag column"] else ""
            self.counts[f"detected{columns}"] += 1
            self._person.look_again()
            return
        self.wrongs += [
            offer.wrong(REFUSED, f"written all the same: {message}")
            for offer in offers
            if offer.lines and self.ledger.with_key(offer.change.key)
        ]

    # ── around the app ───────────────────────────────────────────────────────────────────────

    def _interfere(self, request: PreparedRequest) -> None:
        """Before a request of the app arrives."""
        for act in self._act_until(self._asked):
            self._inside[act.kind] += self._asked > 0
        self._asked += 1

    def _act_until(self, slot: int | None) -> list[Act]:
        due = [act for act in self._acts if slot is None or act.slot <= slot]
        self._acts = [act for act in self._acts if act not in due]
        for act in due:
            self._person.act(act)
        self.counts["acts"] += len(due)
        return due

    def _check(self) -> None:
        if any(offer.lines for offers in self._waiting.values() for offer in offers):
            return
        self.witness.decide()
        found = self.ledger.wrongs(self.backend.view())
        contested = self.ledger.contested
        crossed = [w for w in found if w.kind == LOST and (w.who, w.column) in contested]
        self.counts["crossed"] += len(crossed)
        self.wrongs += [one for one in found if one not in crossed]
        contested.clear()
        if found:
            self._person.look_again()

    def close(self) -> None:
        self.backend.close()


def _row(number: int) -> dict[str, Cell]:
    return {KEY: f"BS-A{number}", "decided_on": 39_000 + number, "decision": f"besluit {number}",
            "motivation": f"omdat {number}", "changed_by": "bouwer"}  # fmt: skip


def _faults(weather: Sequence[Weather]) -> Faults:
    faults = Faults()
    for one in weather:
        faults.next(one.fault, on=one.on, after=one.after, times=one.times)
    return faults
