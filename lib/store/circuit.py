"""A circuit that opens when the sheets do not answer, so that nobody hammers on a closed door."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lib.errors import SheetsBusy, SheetsUnreachable, StoreError
from lib.store.translate import translation

FAILURES = 3
OPEN_S = 5.0
LONGEST_OPEN_S = 30.0


class Circuit:
    """After so many failures in a row requests are refused unsent for a while, then one at a
    time is let through. Each that fails doubles the while; any answer, also a no, ends it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._open_s = 0.0  # 0: closed
        self._until_s = 0.0
        self._is_probed = False
        self._trouble: type[SheetsBusy | SheetsUnreachable] = SheetsUnreachable

    @contextmanager
    def passage(self, clock: Callable[[], float]) -> Iterator[bool]:
        """Around one request with all its tries; yields whether it is the one let through an
        open circuit. SheetsUnreachable or SheetsBusy, as the last failure was: not sent."""
        is_probe = self._enter(clock())
        outcome: StoreError | None = None
        is_sent = True
        try:
            yield is_probe
        except BaseException as error:
            outcome = translation(error)
            # Ours already (no token was left), or a mistake in code: that tells nothing of Google.
            is_sent = outcome is not None
            raise
        finally:
            with self._lock:
                if is_probe:
                    self._is_probed = False
                if isinstance(outcome, SheetsBusy | SheetsUnreachable):
                    self._fail(type(outcome), is_probe, clock())
                elif is_sent:
                    self._failures, self._open_s = 0, 0.0

    def _enter(self, now_s: float) -> bool:
        with self._lock:
            if not self._open_s:
                return False
            wait_s = self._until_s - now_s
            if wait_s > 0 or self._is_probed:
                raise self._trouble(wait_s if wait_s > 0 else OPEN_S)
            self._is_probed = True
            return True

    def _fail(
        self, trouble: type[SheetsBusy | SheetsUnreachable], is_probe: bool, now_s: float
    ) -> None:
        self._trouble = trouble
        self._failures += 1
        # What was on its way when the circuit opened does not keep it open any longer.
        if is_probe or (not self._open_s and self._failures >= FAILURES):
            self._open_s = min(LONGEST_OPEN_S, max(OPEN_S, 2 * self._open_s))
            self._until_s = now_s + self._open_s
