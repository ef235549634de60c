"""The doctor: every thing that can be wrong with an installation is named, with what to do."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import gspread
import pytest

from lib import doctor, localsheets
from lib.audit import Actor
from lib.change import Change
from lib.doctor import Finding, examined
from lib.keys import read_keys
from lib.manage import main
from lib.settings import Settings
from lib.store.connect import LOCAL_FILE
from lib.store.editable import may_edit
from lib.store.journal import Journal
from lib.store.store import JOURNAL_FILE, STORE_FOLDER, wall_clock
from tests.conftest import DemoWorld

AT = datetime(2026, 2, 1, 9)


def marks(found: Iterable[Finding], mark: str) -> list[str]:
    return [finding.said for finding in found if finding.mark == mark]


@pytest.fixture
def sound(demo: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> DemoWorld:
    """In order: closed to others, and a backup of just now."""
    for name, value in demo.environment.items():
        monkeypatch.setenv(name, value)
    demo.data.chmod(0o700)
    for path in demo.data.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    assert main(["backup"]) == 0
    return demo


def look(world: DemoWorld, now: datetime | None = None) -> list[Finding]:
    return list(examined(Settings(data=world.data), now or wall_clock()))


def test_an_installation_in_order_ends_well(
    sound: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {name: sound.records(name) for name in ("clients", "contacts")}
    capsys.readouterr()
    assert main(["doctor"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert {line[0] for line in said.out.splitlines()} <= {"✓", "!"}
    for told in ("Sleutels aanwezig: 1", "Bestanden gelezen: 4", "de keten is heel"):
        assert told in said.out
    assert {name: sound.records(name) for name in before} == before


def test_what_is_wrong_ends_with_code_one(
    sound: DemoWorld, capsys: pytest.CaptureFixture[str]
) -> None:
    sound.sheet("contacts").update_title("Contact")
    assert main(["doctor"]) == 1
    assert "✕ Het blad 'Contacten' ontbreekt" in capsys.readouterr().out


def _header(world: DemoWorld) -> None:
    world.sheet("clients").update_cell(1, 2, "Bijnaam")


def _line(world: DemoWorld) -> None:
    log = world.workbook("casework").worksheet("Logboek")
    log.update([["LB-1", "", "x", "", "", "", "", "", "", "", "1:zzzz:00"]], "A2")


def _backup(world: DemoWorld) -> None:
    for path in (world.data / "backups").iterdir():
        path.unlink()


def _open_folder(world: DemoWorld) -> None:
    world.data.chmod(0o755)


def _open_keys(world: DemoWorld) -> None:
    (world.data / "keys.json").chmod(0o644)


def _no_administrator(world: DemoWorld) -> None:
    (world.data / "accounts.yaml").unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (_header, "Werknaam"),
        (_line, "Logboek van STAP casuïstiek"),
        (_backup, "python -m lib.manage backup"),
        (_open_folder, "chmod -R go-rwx"),
        (_open_keys, "keys.json"),
        (_no_administrator, "account add NAAM beheer"),
    ],
)
def test_each_harm_is_named(sound: DemoWorld, harm: Callable[[DemoWorld], None], said: str) -> None:
    harm(sound)
    assert said in " ".join(marks(look(sound), "✕"))


def test_a_backup_of_yesterday_is_too_old_when_a_day_has_gone(sound: DemoWorld) -> None:
    later = wall_clock() + timedelta(days=1, minutes=1)
    assert [s for s in marks(look(sound, later), "✕") if "ouder dan een dag" in s]


def test_what_waits_and_what_is_stuck_is_counted_without_a_name(sound: DemoWorld) -> None:
    path = sound.data / STORE_FOLDER / JOURNAL_FILE
    path.parent.mkdir(mode=0o700, exist_ok=True)
    kept = Journal(path, read_keys(Settings(data=sound.data)).cipher)
    for trouble in (None, None, "De rij is weg."):
        change = Change("contacts", "CT-VERZONNEN", None, {"note": "Zilvermeeuw"})
        kept.accept("casework", [change], Actor("anna", "casemanager"), AT, ["LB"], trouble)
    attention = " ".join(marks(look(sound), "!"))
    assert "Wacht op verzending: 2." in attention
    assert "Te beslissen door een mens: 1." in attention
    assert "anna" not in attention
    assert "CT-" not in attention


# ── with real workbooks ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def real(sound: DemoWorld, tmp_path: Path) -> Settings:
    """Set as with Google; where the sheets themselves are needed a test says so."""
    return Settings(data=sound.data, service_account={"client_email": "verzonnen@example.org"})


def test_keys_that_are_gone_are_not_made_anew_and_told_once(
    real: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.touch(mode=0o600)
    monkeypatch.setenv("STAP_SECRETS", str(secrets))
    (real.data / "keys.json").unlink()
    wrong = marks(examined(real, wall_clock()), "✕")
    assert len([said for said in wrong if "keys.json" in said]) == 1
    assert not (real.data / "keys.json").exists()


def test_demo_accounts_do_not_belong_beside_real_sheets(real: Settings) -> None:
    wrong = " ".join(marks(doctor.accounts(real), "✕"))
    assert "demo-accounts" in wrong
    assert "geen beheerder die kan inloggen" in wrong  # a demo administrator does not count


@pytest.mark.parametrize(("mode", "mark"), [(0o600, "✓"), (0o640, "✕"), (0o604, "✕")])
def test_secrets_are_for_the_app_alone(
    real: Settings, tmp_path: Path, mode: int, mark: str
) -> None:
    path = tmp_path / "secrets.toml"
    path.touch()
    path.chmod(mode)
    assert [finding.mark for finding in doctor.secrets(path, real)] == [mark]


def test_a_file_that_may_only_be_read_is_found_without_changing_it(sound: DemoWorld) -> None:
    spreadsheet = sound.workbook("progress")
    assert may_edit(spreadsheet.client, spreadsheet.id)
    with localsheets.session(sound.data / LOCAL_FILE) as owner:
        address = "lezer@localsheets.example"
        admin = gspread.Client(auth=None, session=owner)
        admin.insert_permission(spreadsheet.id, address, "user", "reader", notify=False)
    with localsheets.session(sound.data / LOCAL_FILE, user=address) as session:
        reader = gspread.Client(auth=None, session=session)
        assert not may_edit(reader.http_client, spreadsheet.id)


# ── plain values ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("found", "mark"), [((3, 10), "✕"), ((3, 11), "✓"), ((3, 14), "✓")])
def test_python(found: tuple[int, int], mark: str) -> None:
    assert [finding.mark for finding in doctor.python_version(found)] == [mark]


@pytest.mark.parametrize(
    ("free", "mark"), [(199_999_999, "✕"), (200_000_000, "!"), (2_000_000_000, "✓")]
)
def test_disk_space(free: int, mark: str) -> None:
    assert [finding.mark for finding in doctor.disk_space(free)] == [mark]


def test_a_clock_that_was_never_set() -> None:
    assert marks(doctor.clock(datetime(1970, 1, 1)), "✕")
    assert marks(doctor.clock(AT), "✓")


def test_a_data_folder_that_is_not_there_stops_all_further_looks(tmp_path: Path) -> None:
    found = list(examined(Settings(data=tmp_path / "weg"), AT))
    assert "is er niet" in found[-2].said
    assert found[-1].said.startswith("Niet verder gekeken")
    assert not (tmp_path / "weg").exists()


def test_the_folder_of_another_user_is_left_alone(
    sound: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor.os, "geteuid", lambda: sound.data.stat().st_uid + 1)
    found = look(sound)
    assert found[-1].said.startswith("Niet verder gekeken")
    assert "andere gebruiker" in found[-2].said


def test_settings_that_name_a_secrets_file_nobody_may_read_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAP_SECRETS", str(tmp_path))  # a folder: cannot be read as a file
    assert main(["doctor"]) == 1
    assert capsys.readouterr().err.startswith("De instelling STAP_SECRETS is niet bruikbaar.")
