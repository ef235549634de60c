"""What people did in the sheets themselves: every reading is compared with what is known."""

import threading
from contextlib import suppress
from dataclasses import replace

from lib.edits import edits, known_after, merged_edits, newly_readable
from lib.errors import StoreError
from lib.schema.problem import Problem
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot
from lib.store.watch import Watch
from lib.store.writing import Receipt


class Noticing:
    """`known` is the last reading with what was saved since, and never what only waits."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._comparing = threading.Lock()
        self._lock = threading.Lock()
        self._known: Snapshot | None = None
        self._saved: list[Receipt] = []

    def known(self) -> Snapshot | None:
        """What to compare a reading with; taken when the reading gets its saved rows."""
        with self._lock:
            self._saved = []
            return self._known

    def save(self, receipt: Receipt) -> None:
        """A save is no edit by hand; what it met in its rows and left alone is one."""
        with self._lock:
            self._saved.append(receipt)
            known = self._known
            if known is None:
                return
            self._known = known.with_rows(receipt.rows)
        met = merged_edits(known, ((w.sheet, w.key, w.row, w.merged) for w in receipt.written))
        if met:
            with suppress(StoreError):
                self._watch.note(met, known)

    def forget(self, sheet: str) -> None:
        """It was erased: nothing is known of it until the next reading, so nobody deleted it."""
        unknown = Problem(sheet, None, None, "", "unknown", "", is_blocking=True)
        with self._comparing, self._lock:
            self._saved = [r for r in self._saved if sheet not in {name for name, _ in r.rows}]
            if self._known is not None:
                known = self._known.without_rows_of(sheet)
                self._known = replace(known, problems=(*known.problems, unknown))

    def compare(self, known: Snapshot | None, fresh: Snapshot) -> None:
        """Log what differs. When that cannot be sent now, the next reading finds it again."""
        with self._comparing:
            known = known or self._watch.known.snapshot()
            try:
                # Not at the first sight of them: somebody may still be typing.
                if known and _has_keyless(known) and _has_keyless(fresh):
                    self._watch.give_keys(fresh)
                if known is None:
                    self._watch.known.remember(fresh)
                else:
                    if found := edits(known, fresh):
                        self._watch.note(found, fresh)
                    if mended := newly_readable(known, fresh):
                        self._watch.known.remember(fresh, mended)
            except StoreError:
                return
            with self._lock:
                after = known_after(known, fresh)
                for receipt in self._saved:
                    after = after.with_rows(receipt.rows)
                self._known = after


def _has_keyless(snapshot: Snapshot) -> bool:
    return any(
        snapshot.tables[name][sheet.key().name].isna().any() for name, sheet in SHEETS.items()
    )
