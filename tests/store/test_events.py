"""Lines that belong to no change: kept before they are told, sent together, each just once."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import gspread
import pytest

from lib.audit import Act, Actor, Event
from lib.cipher import Cipher
from lib.errors import JournalUnwritable, SheetMissing, StoreError
from lib.store.store import Store
from tests.conftest import ROOT
from tests.store.conftest import CIPHER, ME, NOW, Bench
from tests.store.test_trail import SAVE, save

HOUR = "ingezien casemanager ST-00004 2022-02-01 14"


def view(code: str = "ST-00004", once: str = HOUR) -> Event:
    return Event(Act.VIEWED, "Cliënten", code, once=once)


def again(bench: Bench) -> Store:
    """The same installation after a restart."""
    client = gspread.Client(auth=None, session=bench.session)
    return Store(client, bench.ids, bench.store._folder, lambda: NOW, cipher=lambda: CIPHER)


def send(bench: Bench, store: Store | None = None, workbook: str = "casework") -> list[str]:
    """What sending asks of the sheets."""
    store = store or bench.store
    seen = store.read()
    before = len(bench.requests())
    store.send_events(workbook, seen)
    return bench.requests()[before:]


def test_lines_are_sent_together_in_the_order_they_came_and_in_the_chain(bench: Bench) -> None:
    save(bench)
    events = bench.store.events
    events.accept("casework", view(), ME)
    events.accept("casework", Event(Act.EXPORTED, "Contacten", "alle", reason="3 rijen"), ME)
    assert len(bench.log()) == 1
    assert send(bench) == ["read 200", "read 200", "write 200"]  # the first time it looks twice
    _, seen, exported = bench.log()
    assert (seen["Wie"], seen["Rol"]) == ("casemanager", "casemanager")
    assert (seen["Handeling"], seen["Blad"], seen["Rij"]) == ("ingezien", "Cliënten", "ST-00004")
    assert (seen["Oud"], seen["Nieuw"], seen["Reden"]) == ("", "", "")
    assert seen["Tijdstip"] == pytest.approx(44593 + (14 * 60 + 32) / 1440)
    assert (exported["Handeling"], exported["Reden"]) == ("uitgevoerd", "3 rijen")
    assert bench.verdict().is_whole
    assert events.workbooks() == []
    events.accept("casework", view("ST-00018", "other"), ME)
    assert send(bench) == SAVE
    assert send(bench) == []
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 4)


def test_what_is_told_once_makes_one_line_also_after_a_restart(bench: Bench) -> None:
    bench.store.events.accept("casework", view(), ME)
    bench.store.events.accept("casework", view(), ME)
    send(bench)
    other = again(bench)
    other.events.accept("casework", view(), ME)
    send(bench, other)
    assert [line["Rij"] for line in bench.log()] == ["ST-00004"]
    other.events.accept("casework", view(once=HOUR.replace(" 14", " 15")), ME)
    send(bench, other)
    assert [line["Rij"] for line in bench.log()] == ["ST-00004"] * 2


def test_what_is_not_told_once_makes_a_line_each_time(bench: Bench) -> None:
    failed = Event(Act.SIGN_IN_FAILED, "Accounts", "anna")
    for _ in range(3):
        bench.store.events.accept("progress", failed, Actor("anna", "commissie"))
    send(bench, workbook="progress")
    assert [line["Wie"] for line in bench.log("progress")] == ["anna"] * 3
    assert len({line["Regel"] for line in bench.log("progress")}) == 3
    assert bench.log() == []


def test_of_an_account_old_and_new_are_in_the_line(bench: Bench) -> None:
    event = Event(Act.ACCOUNT_CHANGED, "Accounts", "anna", {"Rol": "Coördinator"}, {"Rol": ""})
    bench.store.events.accept("progress", event, ME)
    send(bench, workbook="progress")
    (line,) = bench.log("progress")
    assert json.loads(line["Oud"]) == {"Rol": "Coördinator"}
    assert json.loads(line["Nieuw"]) == {"Rol": ""}


@pytest.mark.parametrize("fault", ["reset_after", "timeout_after", "reset_before", "unavailable"])
def test_after_an_unclear_answer_every_line_stands_there_once(fault: str, bench: Bench) -> None:
    bench.store.events.accept("casework", view(), ME)
    send(bench)
    bench.store.events.accept("casework", view("ST-00018", "second"), ME)
    bench.faults.next(fault, on="write", times=1)
    try:
        send(bench)
    except StoreError:
        assert len(bench.store.events.waiting("casework")) == 1
    bench.faults.clear()
    save(bench)
    send(bench)
    lines = [line["Rij"] for line in bench.log() if line["Handeling"] == "ingezien"]
    assert lines == ["ST-00004", "ST-00018"]
    assert bench.verdict().is_whole


def test_while_the_sheets_are_away_lines_wait_and_no_save_waits_for_them(bench: Bench) -> None:
    seen = bench.store.read()
    bench.store.events.accept("casework", view(), ME)
    bench.faults.always("reset_before")
    with pytest.raises(StoreError):
        bench.store.send_events("casework", seen)
    bench.faults.clear()
    assert save(bench) == SAVE
    assert [line["Handeling"] for line in bench.log()] == ["toegevoegd"]
    assert bench.store.journal.entries() == []
    send(bench)
    assert [line["Handeling"] for line in bench.log()] == ["toegevoegd", "ingezien"]


def test_without_a_logboek_lines_wait_until_it_is_back(bench: Bench) -> None:
    seen = bench.store.read()
    log = bench.log_sheet()
    log.update_title("Weg")
    bench.store.events.accept("casework", view(), ME)
    with pytest.raises(SheetMissing):
        bench.store.send_events("casework", seen)
    log.update_title("Logboek")
    send(bench)
    assert [line["Rij"] for line in bench.log()] == ["ST-00004"]


def test_many_lines_are_sent_in_few_requests(bench: Bench) -> None:
    for number in range(1001):
        bench.store.events.accept("casework", view("ST-00004", str(number)), ME)
    assert send(bench).count("write 200") == 3
    assert len(bench.log()) == 1001
    assert bench.verdict().is_whole


def test_nothing_readable_is_on_the_disk(bench: Bench) -> None:
    bench.store.events.accept("casework", view(), ME)
    folder = bench.store._folder
    on_disk = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    for word in (b"ST-00004", b"casemanager", b"ingezien"):
        assert word not in on_disk
    assert {p.stat().st_mode & 0o077 for p in folder.glob("events.sqlite*")} == {0}


def test_a_line_whose_key_is_lost_stops_no_other(bench: Bench) -> None:
    keys = {"other": b"o" * 32}
    client = gspread.Client(auth=None, session=bench.session)
    lost = Store(
        client, bench.ids, bench.store._folder, lambda: NOW, cipher=lambda: Cipher(keys, "other")
    )
    lost.events.accept("casework", view(), ME)
    assert bench.store.events.workbooks() == []
    bench.store.events.accept("casework", view("ST-00018", "second"), ME)
    send(bench)
    assert [line["Rij"] for line in bench.log()] == ["ST-00018"]


def test_a_disk_that_takes_nothing_says_so(bench: Bench, tmp_path: Path) -> None:
    bench.store.events._path = tmp_path / "geen map" / "events.sqlite"
    with pytest.raises(JournalUnwritable):
        bench.store.events.accept("casework", view(), ME)


KILLED = """
import json, os, signal, sys
from pathlib import Path
import gspread
from lib import localsheets
from lib.store.store import Store
from tests.store.conftest import CIPHER, ME, NOW, SERVICE
from tests.store.test_events import view
ids = json.loads(sys.argv[2])
session = localsheets.session(Path(sys.argv[1]) / "sheets.sqlite", user=SERVICE)
store = Store(gspread.Client(auth=None, session=session), ids, Path(sys.argv[1]) / "store",
              lambda: NOW, cipher=lambda: CIPHER)
store.events.accept("casework", view(), ME)
if sys.argv[3] == "after":
    from lib.store import events
    sent = events.send_lines
    def send_and_die(*given):
        sent(*given)
        os.kill(os.getpid(), signal.SIGKILL)
    events.send_lines = send_and_die
    store.send_events("casework", store.read())
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_around_sending_the_line_stands_there_once(
    moment: str, bench: Bench, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path), json.dumps(bench.ids), moment]
    died = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=60)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    assert len(bench.log()) == (moment == "after")
    assert len(again(bench).events.waiting("casework")) == 1
    send(bench, again(bench))
    assert [line["Rij"] for line in bench.log()] == ["ST-00004"]
    assert bench.verdict().is_whole
    assert again(bench).events.workbooks() == []
