"""The command line, on a small invented world in a folder of its own."""

import re
import signal
import socket
import subprocess
import sys
import threading
from base64 import b64encode
from datetime import datetime
from pathlib import Path

import gspread
import pytest

from lib import localsheets
from lib.access.roles import Role
from lib.accounts import Accounts
from lib.audit import Actor
from lib.change import Change
from lib.cipher import Cipher, Place, is_sealed
from lib.errors import SignInFailed
from lib.keys import read_keys
from lib.manage import main
from lib.schema.workbook import SHEETS
from lib.settings import Settings, read_settings
from lib.store.build import known_workbooks
from lib.store.connect import connect
from lib.store.events import EVENTS_FILE, Events
from lib.store.journal import Journal
from lib.store.store import JOURNAL_FILE, STORE_FOLDER, Store
from tests.conftest import ROOT

SMALL = ["demo", "--clients", "6", "--contacts", "40"]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("STAP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("STAP_SECRETS", str(tmp_path / "secrets.toml"))
    for name in ("STAP_TODAY", "STAP_REFRESH_S", "STAP_DELAY_S"):
        monkeypatch.delenv(name, raising=False)
    return read_settings()


def _password(said: str) -> str:
    return said.strip().rsplit(" ", 1)[-1]


# ── demo ─────────────────────────────────────────────────────────────────────────────────────


def test_demo_builds_a_world_of_the_asked_size(settings: Settings) -> None:
    assert main(SMALL) == 0
    tables = _store(settings).read().tables
    assert (len(tables["clients"]), len(tables["contacts"])) == (6, 40)


def test_demo_leaves_a_world_that_exists(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    before = known_workbooks(settings.data)
    assert main(["demo", "--clients", "9"]) == 1
    assert "staat al een wereld" in capsys.readouterr().err
    assert known_workbooks(settings.data) == before
    assert len(_store(settings).read().tables["clients"]) == 6


# ── account ──────────────────────────────────────────────────────────────────────────────────


def test_add_prints_a_password_that_signs_in(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    added = ["account", "add", "cm.fictief", "casemanager", "--name", "Fictief", "--worker", "CM-9"]
    assert main(added) == 0
    password = _password(capsys.readouterr().out)
    account = Accounts(settings).sign_in("cm.fictief", password)
    person = account.person()
    assert (person.display_name, person.role, person.worker) == (
        "Fictief", Role.CASE_MANAGER, "CM-9")  # fmt: skip
    assert not account.is_demo


def test_a_name_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    main(["account", "add", "lid", "commissie"])
    first = capsys.readouterr()
    assert main(["account", "add", "lid", "commissie"]) == 1
    second = capsys.readouterr()
    assert first.err == second.out == ""
    assert second.err == "Deze gebruikersnaam bestaat al. Kies een andere.\n"


def test_what_is_done_to_accounts_waits_for_the_logboek_without_a_password(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["account", "add", "lid", "commissie"])
    main(["account", "reset", "lid"])
    main(["account", "disable", "lid"])
    main(["account", "enable", "lid"])
    main(["account", "reset", "niemand"])
    events = Events(
        settings.data / STORE_FOLDER / EVENTS_FILE, read_keys(settings).cipher, datetime.now
    )
    lines = [line for _, line in events.waiting("progress")]
    assert [(line["who"], line["act"], line["row_key"]) for line in lines] == [
        ("opdrachtregel", "account toegevoegd", "lid"),
        ("opdrachtregel", "eenmalig wachtwoord gegeven", "lid"),
        ("opdrachtregel", "account geblokkeerd", "lid"),
        ("opdrachtregel", "account gedeblokkeerd", "lid"),
    ]
    for said in capsys.readouterr().out.splitlines()[:2]:
        assert _password(said) not in str(lines)


def test_a_role_that_does_not_exist_is_refused(settings: Settings) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["account", "add", "lid", "burgemeester"])
    assert refused.value.code == 2
    assert Accounts(settings).all() == []


def test_list_shows_everybody_and_no_password(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["account", "add", "lid", "commissie"])
    main(["account", "add", "cm.fictief", "casemanager"])
    main(["account", "disable", "lid"])
    capsys.readouterr()
    assert main(["account", "list"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["cm.fictief", "Casemanager", "actief"],
        ["lid", "Begeleidingscommissie", "geblokkeerd"],
    ]


def test_reset_ends_the_old_password(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["account", "add", "lid", "commissie"])
    old = _password(capsys.readouterr().out)
    assert main(["account", "reset", "lid"]) == 0
    new = _password(capsys.readouterr().out)
    accounts = Accounts(settings)
    assert accounts.sign_in("lid", new).username == "lid"
    with pytest.raises(SignInFailed):
        accounts.sign_in("lid", old)


def test_disable_and_enable(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    main(["account", "add", "lid", "commissie"])
    password = _password(capsys.readouterr().out)
    assert main(["account", "disable", "lid"]) == 0
    with pytest.raises(SignInFailed):
        Accounts(settings).sign_in("lid", password)
    assert main(["account", "enable", "lid"]) == 0
    assert Accounts(settings).sign_in("lid", password).username == "lid"


@pytest.mark.parametrize("verb", ["reset", "disable", "enable"])
def test_an_unknown_account_is_one_sentence(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", verb, "niemand"]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Er is geen account met deze gebruikersnaam.\n")


# ── key ──────────────────────────────────────────────────────────────────────────────────────


def _store(settings: Settings) -> Store:
    ids = known_workbooks(settings.data)
    assert ids is not None
    return Store(connect(settings), ids, settings.data / "store", cipher=read_keys(settings).cipher)


def _secrets(settings: Settings, cipher: Cipher) -> dict[Place, str]:
    """Every secret of every sheet, opened."""
    tables = _store(settings).read().tables
    return {
        place: cipher.open(cell, place)
        for name, sheet in SHEETS.items()
        for column in sheet.columns
        if column.is_secret
        for key, cell in zip(tables[name][sheet.key().name], tables[name][column.name], strict=True)
        if is_sealed(cell)
        for place in [Place(sheet.workbook, name, key, column.name)]
    }


def _every_cell(settings: Settings) -> list[str]:
    """What stands in the files, Logboek included, as anybody with the file sees it."""
    client = connect(settings)
    return [
        cell
        for spreadsheet_id in (known_workbooks(settings.data) or {}).values()
        for worksheet in client.open_by_key(spreadsheet_id).worksheets()
        for row in worksheet.get_all_values()
        for cell in row
    ]


def test_after_rotating_the_new_key_alone_opens_everything(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    old = read_keys(settings)
    before = _secrets(settings, old.cipher())
    assert before
    assert all(before.values())

    assert main(["key", "rotate"]) == 0

    new = read_keys(settings)
    assert new.current != old.current
    alone = Cipher({new.current: new.by_id[new.current]}, new.current)
    assert _secrets(settings, alone) == before
    cells = _every_cell(settings)
    assert not [cell for cell in cells if f"geheim:{old.current}:" in cell]
    assert sum(cell.startswith(f"geheim:{new.current}:") for cell in cells) == len(before)
    # Readable text of a secret stands nowhere, the log line of its row included.
    assert not set(before.values()) & set(cells)
    rows = {(place.sheet, place.row) for place in before}
    assert cells.count("nieuwe sleutel") == len(rows)
    assert f"{len(rows)} rijen opnieuw versleuteld" in capsys.readouterr().out


def test_rotating_says_how_many_cells_no_key_opens(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    contacts = connect(settings).open_by_key((known_workbooks(settings.data) or {})["casework"])
    sheet = contacts.worksheet("Contacten")
    notes = [column.name for column in SHEETS["contacts"].columns].index("note") + 1
    sealed = [row for row, cell in enumerate(sheet.col_values(notes), 1) if is_sealed(cell)]
    moved = sheet.cell(sealed[0], notes).value
    sheet.update_cell(sealed[1], notes, moved)

    assert main(["key", "rotate"]) == 0

    assert "1 cellen gaan met geen enkele sleutel open" in capsys.readouterr().out
    assert sheet.cell(sealed[1], notes).value == moved


def test_keys_of_the_secrets_file_are_rotated_there_by_hand(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    key = b64encode(bytes(32)).decode()
    (tmp_path / "secrets.toml").write_text(f'[keys]\ncurrent = "a"\na = "{key}"\n')
    before = _every_cell(settings)
    assert main(["key", "rotate"]) == 1
    assert "keys" in capsys.readouterr().err
    assert _every_cell(settings) == before


# ── logbook ──────────────────────────────────────────────────────────────────────────────────


def test_the_logboek_is_whole_after_rotating_and_a_removed_line_is_named(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    main(["key", "rotate"])
    main(["key", "rotate"])
    capsys.readouterr()
    assert main(["logbook", "verify"]) == 0
    said = capsys.readouterr().out.splitlines()
    casework = connect(settings).open_by_key((known_workbooks(settings.data) or {})["casework"])
    log = casework.worksheet("Logboek")
    lines = len(log.col_values(1)) - 1
    assert said[0] == f"STAP casuïstiek: {lines} regels, de keten is heel."
    assert len(said) == 4

    log.delete_rows(4)
    assert main(["logbook", "verify"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"STAP casuïstiek: {lines - 1} regels. Rij 4, regel {log.acell('A4').value}: hiervoor is "
        "verwijderd: nummer 3. Vanaf rij 5 sluiten de regels op elkaar aan.",
        *said[1:],
    ]


def test_a_logboek_without_its_header_is_told(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    permits = connect(settings).open_by_key((known_workbooks(settings.data) or {})["permits"])
    permits.worksheet("Logboek").update_acell("K1", "")
    capsys.readouterr()
    assert main(["logbook", "verify"]) == 1
    assert capsys.readouterr().out.splitlines()[1] == (
        "STAP vergunningen: 0 regels. De kop 'Keten' ontbreekt. Zet die in rij 1. "
        "Zonder 'Keten' krijgen nieuwe regels geen keten."
    )


# ── sheets ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_sheets_are_served_until_the_process_is_ended(
    settings: Settings, number: signal.Signals
) -> None:
    main(SMALL)
    ids = known_workbooks(settings.data) or {}
    command = [sys.executable, "-m", "lib.manage", "sheets", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        bound = threading.Timer(120, process.kill)  # nothing listens, nothing is printed
        bound.start()
        try:
            said = re.fullmatch(r"De lokale bladen staan op (http://127\.0\.0\.1:[1-9]\d+)\n",
                                process.stdout.readline())  # fmt: skip
            assert said
            with localsheets.session_at(said[1]) as session:
                casework = gspread.Client(auth=None, session=session).open_by_key(ids["casework"])
                clients = casework.worksheet("Cliënten")
                clients.update([["Zeven"]], "A9")
            process.send_signal(number)
            out, err = process.communicate()
        finally:
            process.kill()
            bound.cancel()
            bound.join()
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err  # Streamlit has its own remarks there
    written = connect(settings).open_by_key(ids["casework"]).worksheet("Cliënten").col_values(1)
    assert (len(written), written[8]) == (9, "Zeven")


def test_a_folder_without_sheets_is_one_sentence(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sheets", "--port", "0"]) == 1
    assert "staan geen lokale bladen" in capsys.readouterr().err
    assert not settings.data.exists()


def test_a_port_that_is_taken_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    main(SMALL)
    capsys.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["sheets", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "", f"Luisteren op 127.0.0.1:{port} lukt niet: Address already in use.\n")  # fmt: skip


def test_a_port_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["sheets", "--port", "65536"])
    assert refused.value.code == 2


# ── settings ─────────────────────────────────────────────────────────────────────────────────


def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STAP_TODAY", "gisteren")
    assert main(["account", "list"]) == 1
    assert capsys.readouterr().err.startswith("De instelling STAP_TODAY is niet bruikbaar.")


# ── journal ──────────────────────────────────────────────────────────────────────────────────


def test_the_journal_is_listed_by_code_and_never_by_what_was_typed(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["journal"]) == 0
    assert capsys.readouterr().out == "Alles wat is opgeslagen staat in de bladen.\n"
    folder = settings.data / STORE_FOLDER
    folder.mkdir(parents=True)
    journal = Journal(folder / JOURNAL_FILE, read_keys(settings).cipher)
    at, me = datetime(2022, 2, 1, 9, 30), Actor("casemanager", "casemanager")
    note = Change("contacts", "CT-WACHT", None, {"note": "Zilvermeeuw"})
    state = Change("clients", "ST-00004", {"zone_status": "x"}, {"return_expected": "mei"})
    journal.accept("casework", [note], me, at, ["LB-1"])
    aside = journal.accept("casework", [state], me, at, ["LB-2"])
    journal.set_aside(aside.number, "De rij is intussen verwijderd.")
    assert main(["journal"]) == 0
    waiting, undecided, trouble = capsys.readouterr().out.splitlines()
    who = "01-02-2022 09:30 casemanager"
    assert waiting.split() == ["1", "casework", "wacht", *who.split(), "Contacten", "CT-WACHT"]
    assert undecided.split()[2:] == ["te", "beslissen", *who.split(), "Cliënten", "ST-00004"]
    assert trouble.strip() == "De rij is intussen verwijderd."


# ── health ───────────────────────────────────────────────────────────────────────────────────


def test_health_names_every_cell_with_its_link(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    main(SMALL)
    assert main(["health"]) == 0
    assert capsys.readouterr().out.endswith("Alle bladen zijn in orde.\n")
    workbook = connect(settings).open_by_key((known_workbooks(settings.data) or {})["casework"])
    sheet = workbook.worksheet("Contacten")
    sheet.update([["gisteren"]], "C2")
    sheet.merge_cells("J2:J3")
    assert main(["health"]) == 1
    address = f"https://docs.google.com/spreadsheets/d/{workbook.id}/edit#gid={sheet.id}"
    assert capsys.readouterr().out.splitlines() == [
        "Contacten, C2: Dit is geen datum. Schrijf bijvoorbeeld 01-02-2022.",
        f"  {address}&range=C2",
        "Contacten, J2: De cellen J2 tot en met J3 zijn samengevoegd; alleen wat in J2 staat is er "
        "nog. Hef de samenvoeging op en vul de andere weer in.",
        f"  {address}&range=J2",
    ]
