"""Frozen publications: rows and back, byte for byte; altered ones are not shown."""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.cipher import Cipher
from lib.demo.publications import FILE
from lib.demo.world import rows, world
from lib.disclosure.safe_table import SafeTable
from lib.publication.difference import change, corrections, with_corrections
from lib.publication.draft import part_of, part_text
from lib.publication.publication import (
    CORRECTIONS,
    Publication,
    altered,
    figure_rows,
    frozen,
    published,
    tables_of,
    texts_cell,
    texts_of,
)
from lib.schema.choices import PublicationState
from lib.snapshot import Snapshot
from tests.demo.publications import DAYS, as_json, made
from tests.demo.reading import snapshot_of

STAMP = {"changed_on": datetime(2022, 2, 1), "changed_by": "demo"}


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return snapshot_of(rows(world(), Cipher({"demo": bytes(32)}, "demo")))


def test_the_publications_of_the_demo_are_made_again_to_the_byte() -> None:
    assert as_json(made()) == FILE.read_text(encoding="utf-8")


def test_what_was_frozen_is_read_back_from_the_sheets(snapshot: Snapshot) -> None:
    read = frozen(snapshot)
    assert [publication.as_of for publication in read] == list(DAYS)
    for publication, again in zip(read, made(), strict=True):
        assert publication.tables == again.tables
        assert publication.texts == again.texts
        assert publication.fingerprint == again.fingerprint
    assert altered(snapshot) == []


def test_rows_in_another_order_are_the_same_publication(snapshot: Snapshot) -> None:
    figures = snapshot.table("publication_figures")
    first = figures[figures["publication_id"].eq(frozen(snapshot)[0].key)]
    assert tables_of(first.sample(frac=1, random_state=1)) == frozen(snapshot)[0].tables


@pytest.mark.parametrize("how", ["another number", "a row less", "another text"])
def test_a_publication_that_was_altered_in_the_sheet_is_not_shown(
    snapshot: Snapshot, how: str
) -> None:
    key = published(snapshot)[0].key
    tables = dict(snapshot.tables)
    if how == "another text":
        table = snapshot.table("publications").copy()
        table.loc[table["publication_id"].eq(key), "title_text"] = "Anders"
        tables["publications"] = table
    else:
        table = snapshot.table("publication_figures").copy()
        number = table.index[table["publication_id"].eq(key) & table["value"].eq("19")][0]
        table.loc[number, "value"] = "20"
        tables["publication_figures"] = table if how == "another number" else table.drop(number)
    after = snapshot.only(tables)
    assert altered(after) == [key]
    assert key not in [publication.key for publication in frozen(after)]
    assert len(published(after)) == len(DAYS) - 1


def test_permits_that_are_switched_off_are_in_no_publication(snapshot: Snapshot) -> None:
    off = Snapshot(snapshot.tables, (), snapshot.read_at, off=frozenset({"permits"}))
    for publication in frozen(off):
        assert "Vergunningen" not in publication.topics
        assert not [name for name in publication.tables if "permit" in name]
        assert "Vergunningen" not in publication.texts


def test_a_draft_and_a_draft_that_was_thrown_away_are_no_publication(snapshot: Snapshot) -> None:
    drafts = [
        ("publications", {"publication_id": f"PB-{state}", "as_of": date(2022, 2, 28),
                          "title_text": "Concept", "state": state, **STAMP})
        for state in (PublicationState.DRAFT, PublicationState.WITHDRAWN)
    ]  # fmt: skip
    after = snapshot.with_rows(drafts)
    assert len(frozen(after)) == len(DAYS)
    assert altered(after) == []


_text = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
_cell = st.one_of(st.just(""), _text)


@given(
    columns=st.lists(_text.filter(lambda t: "|" not in t), min_size=2, max_size=4, unique=True),
    rows=st.lists(st.lists(_cell, min_size=4, max_size=4), max_size=5),
)
def test_every_table_is_the_same_after_its_rows(columns: list[str], rows: list[list[str]]) -> None:

    width = len(columns)
    table = SafeTable(
        "zone", tuple(columns), tuple((f"r{n}", *r[1:width]) for n, r in enumerate(rows))
    )
    frame = pd.DataFrame(figure_rows({"zone": table}))
    assert tables_of(frame) == {"zone": table}


def test_texts_of_topics_in_one_cell_come_back() -> None:
    texts = {"STAP-team": "Eerste alinea.\n\nTweede.", "Overweeghuis": "Niets nieuws."}
    assert texts_of(texts_cell(texts)) == texts
    assert texts_cell({"STAP-team": "  "}) is None
    assert texts_of(None) == {}


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [("19", "19", "="), ("25", "19", "+6"), ("12", "19", "\u22127"), ("20", "19", "▲"),
     ("18", "19", "▼"), ("▲", "19", "▲"), ("niet getoond (klein aantal)", "19", ""),
     ("19", "niet getoond (klein aantal)", "")],
)  # fmt: skip
def test_a_change_is_a_number_an_arrow_or_nothing(now: str, before: str, said: str) -> None:
    assert change(now, before, 5) == said


def zone(key: str, number: str, text: str = "") -> Publication:
    table = SafeTable("zone", ("Zone", "Cliënten"), (("Actief op of rond de tippelzone", number),))
    texts = {"Doelgroep": text} if text else {}
    return Publication(key, date(2022, 1, 31), "Titel", {"zone": table}, texts)


def test_a_corrected_issue_lists_what_is_different() -> None:
    first, second = zone("PB-1", "19", "Oud."), zone("PB-2", "24", "Nieuw.")
    assert [(c.row, c.was, c.now) for c in corrections(second, first)] == [
        ("Actief op of rond de tippelzone", "19", "24"),
        ("", "Oud.", "Nieuw."),
    ]
    assert with_corrections(second, [first]).tables[CORRECTIONS].rows == (
        ("Straatsekswerkers in beeld · Actief op of rond de tippelzone · Cliënten", "19", "24"),
        ("Doelgroep · Tekst", "Oud.", "Nieuw."),
    )
    assert with_corrections(first, []) == first


def test_the_part_of_a_release_is_a_row_with_or_without_a_column() -> None:
    for text in ("Goed contact", "Bestaande vergunning · Niet in beeld", ""):
        assert part_text(part_of("zone", text)) == text
