import itertools
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from lib import localsheets
from lib.audit import Actor
from lib.chain import Report
from lib.cipher import Cipher
from lib.schema.workbook import SHEETS
from lib.store.build import build
from lib.store.retry import PatientHTTPClient
from lib.store.store import Store
from lib.store.verification import verify
from tests.conftest import COORDINATOR, DemoWorld, share
from tests.store.drill import Drill, drill
from tests.world import SMALL, cells

NOW = datetime(2022, 2, 1, 14, 32)
CIPHER = Cipher({"t": b"k" * 32}, "t")
SERVICE = "dienst@localsheets.example"
ME = Actor("casemanager", "casemanager")


Hands = Callable[[gspread.Worksheet], object]
AtRequest = Callable[..., None]


class Hurried(PatientHTTPClient):
    """Patience without waiting: the clock jumps by what it was asked to sleep."""

    slept: list[float] = []

    def sleep(self, seconds: float) -> None:  # type: ignore[override]
        Hurried.slept.append(seconds)

    def clock(self) -> float:  # type: ignore[override]
        return sum(Hurried.slept)

    def jitter(self) -> float:  # type: ignore[override]
        return 1.0


@dataclass
class Bench:
    """A store on the local backend, and a second client for a coordinator's hands."""

    store: Store
    session: requests.Session
    faults: localsheets.Faults
    ids: dict[str, str]
    coordinator: gspread.Client

    def sheet(self, name: str) -> gspread.Worksheet:
        """The worksheet as a coordinator opens it."""
        schema = SHEETS[name]
        return self.coordinator.open_by_key(self.ids[schema.workbook]).worksheet(schema.title)

    def records(self, name: str) -> list[dict[str, Any]]:
        """What stands in the sheet, by header, unformatted."""
        return _records(self.sheet(name))

    def log(self, workbook: str = "casework") -> list[dict[str, Any]]:
        return _records(self.coordinator.open_by_key(self.ids[workbook]).worksheet("Logboek"))

    def log_sheet(self) -> gspread.Worksheet:
        return self.coordinator.open_by_key(self.ids["casework"]).worksheet("Logboek")

    def verdict(self, cipher: Cipher = CIPHER) -> Report:
        """What this machine says of the Logboek of casework."""
        one = {"casework": self.ids["casework"]}
        return verify(self.coordinator, one, self.store._folder, cipher)["STAP casuïstiek"]

    def requests(self) -> list[str]:
        return [f"{r.kind} {r.status}" for r in localsheets.requests_made(self.session)]


def _records(sheet: gspread.Worksheet) -> list[dict[str, Any]]:
    return sheet.get_all_records(numericise_ignore=["all"], value_render_option="UNFORMATTED_VALUE")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder with the small world, built once to be copied, and its workbook ids."""
    folder = tmp_path_factory.mktemp("built")
    with localsheets.session(folder / "sheets.sqlite", user=COORDINATOR) as session:
        client = gspread.Client(auth=None, session=session)
        ids = build(client, cells(SMALL))
        share(client, ids, SERVICE)
        return folder, ids


@pytest.fixture
def bench(tmp_path: Path, built: tuple[Path, dict[str, str]]) -> Iterator[Bench]:
    template, ids = built
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "sheets.sqlite"
    hands = localsheets.session(path, user=COORDINATOR)
    coordinator = gspread.Client(auth=None, session=hands)
    faults = localsheets.Faults()
    session = localsheets.session(path, user=SERVICE, faults=faults)
    Hurried.slept = []
    client = gspread.Client(auth=None, session=session, http_client=Hurried)
    store = Store(client, ids, tmp_path / "store", clock=lambda: NOW, cipher=lambda: CIPHER)
    yield Bench(store, session, faults, ids, coordinator)
    session.close()
    hands.close()


@pytest.fixture
def drilled(demo: DemoWorld) -> Drill:
    return drill(demo)


@pytest.fixture
def at_request(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> AtRequest:
    """Lets a coordinator act in a sheet right before some of our next requests, counted from 0."""

    def arrange(name: str, acts: dict[int, Hands]) -> None:
        http, sheet, asked = bench.store._http, bench.sheet(name), itertools.count()
        send = PatientHTTPClient.request.__get__(http)

        def delayed(*args: Any, **kwargs: Any) -> Any:
            acts.get(next(asked), lambda _: None)(sheet)
            return send(*args, **kwargs)

        monkeypatch.setattr(http, "request", delayed)

    return arrange
