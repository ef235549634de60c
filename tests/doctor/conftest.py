from collections.abc import Iterator
from datetime import date
from pathlib import Path

import gspread
import pytest

from lib import localsheets
from lib.cipher import Place
from lib.store.build import build
from tests.conftest import COORDINATOR, share
from tests.store.conftest import CIPHER, SERVICE, bench
from tests.world import SMALL, cells

__all__ = ["bench"]

SEALED = CIPHER.seal("fictieve aantekening", Place("casework", "contacts", "CT-1", "note"))
MORE = {
    "CT-1": {
        "held_on": date(2022, 1, 30),
        "duration_min": 25,
        "follow_up_on": date(2022, 2, 10),
        "note": SEALED,
    },
    "CT-2": {"held_on": date(2022, 1, 31), "duration_min": 30, "follow_up_on": date(2022, 2, 11)},
}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """The small world with more in its contacts, so that there is more to damage."""
    folder = tmp_path_factory.mktemp("doctor")
    contacts = [{**row, **MORE[row["contact_id"]]} for row in SMALL["contacts"]]
    with localsheets.session(folder / "sheets.sqlite", user=COORDINATOR) as session:
        client = gspread.Client(auth=None, session=session)
        ids = build(client, cells({**SMALL, "contacts": contacts}))
        share(client, ids, SERVICE)
        yield folder, ids
