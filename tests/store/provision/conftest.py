"""Spreadsheets as a person makes and shares them, and everybody who comes by there."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

from lib import localsheets
from lib.schema.sheet import Sheet
from lib.schema.workbook import SHEETS, WORKBOOK_TITLES
from lib.store.provision import sheet_steps
from lib.store.provision.protection import Editors
from lib.store.provision.provision import Found, apply, files_of, look
from tests.conftest import COORDINATOR, share
from tests.store.conftest import SERVICE, Hurried

OWNER = localsheets.OWNER
VIEWER, STRANGER = "kijker@localsheets.example", "vreemde@localsheets.example"
EDITORS = Editors(SERVICE, (OWNER,))
FILE = "sheets.sqlite"
ROWS = 20


@dataclass
class Office:
    """Four spreadsheets (or one) in a file of localsheets. `acts_as` opens them as somebody."""

    path: Path
    ids: Mapping[str, str]
    stack: ExitStack
    faults: localsheets.Faults = field(default_factory=localsheets.Faults)
    sessions: dict[str, requests.Session] = field(default_factory=dict)
    seen: int = 0

    def acts_as(self, user: str) -> gspread.Client:
        if user not in self.sessions:
            faults = self.faults if user == SERVICE else None
            made = localsheets.session(self.path, user=user, faults=faults)
            self.sessions[user] = self.stack.enter_context(made)
        kind: Any = Hurried if user == SERVICE else gspread.HTTPClient
        return gspread.Client(auth=None, session=self.sessions[user], http_client=kind)  # type: ignore[arg-type]

    @property
    def app(self) -> gspread.Client:
        return self.acts_as(SERVICE)

    def apply(self, *workbooks: str, editors: Editors = EDITORS) -> list[Found]:
        return [apply(self.app, *file, editors) for file in self._files(workbooks)]

    def look(self, *workbooks: str, editors: Editors = EDITORS) -> list[Found]:
        return [look(self.app, *file, editors) for file in self._files(workbooks)]

    def _files(self, workbooks: tuple[str, ...]) -> list[tuple[str, list[str]]]:
        ids = {name: id for name, id in self.ids.items() if not workbooks or name in workbooks}
        return list(files_of(ids).items())

    def book(self, workbook: str, user: str = OWNER) -> gspread.Spreadsheet:
        return self.acts_as(user).open_by_key(self.ids[workbook])

    def sheet(self, name: str, user: str = OWNER) -> gspread.Worksheet:
        schema = SHEETS[name]
        return self.book(schema.workbook, user).worksheet(schema.title)

    def resource(self, workbook: str, title: str, cells: str = "1:2") -> dict[str, Any]:
        """All of a tab as Google gives it, with the grid data of some rows."""
        query = {"includeGridData": True, "ranges": f"'{title}'!{cells}"}
        (sheet,) = self.book(workbook).fetch_sheet_metadata(query)["sheets"]
        return sheet  # type: ignore[no-any-return]

    def change(self, workbook: str, *requests: dict[str, Any], user: str = OWNER) -> None:
        self.book(workbook, user).batch_update({"requests": list(requests)})

    def asked(self) -> list[str]:
        """What the app asked Google since the last time: `read` and `write`."""
        session = self.app.http_client.session
        log = localsheets.requests_made(session)
        kinds = [one.kind for one in log[self.seen :]]
        self.seen = len(log)
        return kinds


def blank(path: Path, workbooks: Mapping[str, str] = WORKBOOK_TITLES) -> dict[str, str]:
    """New spreadsheets, one tab in each, shared as the guide says."""
    with localsheets.session(path) as session:
        owner = gspread.Client(auth=None, session=session)
        ids = {name: owner.create(title).id for name, title in workbooks.items()}
        for user in (SERVICE, COORDINATOR):
            share(owner, ids, user)
        for spreadsheet_id in ids.values():
            owner.insert_permission(spreadsheet_id, VIEWER, "user", "reader", notify=False)
    return ids


@pytest.fixture(scope="session", autouse=True)
def small() -> Iterator[None]:
    """Tabs of few rows: a thousand in each makes the file of a test a hundred times as large."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheet_steps, "ROWS", ROWS)
        yield


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Nothing has been made yet."""
    with ExitStack() as stack:
        yield Office(tmp_path / FILE, blank(tmp_path / FILE), stack)


@pytest.fixture(scope="session")
def template(small: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("made")
    ids = blank(folder / FILE)
    with ExitStack() as stack:
        Office(folder / FILE, ids, stack).apply()
    return folder, ids


@pytest.fixture
def made(tmp_path: Path, template: tuple[Path, dict[str, str]]) -> Iterator[Office]:
    """As `apply` leaves them."""
    folder, ids = template
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with ExitStack() as stack:
        yield Office(tmp_path / FILE, ids, stack)


def tasks(found: list[Found]) -> str:
    return "\n".join(task.sentence for one in found for task in one.plan.tasks)


def steps(found: list[Found]) -> str:
    return "\n".join(sentence for one in found for sentence in one.plan.sentences)


def titles(workbook: str, schemas: Mapping[str, type[Sheet]] = SHEETS) -> list[str]:
    return [sheet.title for sheet in schemas.values() if sheet.workbook == workbook]
