"""docs/google.md, followed to the letter by somebody who has only that document.

Served localsheets stands in Google's place. The commands, their order, the table of files and the
secrets file are read from the document and its example; nothing of them is repeated here.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import gspread
import pytest
from google.oauth2.service_account import Credentials

from lib import localsheets
from lib.accounts import Accounts
from lib.settings import WORKBOOKS, Settings, read_settings
from tests.conftest import ROOT, private_key, records
from tests.running import START_S, answer, free_port, running, tracked

DOCUMENT = (ROOT / "docs/google.md").read_text(encoding="utf-8")
SECRETS = ".streamlit/secrets.toml"
OWNER = "eigenaar@organisatie.example"
SERVICE = "stap-fictief@stap-fictief.iam.gserviceaccount.com"
BY_HAND = {
    "Team": {"Medewerker": "CM-01", "Functie": "Casemanager", "Organisatie": "Fictieve zorg",
             "Begonnen op": "05-01-2026"},
    "Organisaties": {"Organisatie": "OR-1", "Naam": "Fictieve zorg", "Schrijfwijzen": "Fictief"},
}  # fmt: skip


def blocks() -> list[list[str]]:
    """The commands of every block for a terminal, in the document's order."""
    found = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
    return [block.splitlines() for block in found]


def files() -> dict[str, str]:
    """Title of a file → its name in the secrets file, from the table of step 2."""
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \| [^|]+ \|$", DOCUMENT, re.MULTILINE)
    return {title: name for title, name in rows if name in WORKBOOKS}


def key_file() -> dict[str, str]:
    """What Google gives to download; of nobody."""
    return {
        "type": "service_account",
        "project_id": "stap-fictief",
        "private_key_id": "fictief",
        "private_key": private_key(),
        "client_email": SERVICE,
        "client_id": "0",
        "auth_uri": "https://oauth2.voorbeeld.example/auth",
        "token_uri": "https://oauth2.voorbeeld.example/token",
    }


@dataclass
class Reader:
    """Somebody with a fresh copy of the code and a terminal in it."""

    code: Path
    environment: dict[str, str]

    def fill_in_secrets(self, downloaded: Mapping[str, str], ids: Mapping[str, str]) -> None:
        """Step 3: every field that the example has, every id, and the owner."""
        example = (self.code / ".streamlit/secrets.example.toml").read_text(encoding="utf-8")
        text = re.sub(r"^# (\[protection\])$", r"\1", example, flags=re.MULTILINE)
        text = re.sub(r"^# editors = .*$", f'editors = ["{OWNER}"]', text, flags=re.MULTILINE)
        for name, value in {**downloaded, **ids}.items():
            # As it stands in Google's file, quotes and all; what the example lacks stays out.
            line = f"{name} = {json.dumps(value)}"
            text = re.sub(f'^{name} = ".*"$', lambda _, line=line: line, text, flags=re.MULTILINE)
        (self.code / SECRETS).write_text(text, encoding="utf-8")
        (given,) = re.findall(r"`(chmod [^`]+)`", DOCUMENT)
        subprocess.run(shlex.split(given), cwd=self.code, check=True)

    def type(self, line: str) -> str:
        """One line in the terminal: what it prints, after it ended well."""
        if line.startswith("export "):
            name, value = line.removeprefix("export ").split("=", 1)
            # A folder that is not there yet, as on the reader's own machine.
            self.environment[name] = value.replace("/pad/naar", str(self.code.parent))
            return ""
        ended = subprocess.run(
            shlex.split(line), cwd=self.code, env=self.environment, capture_output=True,
            text=True, timeout=START_S, check=False)  # fmt: skip
        assert ended.returncode == 0, f"{line}\n{ended.stdout}\n{ended.stderr}"
        return ended.stdout


@pytest.fixture
def sheets(tmp_path: Path) -> Iterator[localsheets.Server]:
    with localsheets.serve(tmp_path / "google.sqlite", user="") as server:
        yield server


@pytest.fixture
def owner(sheets: localsheets.Server) -> Iterator[gspread.Client]:
    with localsheets.session_at(sheets.url, user=OWNER) as session:
        yield gspread.Client(auth=None, session=session)


@pytest.fixture
def reader(sheets: localsheets.Server, tmp_path: Path) -> Reader:
    code = tmp_path / "code"
    for name in tracked():
        if not name.startswith("tests/"):
            (code / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, code / name)
    (code / ".venv").symlink_to(sys.prefix)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STAP_SHEETS_URL": sheets.url,
    }
    return Reader(code, environment)


def make_files(owner: gspread.Client) -> dict[str, str]:
    """Step 2: empty files, shared with the service account as Editor; name → id."""
    made = {}
    for title, name in files().items():
        spreadsheet = owner.create(title)
        owner.insert_permission(spreadsheet.id, SERVICE, "user", "writer", notify=False)
        made[name] = spreadsheet.id
    return made


def fill_in_by_hand(owner: gspread.Client, progress: str) -> None:
    for title, cells in BY_HAND.items():
        assert f"- **{title}**: " in DOCUMENT
        sheet = owner.open_by_key(progress).worksheet(title)
        row = [cells.get(header, "") for header in sheet.row_values(1)]
        sheet.update([row], "A2", value_input_option="USER_ENTERED")  # type: ignore[arg-type]


def test_the_document_names_every_file_and_where_its_id_belongs() -> None:
    assert set(files().values()) == set(WORKBOOKS)


def test_the_example_of_the_secrets_has_a_place_for_all_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    shutil.copy(ROOT / ".streamlit/secrets.example.toml", tmp_path / ".streamlit")
    downloaded, ids = key_file(), {name: f"id-{name}" for name in WORKBOOKS}
    Reader(tmp_path, {}).fill_in_secrets(downloaded, ids)
    assert (tmp_path / SECRETS).stat().st_mode & 0o777 == 0o600
    settings = read_settings({"STAP_SECRETS": str(tmp_path / SECRETS)})
    assert dict(settings.workbooks) == ids
    assert settings.editors == (OWNER,)
    # Google's own library takes what is there, the key with its line ends included.
    account = dict(settings.service_account or {})
    assert Credentials.from_service_account_info(account).service_account_email == SERVICE
    assert account.items() <= downloaded.items()


def test_who_follows_the_document_ends_with_a_running_app(
    reader: Reader, owner: gspread.Client, tmp_path: Path
) -> None:
    ids = make_files(owner)
    reader.fill_in_secrets(key_file(), ids)
    provisioning, starting = blocks()
    planned, applied, checked = map(reader.type, provisioning)
    assert "Er is nog niets gewijzigd. Doorvoeren:" in planned
    assert "\nAlles is in orde. Dit kostte " in applied
    assert checked.count("In orde.") == len(ids)
    for title in files():
        assert f"  Bestand: {title}\n" in planned
    assert not (reader.code / "data").exists()
    fill_in_by_hand(owner, ids["progress"])
    *commands, last = starting
    said = {line: reader.type(line) for line in commands}
    passwords = [line for line, told in said.items() if "Eenmalig wachtwoord van " in told]
    assert passwords == [line for line in commands if " account add " in line] != []
    (examined,) = [told for line, told in said.items() if line.endswith(" doctor")]
    assert "✕" not in examined
    assert f"! Een proef: de bladen staan op {reader.environment['STAP_SHEETS_URL']}" in examined
    accounts = Accounts(Settings(data=Path(reader.environment["STAP_DATA"]))).all()
    assert {one.username: one.is_demo for one in accounts} == {
        line.split(" account add ")[1].split()[0]: False for line in passwords
    }
    for line in provisioning[1:]:  # as often as one likes
        reader.type(line)
    assert last == "make run"
    run_app(reader, tmp_path / "app.log")
    team = records(owner.open_by_key(ids["progress"]).worksheet("Team"))
    assert [row["Medewerker"] for row in team] == ["CM-01"]


def run_app(reader: Reader, log: Path) -> None:
    """`make run`, on a port that is free, until it says that it is ready."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^run: .*\n\t\$\(BIN\)/(.*) \$\(PORT\)$", makefile, re.MULTILINE)
    port = str(free_port())
    command = [f".venv/bin/{recipe.split()[0]}", *recipe.split()[1:], port]
    with running(command, reader.code, reader.environment, log) as process:
        assert answer(f"http://127.0.0.1:{port}/readyz", process, log) == "gereed"
