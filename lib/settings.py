"""The environment and the secrets, read once into a frozen Settings.

No other module reads an environment variable. `VARIABLES` names every key; the table in
README.md is generated from it (`python -m lib.manage docs`).
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from lib.errors import SettingsError


class Variable(NamedTuple):
    """An environment variable: its name, what it holds, and what counts when it is absent."""

    name: str
    meaning: str
    default: str


VARIABLES = (
    Variable("STAP_DATA", "folder for local sheets, accounts and keys", "data"),
    Variable("STAP_SECRETS", "file with the Google account and workbook ids",
             ".streamlit/secrets.toml"),
    Variable("STAP_TODAY", "the day the app takes for today (YYYY-MM-DD)",
             "demo: 2022-02-01, otherwise the calendar"),
    Variable("STAP_REFRESH_S", "seconds after which a Snapshot is read again", "30"),
    Variable("STAP_DAYS_PER_INTENSITY",
             "days without contact after which Vandaag lists a client: intensive, additional, "
             "consultative or without support", "7,21,42"),
    Variable("STAP_PERMITS", "off: nothing of permits is read, shown or backed up", "on"),
    Variable("STAP_IDLE_S", "seconds without doing anything after which somebody is signed out",
             "3600"),
    Variable("STAP_SHEETS_URL", "address of a served localsheets, in place of the local file",
             "none: the local file"),
    Variable("STAP_DELAY_S", "seconds the local backend waits per request (benchmarks)", "0"),
)  # fmt: skip

DEMO_TODAY = date(2022, 2, 1)
PERMITS = "permits"
WORKBOOKS = ("casework", PERMITS, "progress", "committee")


@dataclass(frozen=True)
class Settings:
    """What this installation is set to. `workbooks` maps workbook name → spreadsheet id, without
    those that are switched `off`.

    `service_account` is None on the local backend. `is_demo` is true as long as no real
    workbook is configured; the demo accounts work only then. `days_per_intensity` is empty
    when it is not set. `editors` are the people who may change protected cells in the sheets.
    """

    data: Path
    service_account: Mapping[str, str] | None = field(default=None, repr=False)
    workbooks: Mapping[str, str] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    fixed_today: date | None = None
    refresh_s: float = 30.0
    idle_s: float = 3600.0
    delay_s: float = 0.0
    sheets_url: str = ""
    days_per_intensity: tuple[int, ...] = ()
    editors: tuple[str, ...] = ()

    @property
    def is_demo(self) -> bool:
        return self.service_account is None

    def today(self, calendar: date) -> date:
        """The day to work with: the fixed one, the demo's, or the calendar's."""
        return self.fixed_today or (DEMO_TODAY if self.is_demo else calendar)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read environment and secrets file; SettingsError names the key that is wrong."""
    env = os.environ if environment is None else environment
    secrets = _secrets(Path(env.get("STAP_SECRETS") or ".streamlit/secrets.toml"))
    google = secrets.get("google")
    off = frozenset() if _is_on(env, "STAP_PERMITS") else frozenset({PERMITS})
    return Settings(
        data=Path(env.get("STAP_DATA") or "data"),
        service_account=google,
        workbooks=_workbook_ids(secrets, off) if google else {},
        off=off,
        keys=dict(secrets.get("keys", {})),
        fixed_today=_day(env, "STAP_TODAY"),
        refresh_s=_seconds(env, "STAP_REFRESH_S", 30.0),
        idle_s=_seconds(env, "STAP_IDLE_S", 3600.0, at_least=60),
        delay_s=_seconds(env, "STAP_DELAY_S", 0.0),
        sheets_url=_address(env, "STAP_SHEETS_URL"),
        days_per_intensity=_days(env, "STAP_DAYS_PER_INTENSITY", count=3),
        editors=_editors(secrets),
    )


def _secrets(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("STAP_SECRETS", "een leesbaar TOML-bestand") from error


def _workbook_ids(secrets: Mapping[str, Any], off: frozenset[str]) -> dict[str, str]:
    ids = secrets.get("workbooks", {})
    wanted = [name for name in WORKBOOKS if name not in off]
    for name in wanted:
        if not ids.get(name):
            raise SettingsError(f"workbooks.{name}", "de id van een Google-spreadsheet")
    return {name: ids[name] for name in wanted}


def _editors(secrets: Mapping[str, Any]) -> tuple[str, ...]:
    found = secrets.get("protection", {}).get("editors", [])
    if not isinstance(found, list) or not all(isinstance(o, str) and "@" in o for o in found):
        raise SettingsError("protection.editors", "een lijst van e-mailadressen")
    return tuple(found)


def _is_on(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name) or "on"
    if text not in ("on", "off"):
        raise SettingsError(name, "on of off")
    return text == "on"


def _day(env: Mapping[str, str], name: str) -> date | None:
    text = env.get(name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(name, "een datum als 2022-02-01") from error


def _address(env: Mapping[str, str], name: str) -> str:
    text = env.get(name, "")
    if text and not text.startswith(("http://127.0.0.1:", "http://localhost:", "https://")):
        raise SettingsError(name, "een adres op deze machine, of een dat met https:// begint")
    return text


def _seconds(env: Mapping[str, str], name: str, default: float, at_least: int = 0) -> float:
    try:
        seconds = float(env.get(name) or default)
    except ValueError as error:
        raise SettingsError(name, "een aantal seconden") from error
    if not at_least <= seconds < 86_400:
        raise SettingsError(name, f"een aantal seconden tussen {at_least} en 86400")
    return seconds


def _days(env: Mapping[str, str], name: str, count: int) -> tuple[int, ...]:
    text = env.get(name, "").strip()
    if not text:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count or not all(re.fullmatch("[0-9]{1,3}", part) for part in parts):
        raise SettingsError(name, f"{count} aantallen dagen met een komma ertussen, als 7,21,42")
    return tuple(int(part) for part in parts)
