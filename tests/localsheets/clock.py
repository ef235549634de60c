"""Time in a test's own hand."""

from __future__ import annotations


class HandClock:
    def __init__(self) -> None:
        self.now_s = 1_643_700_000.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds
