from collections.abc import Mapping

import pytest

from lib.cipher import Cipher
from lib.demo.world import World, rows, world
from lib.schema.cells import Cell
from lib.snapshot import Snapshot
from tests.demo.reading import snapshot_of

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
def memo_snapshot(memo_cells: Cells) -> Snapshot:
    return snapshot_of(memo_cells)
