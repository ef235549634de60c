"""Names that may stand in nothing that is published."""

from collections.abc import Iterator

from lib.cipher import Cipher, Place
from lib.errors import SecretUnreadable
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot


def working_names(snapshot: Snapshot, cipher: Cipher) -> frozenset[str]:
    """The working names of all clients; one that cannot be opened cannot be looked for."""
    return frozenset(_opened(snapshot, cipher))


def _opened(snapshot: Snapshot, cipher: Cipher) -> Iterator[str]:
    clients, workbook = snapshot.table("clients"), SHEETS["clients"].workbook
    for code, cell in zip(clients["client_code"], clients["alias"], strict=True):
        if isinstance(code, str) and isinstance(cell, str) and cell:
            try:
                yield cipher.open(cell, Place(workbook, "clients", code, "alias"))
            except SecretUnreadable:
                continue
