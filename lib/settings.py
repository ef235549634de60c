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
    """An environment variable: its name, what it holds, and what counts when it is absent.
    `dutch` says both for who installs the app."""

    name: str
    meaning: str
    default: str
    dutch: str


VARIABLES = (
    Variable("STAP_DATA", "folder for local sheets, accounts and keys", "data",
             "datamap: accounts, sleutels, wat nog verzonden moet worden, reservekopieën; "
             "anders `data`"),
    Variable("STAP_SECRETS", "file with the Google account and workbook ids",
             ".streamlit/secrets.toml",
             "het geheimenbestand; anders `.streamlit/secrets.toml`"),
    Variable("STAP_TODAY", "the day the app takes for today (YYYY-MM-DD)",
             "demo: 2022-02-01, otherwise the calendar",
             "de dag die voor vandaag doorgaat; laat weg bij echte gegevens"),
    Variable("STAP_REFRESH_S", "seconds after which a Snapshot is read again", "30",
             "na hoeveel seconden de bladen opnieuw worden gelezen; anders 30"),
    Variable("STAP_DAYS_PER_INTENSITY",
             "days without contact after which Vandaag lists a client: intensive, additional, "
             "consultative or without support", "7,21,42",
             "na hoeveel dagen zonder contact een cliënt op Vandaag komt: intensief, aanvullend, "
             "consultatief of zonder begeleiding; anders 7,21,42"),
    Variable("STAP_PERMITS", "off: nothing of permits is read, shown or backed up", "on",
             "`off`: niets van vergunningen wordt gelezen, getoond of bewaard; anders `on`"),
    Variable("STAP_THRESHOLD", "smallest count of women that the committee may see", "5",
             "het kleinste aantal vrouwen dat de commissie als getal mag zien; anders 5"),
    Variable("STAP_IDLE_S", "seconds without doing anything after which somebody is signed out",
             "3600", "na hoeveel seconden zonder handeling iemand wordt uitgelogd; anders 3600"),
    Variable("STAP_SHEETS_URL",
             "address of a served localsheets, in place of the local file; of Google too, but then "
             "on this machine alone", "none: the local file",
             "alleen om te proberen: adres van verzonnen bladen; naast een geheimenbestand alleen "
             "een op deze machine"),
    Variable("STAP_DELAY_S", "seconds the local backend waits per request (benchmarks)", "0",
             "alleen om te meten: wachttijd van verzonnen bladen; anders 0"),
)  # fmt: skip


class Secret(NamedTuple):
    """What stands in the secrets file: table and key, and what it holds (Dutch)."""

    name: str
    dutch: str


SECRETS = (
    Secret("google.…", "alle velden van de JSON-sleutel van het serviceaccount; zonder dit deel "
           "draait de demonstratie"),
    Secret("workbooks.casework", "id van het bestand STAP casuïstiek; verplicht"),
    Secret("workbooks.permits", "id van STAP vergunningen; verplicht, behalve bij "
           "`STAP_PERMITS=off`"),
    Secret("workbooks.progress", "id van STAP voortgang; verplicht"),
    Secret("workbooks.committee", "id van Begeleidingscommissie; verplicht"),
    Secret("keys.current", "naam van de sleutel waarmee wordt versleuteld; zonder dit deel staan "
           "de sleutels in `keys.json` in de datamap"),
    Secret("keys.…", "per sleutel een naam, met base64 van 32 willekeurige bytes; oude blijven "
           "staan"),
)  # fmt: skip

DEMO_TODAY = date(2022, 2, 1)
PERMITS = "permits"
_LEAST_THRESHOLD = 3
"""Below it a count tells about one woman, or to one of two about the other."""
WORKBOOKS = ("casework", PERMITS, "progress", "committee")


@dataclass(frozen=True)
class Settings:
    """What this installation is set to. `workbooks` maps workbook name → spreadsheet id, without
    those that are switched `off`.

    `service_account` is None on the local backend; with one, `sheets_url` is on this machine.
    `is_demo` is true as long as no real
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
    threshold: int = 5
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
    secrets = _secrets(secrets_path(env))
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
        threshold=_threshold(env, "STAP_THRESHOLD", 5),
        idle_s=_seconds(env, "STAP_IDLE_S", 3600.0, at_least=60),
        delay_s=_seconds(env, "STAP_DELAY_S", 0.0),
        sheets_url=_address(env, "STAP_SHEETS_URL", is_here=google is not None),
        days_per_intensity=_days(env, "STAP_DAYS_PER_INTENSITY", count=3),
        editors=_editors(secrets),
    )


def secrets_path(environment: Mapping[str, str] | None = None) -> Path:
    """Where the secrets are, or would be."""
    env = os.environ if environment is None else environment
    return Path(env.get("STAP_SECRETS") or ".streamlit/secrets.toml")


def _secrets(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
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


def _address(env: Mapping[str, str], name: str, *, is_here: bool) -> str:
    """`is_here`: only this machine will do, for what goes there may be real."""
    text = env.get(name, "")
    if not text or re.fullmatch(r"http://(127\.0\.0\.1|localhost):[0-9]{1,5}/?", text):
        return text
    if is_here:
        raise SettingsError(name, "geen adres, of een op deze machine")
    if not text.startswith("https://"):
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


def _threshold(env: Mapping[str, str], name: str, default: int) -> int:
    text = (env.get(name) or str(default)).strip()
    if not re.fullmatch("[0-9]{1,2}", text) or int(text) < _LEAST_THRESHOLD:
        raise SettingsError(name, f"een aantal van {_LEAST_THRESHOLD} tot en met 99")
    return int(text)


def _days(env: Mapping[str, str], name: str, count: int) -> tuple[int, ...]:
    text = env.get(name, "").strip()
    if not text:
        return ()
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count or not all(re.fullmatch("[0-9]{1,3}", part) for part in parts):
        raise SettingsError(name, f"{count} aantallen dagen met een komma ertussen, als 7,21,42")
    return tuple(int(part) for part in parts)
