"""What tests of whole screens share: a built demo world, and a coordinator's hands on it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import bcrypt
import gspread
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import settings

from lib import localsheets
from lib.accounts import Accounts, add_demo_accounts
from lib.schema.workbook import SHEETS
from lib.settings import Settings
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE
from lib.store.demo import demo_workbooks

# The machine may be busy, so no law depends on how fast it was; examples are the same each run.
settings.register_profile("stap", deadline=None, derandomize=True)
settings.load_profile("stap")

ROOT = Path(__file__).parent.parent
NO_SECRETS = "no-such-secrets.toml"
COORDINATOR = "coordinator@localsheets.example"


@dataclass(frozen=True)
class DemoWorld:
    """A demo world in a folder of its own, opened as a coordinator opens it: with gspread,
    beside the app and without its store."""

    data: Path
    session: requests.Session

    @property
    def environment(self) -> dict[str, str]:
        """What makes the app work on this folder, never reading the sheets again by itself."""
        return {
            "STAP_DATA": str(self.data),
            "STAP_SECRETS": str(self.data / NO_SECRETS),
            "STAP_REFRESH_S": "80000",
        }

    def workbook(self, name: str) -> gspread.Spreadsheet:
        ids = known_workbooks(self.data) or {}
        return gspread.Client(auth=None, session=self.session).open_by_key(ids[name])

    def sheet(self, name: str) -> gspread.Worksheet:
        schema = SHEETS[name]
        return self.workbook(schema.workbook).worksheet(schema.title)

    def records(self, name: str) -> list[dict[str, Any]]:
        """What stands in the sheet, by header, unformatted."""
        return records(self.sheet(name))

    def log(self, workbook: str = "casework") -> list[dict[str, Any]]:
        return records(self.workbook(workbook).worksheet("Logboek"))

    def record(self, name: str, key: str) -> dict[str, Any]:
        header = SHEETS[name].key().header
        (found,) = [row for row in self.records(name) if row[header] == key]
        return found

    def type_over(self, name: str, key: str, header: str, text: Any) -> None:
        """What a coordinator does: find the row by its key and type over one cell."""
        sheet = self.sheet(name)
        row = sheet.col_values(1).index(key) + 1
        sheet.update_cell(row, sheet.row_values(1).index(header) + 1, text)


def records(sheet: gspread.Worksheet) -> list[dict[str, Any]]:
    return sheet.get_all_records(numericise_ignore=["all"], value_render_option="UNFORMATTED_VALUE")


def private_key() -> str:
    """As stands in the key file of a service account; of nobody."""
    key = rsa.generate_private_key(65537, 2048)
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, pkcs8, serialization.NoEncryption()).decode()


def share(owner: gspread.Client, ids: Mapping[str, str], address: str) -> None:
    """Lets somebody edit every workbook, as its owner does in Google."""
    for spreadsheet_id in ids.values():
        owner.insert_permission(spreadsheet_id, address, "user", "writer", notify=False)


@pytest.fixture(scope="session", autouse=True)
def quick_bcrypt() -> Iterator[None]:
    """bcrypt is slow on purpose. How slow is kept with each hash, so whoever checks one that was
    made here is quick too, the app in a process of its own as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bcrypt, "gensalt", partial(bcrypt.gensalt, 4))
        yield


@pytest.fixture(scope="session")
def built_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo world with its accounts, built once per worker; nobody writes here."""
    return build_world(tmp_path_factory.mktemp("demo-world"))


def build_world(data: Path) -> Path:
    settings = Settings(data=data)
    ids = demo_workbooks(settings)
    with localsheets.session(data / LOCAL_FILE) as session:
        share(gspread.Client(auth=None, session=session), ids, COORDINATOR)
    add_demo_accounts(Accounts(settings))
    return data


def opened_copy(built: Path, folder: Path) -> Iterator[DemoWorld]:
    """A copy that may be written to, closed when its test or module ends."""
    data = folder / "data"
    shutil.copytree(built, data)
    session = localsheets.session(data / LOCAL_FILE, user=COORDINATOR)
    yield DemoWorld(data, session)
    session.close()


@pytest.fixture
def demo(built_world: Path, tmp_path: Path) -> Iterator[DemoWorld]:
    """A demo world of this test alone."""
    yield from opened_copy(built_world, tmp_path)
