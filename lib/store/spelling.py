"""Plain values as JSON for the disk of this machine, and back as they were."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from lib.change import Change


def spelled_change(change: Change) -> list[Any]:
    before = None if change.before is None else spelled(change.before)
    return [change.sheet, change.key, before, spelled(change.after), change.reason]


def read_change(kept: Sequence[Any]) -> Change:
    sheet, key, before, after, reason = kept
    return Change(sheet, key, None if before is None else read(before), read(after), reason)


def spelled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Days, moments and several choices stand behind a word that names them."""
    return {name: _spelled(value) for name, value in values.items()}


def _spelled(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, tuple):
        return {"several": list(value)}
    if value is None or isinstance(value, str | int | float):  # bool is an int
        return value
    raise TypeError(f"a {type(value).__name__} is no plain value")


def read(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _read(value) for name, value in kept.items()}


def _read(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    return _READINGS[kind](held)


_READINGS: Mapping[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "several": tuple,
}
