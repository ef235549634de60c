"""A publication as it was frozen, and the rows of the sheets that hold it."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from lib.disclosure.policy import POLICIES
from lib.disclosure.safe_table import SafeTable
from lib.measures.published import BESIDE, MEASURES, TOPICS, topics
from lib.schema.choices import PublicationState
from lib.snapshot import Snapshot

Row = Mapping[Any, Any]
CORRECTIONS = "corrections"
"""The table of what a publication says otherwise than the one it replaces."""
_HEADERS = " | "
_FIGURE_COLUMNS = ("measure", "row_label", "column_label", "value")
_TOPIC = "## "
_LABEL = re.compile(": | · ")  # what is released or corrected: measure, then row and column


@dataclass(frozen=True)
class Publication:
    """Everything a reader gets. `tables` by name of the measure, in the order of the topics;
    `texts` by topic, what the project lead wrote. `definitions` says which definitions and
    rules it was made with."""

    key: str
    as_of: date
    title: str
    tables: Mapping[str, SafeTable]
    texts: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    state: PublicationState = PublicationState.DRAFT
    published_on: date | None = None
    definitions: str = ""

    @property
    def topics(self) -> Mapping[str, tuple[str, ...]]:
        """Topic → names of its measures that were published, without topics that have none."""
        held = {t: tuple(m.name for m in ms if m.name in self.tables) for t, ms in TOPICS.items()}
        return {topic: names for topic, names in held.items() if names}

    @property
    def beside(self) -> tuple[SafeTable, ...]:
        return tuple(self.tables[m.name] for m in BESIDE if m.name in self.tables)

    @property
    def fingerprint(self) -> str:
        """Of every number, word and text; the same publication has the same one for ever."""
        told = {
            "as_of": self.as_of.isoformat(),
            "title": self.title,
            "texts": dict(self.texts),
            "asked": self.asked,
            "definitions": self.definitions,
            "tables": [[t.measure, t.columns, t.rows] for t in self.tables.values()],
        }
        canonical = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(canonical.encode()).hexdigest()


def definitions_version(threshold: int) -> str:
    """Changes as soon as a definition, a policy or the threshold does."""
    told = [
        (name, measure.title, measure.unit, measure.definition, repr(POLICIES[name]))
        for name, measure in sorted(MEASURES.items())
    ]
    return hashlib.sha256(repr((threshold, told)).encode()).hexdigest()[:12]


def figure_rows(tables: Mapping[str, SafeTable]) -> list[dict[str, Any]]:
    """Rows of Publicatiecijfers without their key and publication, in order."""
    cells = [cell for table in tables.values() for cell in _cells(table)]
    return [{**cell, "position": place} for place, cell in enumerate(cells)]


def _cells(table: SafeTable) -> Iterator[dict[str, Any]]:
    named = {"measure": table.measure}
    yield named | {"row_label": None, "column_label": None, "value": _HEADERS.join(table.columns)}
    for row in table.rows:
        for column, text in zip(table.columns[1:], row[1:], strict=True):
            yield named | {"row_label": row[0], "column_label": column, "value": text or None}


def tables_of(figures: pd.DataFrame) -> dict[str, SafeTable] | None:
    """The tables that rows of one publication hold; None when a cell is missing or moved."""
    ordered = figures.sort_values("position", kind="stable")
    columns = (ordered[name].tolist() for name in _FIGURE_COLUMNS)
    # Plain values: a frame per table would take ten times as long.
    cells = [
        tuple(v if isinstance(v, str) else None for v in row) for row in zip(*columns, strict=True)
    ]
    tables: dict[str, SafeTable] = {}
    for name, found in groupby(cells, key=lambda cell: cell[0]):
        table = _table(str(name), [cell[1:] for cell in found])
        if table is None or name in tables:
            return None
        tables[table.measure] = table
    return tables


def _table(measure: str, cells: Sequence[tuple[str | None, ...]]) -> SafeTable | None:
    first, *others = cells
    columns = tuple(str(first[2]).split(_HEADERS))
    width = len(columns) - 1
    if first[:2] != (None, None) or not width or len(others) % width:
        return None
    rows = []
    for start in range(0, len(others), width):
        row = others[start : start + width]
        labels, headers = {label for label, _, _ in row}, tuple(header for _, header, _ in row)
        if len(labels) > 1 or headers != columns[1:]:
            return None
        rows.append((str(row[0][0] or ""), *(str(value or "") for _, _, value in row)))
    return SafeTable(measure, columns, tuple(rows))


def texts_cell(texts: Mapping[str, str]) -> str | None:
    """All texts in one cell, each under the line of its topic; None without any."""
    written = [f"{_TOPIC}{topic}\n{text.strip()}" for topic, text in texts.items() if text.strip()]
    return "\n\n".join(written) or None


def texts_of(cell: str | None) -> dict[str, str]:
    """The texts by topic; words above the first topic belong to none and are left out."""
    parts = f"\n{cell or ''}".split(f"\n{_TOPIC}")[1:]
    pairs = [part.partition("\n") for part in parts]
    return {topic.strip(): text.strip() for topic, _, text in pairs if topic.strip() in TOPICS}


def publication_row(publication: Publication) -> dict[str, Any]:
    """The row of Publicaties without who published it; a draft has no fingerprint."""
    is_frozen = publication.state is not PublicationState.DRAFT
    return {
        "as_of": publication.as_of,
        "title_text": publication.title,
        "state": publication.state,
        "explanation": texts_cell(publication.texts),
        "asked": publication.asked or None,
        "published_on": publication.published_on,
        "definitions_version": publication.definitions or None,
        "fingerprint": publication.fingerprint if is_frozen else None,
    }


def frozen(snapshot: Snapshot) -> list[Publication]:
    """Every publication that was ever public and still stands as it was frozen, the oldest
    first; also withdrawn ones, which readers have seen. What is about sheets that are switched
    off is left out of all of them."""
    return [p for p in _read(snapshot) if p.published_on is not None]


def published(snapshot: Snapshot) -> list[Publication]:
    """What may be read now, the newest first."""
    return [p for p in reversed(frozen(snapshot)) if p.state is PublicationState.PUBLISHED]


def altered(snapshot: Snapshot) -> list[str]:
    """Keys of publications whose rows are not any more as they were frozen."""
    held = {publication.key for publication in frozen(snapshot)}
    rows = snapshot.table("publications")
    was_public = rows["published_on"].notna()
    return [str(key) for key in rows.loc[was_public, "publication_id"] if key not in held]


def _read(snapshot: Snapshot) -> list[Publication]:
    rows = snapshot.table("publications").dropna(subset=["as_of", "title_text", "state"])
    rows = rows.sort_values(["as_of", "published_on"], kind="stable")
    figures = dict(tuple(snapshot.table("publication_figures").groupby("publication_id")))
    names = {m.name for ms in topics(snapshot.off).values() for m in ms}
    names |= {CORRECTIONS, *(m.name for m in BESIDE)}
    read = []
    for row in rows.astype("object").where(rows.notna(), None).to_dict("records"):
        cells = figures.get(row["publication_id"])
        whole = _publication(row, {} if cells is None else tables_of(cells))
        if whole is not None:
            read.append(_only(whole, names))
    return read


def _publication(row: Row, tables: Mapping[str, SafeTable] | None) -> Publication | None:
    if tables is None:
        return None
    on = row["published_on"]
    read = Publication(
        str(row["publication_id"]),
        row["as_of"].date(),
        str(row["title_text"]),
        tables,
        texts_of(row["explanation"]),
        str(row["asked"] or ""),
        PublicationState(row["state"]),
        None if on is None else on.date(),
        str(row["definitions_version"] or ""),
    )
    # A draft, also one that was thrown away, has nothing to hold it to.
    is_whole = read.published_on is None or read.fingerprint == row["fingerprint"]
    return read if is_whole else None


def _only(publication: Publication, names: Collection[str]) -> Publication:
    tables = {name: table for name, table in publication.tables.items() if name in names}
    if len(tables) == len(publication.tables):
        return publication
    gone = set(TOPICS) - {t for t, ms in TOPICS.items() if any(m.name in tables for m in ms)}
    texts = {topic: text for topic, text in publication.texts.items() if topic not in gone}
    titles = gone | {MEASURES[name].title for name in publication.tables if name not in names}
    for name in {CORRECTIONS, *(measure.name for measure in BESIDE)} & tables.keys():
        tables[name] = _without(tables[name], titles)
    return replace(publication, tables=tables, texts=texts)


def _without(table: SafeTable, titles: Collection[str]) -> SafeTable:
    """Without the rows whose label begins with one of these measures or topics."""
    return replace(
        table, rows=tuple(row for row in table.rows if _LABEL.split(row[0])[0] not in titles)
    )
