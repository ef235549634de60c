"""The quota of a service account: a token for each request, reads and writes apart.

Google answers 60 reads and 60 writes a minute per account. In no minute are there more tokens
than BURST + PER_MINUTE; what is left up to 60 is for clocks that differ and roads that are slow.
"""

import threading

PER_MINUTE = 45
BURST = 13
SPARE = 5  # left by those who can do without, for the reads that somebody's save waits for
_RATE_S = PER_MINUTE / 60
_SHORTEST_WAIT_S = 0.01


class Quota:
    """Two buckets that are full at first. Whoever asks says what time it is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stands: dict[str, tuple[float, float]] = {}

    def take(self, kind: str, now_s: float, spare: int = 0) -> float:
        """Take a token, unless that leaves fewer than `spare`; 0.0 when taken, otherwise in how
        many seconds to ask again."""
        with self._lock:
            tokens, at_s = self._stands.get(kind, (BURST, now_s))
            tokens = min(BURST, tokens + max(0.0, now_s - at_s) * _RATE_S)
            missing = 1 + spare - tokens
            self._stands[kind] = (tokens if missing > 0 else tokens - 1), max(now_s, at_s)
        return max(missing / _RATE_S, _SHORTEST_WAIT_S) if missing > 0 else 0.0


_QUOTAS: dict[str, Quota] = {}


def quota_of(account: str) -> Quota:
    """The one quota of this account in this process: Google adds up what all clients ask."""
    return _QUOTAS.setdefault(account, Quota())
