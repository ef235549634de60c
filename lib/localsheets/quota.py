"""How many requests of one minute are answered, counted as Google counts them."""

from __future__ import annotations

import threading
from collections import defaultdict, deque

from lib.localsheets.refusal import Refusal

_WINDOW_S = 60.0


class Quota:
    """Reads and writes apart, over a sliding minute. Sessions may share one: one project then."""

    def __init__(self, per_user: int = 60, per_project: int = 300) -> None:
        self._per_user = per_user
        self._per_project = per_project
        self._of_users: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)
        self._of_project: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def count(self, user: str, kind: str, now_s: float) -> None:
        """One more read or write of this user; a Refusal, uncounted, when none is left."""
        with self._lock:
            mine, everybodys = self._of_users[user, kind], self._of_project[kind]
            for passed in (mine, everybodys):
                while passed and passed[0] <= now_s - _WINDOW_S:
                    passed.popleft()
            if len(mine) >= self._per_user:
                raise exceeded(kind)
            if len(everybodys) >= self._per_project:
                raise exceeded(kind, is_project=True)
            mine.append(now_s)
            everybodys.append(now_s)


def exceeded(kind: str, *, is_project: bool = False) -> Refusal:
    """Exactly the recorded 429; no Retry-After goes with it. The project's is made after it."""
    metric = kind.capitalize()
    limit, suffix = ("", "PerProject") if is_project else (" per user", "PerUser")
    message = (
        f"Quota exceeded for quota metric '{metric} requests' and limit '{metric} requests per"
        f" minute{limit}' of service 'sheets.googleapis.com' for consumer"
        " 'project_number:123456789012'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "service": "sheets.googleapis.com",
            "consumer": "projects/123456789012",
            "quota_metric": f"sheets.googleapis.com/{kind}_requests",
            "quota_limit": f"{metric}RequestsPerMinute{suffix}",
        },
    }
    return Refusal(429, message, status="RESOURCE_EXHAUSTED", details=[info])
