"""Many writers at once, in threads and in processes: no row and no log line is lost."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

import gspread

from lib import localsheets
from lib.audit import Actor
from lib.change import new_key, propose
from lib.cipher import Cipher
from lib.store.retry import PatientHTTPClient
from lib.store.store import Store
from tests.store.conftest import ME, SERVICE, Bench
from tests.store.test_store import add_contact, change_client

CONTACT = {"client_code": "ST-00004", "held_on": "1-2-2022", "channel": "Sms", "kind": "Gepland",
           "outcome": "Gesproken", "worker": "CM-01", "note": "los"}  # fmt: skip


def append_in_a_process(folder: Path, ids: dict[str, str], who: str, rows: int) -> list[str]:
    """What another process of this installation does: its own connection, the same folder."""
    with localsheets.session(folder / "sheets.sqlite", user=SERVICE) as session:
        client = gspread.Client(auth=None, session=session, http_client=PatientHTTPClient)  # type: ignore[arg-type]
        cipher, keys = Cipher({"t": b"k" * 32}, "t"), []
        now = datetime(2022, 2, 1)
        store = Store(client, ids, folder / "store", clock=lambda: now, cipher=lambda: cipher)
        for _ in range(rows):
            seen = store.read()
            key = new_key("contacts", seen)
            change = propose("contacts", key, None, CONTACT, seen, cipher)
            store.write([change], Actor(who, "casemanager"), seen)
            keys.append(key)
        return keys


def test_eight_threads_through_one_store_lose_nothing(bench: Bench) -> None:
    seen = bench.store.read()

    def three_rows(_: int) -> list[str]:
        changes = [add_contact(seen) for _ in range(3)]
        for change in changes:
            bench.store.write([change], ME, seen)
        return [change.key for change in changes]

    with ThreadPoolExecutor(8) as pool:
        keys = [key for written in pool.map(three_rows, range(8)) for key in written]
    found = [row["Contact"] for row in bench.records("contacts")]
    assert sorted(found) == sorted(["CT-1", "CT-2", *keys])
    assert sorted(line["Rij"] for line in bench.log()) == sorted(keys)
    assert len({line["Regel"] for line in bench.log()}) == 24
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 24)


def test_two_processes_lose_nothing(bench: Bench, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(append_in_a_process, tmp_path, bench.ids, who, 3) for who in ("a", "b")]
        keys = [key for job in jobs for key in job.result(timeout=60)]
    assert sorted(row["Contact"] for row in bench.records("contacts")) == sorted(
        ["CT-1", "CT-2", *keys]
    )
    assert sorted((line["Wie"], line["Rij"]) for line in bench.log()) == sorted(
        zip("aaabbb", keys, strict=True)
    )
    assert (bench.verdict().is_whole, bench.verdict().lines) == (True, 6)


def test_changes_of_other_columns_of_one_row_at_once_all_stand(bench: Bench) -> None:
    seen = bench.store.read()
    values = [{"contact_state": "Geen contact"}, {"return_expected": "mei"}, {"aftercare": "ja"},
              {"in_top15": "Nee"}]  # fmt: skip
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda v: bench.store.write([change_client(seen, v)], ME, seen), values))
    row = bench.records("clients")[0]
    assert (row["Contact"], row["Verwacht terug"], row["Nazorg afgesproken"],
            row["Ook in Top 15 & 15"]) == ("Geen contact", "mei", "ja", "Nee")  # fmt: skip
    assert len(bench.log()) == 4
