from collections.abc import Iterator, Mapping
from datetime import datetime

import gspread
import pytest

from lib import localsheets
from lib.cipher import Cipher
from lib.demo.world import World, rows, world
from lib.schema.cells import Cell
from lib.snapshot import Snapshot
from lib.store.build import build
from lib.store.store import Store

READ_AT = datetime(2022, 2, 1, 9)
Cells = Mapping[str, list[list[Cell]]]


@pytest.fixture(scope="session")
def cipher() -> Cipher:
    return Cipher({"demo": bytes(32)}, "demo")


@pytest.fixture(scope="session")
def memo_world() -> World:
    return world()


@pytest.fixture(scope="session")
def memo_cells(memo_world: World, cipher: Cipher) -> Cells:
    return rows(memo_world, cipher)


@pytest.fixture(scope="session")
def memo_snapshot(
    memo_cells: Cells, cipher: Cipher, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Snapshot]:
    """The demo world written into sheets and read back through gspread, as the app reads it."""
    with localsheets.session() as session:
        client = gspread.Client(auth=None, session=session)
        ids = build(client, memo_cells)
        folder = tmp_path_factory.mktemp("store")
        store = Store(client, ids, folder, lambda: READ_AT, cipher=lambda: cipher)
        yield store.read()
