"""One publication of the demo world, and each of its documents built once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from lib.cipher import Cipher
from lib.demo.world import rows, world
from lib.disclosure.safe_table import SafeTable
from lib.publication.draft import draft
from lib.publication.publication import Publication
from lib.reports.report import build
from lib.schema.choices import PublicationState
from tests.demo.reading import snapshot_of

AS_OF = date(2022, 2, 1)
HOSTILE = (
    '#import "@preview/x:1.0.0"',
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "*bold* _em_ `code` $x$ @label \\ // niets",
    "&amp; ]]> --> \x00\x07 ${a} {{b}}",
    "😀 漢字 \u202egekeerd",
    "lang " * 400,
    "a" * 900,
)
TEXTS = {
    "Doelgroep": "Er zijn 19 vrouwen actief.\n\n- de hulp is laagdrempelig\n- *niets* is vet",
    "Verbinding andere partijen": "Vier verbindingen:\n1. Top 15 & 15\n2. handhaving",
}
Built = Callable[[str], bytes]


@pytest.fixture(scope="session")
def publication() -> Publication:
    snapshot = snapshot_of(rows(world(), Cipher({"demo": bytes(32)}, "demo")))
    tables = dict(draft(snapshot, AS_OF, 5).protected.tables)
    zone = tables["zone"]
    # A mark that the first publication cannot have.
    tables["contact_state"] = changed(tables["contact_state"], 1, 1, "▲")
    tables["corrections"] = SafeTable("corrections", ("Wat", "Was", "Nu"), (("Zone", "18", "19"),))
    assert zone.hides
    return Publication(
        "pub-1", AS_OF, "Voortgang zorgaanpak straatsekswerkers", tables, TEXTS,
        "Instemmen met de nieuwe looptijd.", PublicationState.PUBLISHED, date(2022, 2, 3),
    )  # fmt: skip


def changed(table: SafeTable, row: int, column: int, text: str) -> SafeTable:
    cells = [list(one) for one in table.rows]
    cells[row][column] = text
    return replace(table, rows=tuple(tuple(one) for one in cells))


@pytest.fixture(scope="session")
def built(publication: Publication) -> Built:
    return cache(lambda form: build(publication, form))


@pytest.fixture(scope="session")
def hostile(publication: Publication) -> Publication:
    """Whatever people may type, in labels, cells, titles and running text."""
    tables = dict(publication.tables)
    for name in ("zone", "bottleneck_register", "milestones", "top15", "experiences", "wishes"):
        table = tables[name]
        for place in range(len(table.rows)):
            for column in range(len(table.columns)):
                if column == 0 or name in ("bottleneck_register", "experiences"):
                    nasty = HOSTILE[(place + column) % len(HOSTILE)]
                    table = changed(table, place, column, nasty)
        tables[name] = table
    words = "\n\n".join([*HOSTILE, *(f"- {nasty}" for nasty in HOSTILE)])
    return replace(
        publication, title=" ".join(HOSTILE[:4]), tables=tables, asked=words,
        texts=dict.fromkeys(publication.topics, words),
    )  # fmt: skip
