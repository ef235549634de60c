"""From a draft to what is published: the frozen publication, and what keeps it from that."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lib.change import Change
from lib.disclosure.policy import POLICIES
from lib.disclosure.safe_table import SafeTable
from lib.disclosure.texts import loose_numbers, refusals
from lib.measures.published import MEASURES
from lib.publication.difference import with_corrections
from lib.publication.draft import Draft
from lib.publication.publication import (
    Publication,
    definitions_version,
    figure_rows,
    publication_row,
    texts_of,
)
from lib.publication.sentences import drafted
from lib.schema.choices import PublicationState
from lib.schema.dates import spoken_day


def issued(
    row: Mapping[str, Any],
    made: Draft,
    seen: Sequence[Publication],
    threshold: int,
    published_on: date,
) -> Publication:
    """The publication that a draft row becomes. Topics without words of their own get the
    drafted ones, so that what is read is what was frozen. `seen` are all that were ever public."""
    publication = Publication(
        key=str(row["publication_id"]),
        as_of=made.as_of,
        title=str(row["title_text"]),
        tables=made.protected.tables,
        asked=str(row.get("asked") or ""),
        state=PublicationState.PUBLISHED,
        published_on=published_on,
        definitions=definitions_version(threshold),
    )
    own = texts_of(row.get("explanation"))
    words = drafted(publication) | own
    texts = {topic: words[topic] for topic in publication.topics if words.get(topic)}
    return with_corrections(replace(publication, texts=texts), seen)


def changes(
    publication: Publication,
    row: Mapping[str, Any],
    published_by: str | None,
    propose: Callable[[str, str, Mapping[str, Any] | None, Mapping[str, Any]], Change],
    new_key: Callable[[str], str],
) -> list[Change]:
    """The draft `row` that is published, and every figure: to be written together or not at
    all. `propose` and `new_key` are those of who publishes."""
    values = {**publication_row(publication), "published_by": published_by}
    of = {"publication_id": publication.key}
    return [
        propose("publications", publication.key, row, values),
        *(
            propose("publication_figures", new_key("publication_figures"), None, {**figure, **of})
            for figure in figure_rows(publication.tables)
        ),
    ]


def refused_day(as_of: date | None, today: date, seen: Sequence[Publication]) -> str:
    """Why nothing can be published about this day; empty when it can. `seen` are all
    publications that were ever public."""
    last = max((publication.as_of for publication in seen), default=None)
    if as_of is None:
        return "Kies een peildatum."
    if as_of > today:
        return "De peildatum ligt na vandaag. Kies een dag die geweest is."
    if last is not None and as_of < last:
        return f"Er is al gepubliceerd over {spoken_day(last)}. Kies die dag of een latere."
    if any(p.as_of == as_of and p.state is PublicationState.PUBLISHED for p in seen):
        return "Over deze dag is al gepubliceerd. Trek die publicatie eerst in."
    return ""


def objections(publication: Publication, names: Collection[str]) -> list[str]:
    """Why it cannot be published: what its words and facts tell about persons."""
    places = {"Titel": publication.title, "Gevraagd": publication.asked}
    places |= {f"Tekst bij {topic}": text for topic, text in publication.texts.items()}
    for table in publication.tables.values():
        places |= _facts(table)
    return refusals(places, names)


def _facts(table: SafeTable) -> dict[str, str]:
    if table.measure not in POLICIES:
        return {}
    title = MEASURES[table.measure].title
    counts = {*POLICIES[table.measure].counts, *POLICIES[table.measure].rests_on}
    return {
        f"{title}, {row[0]}, {column}": text
        for row in table.rows
        for column, text in zip(table.columns, row, strict=True)
        if column not in counts and text
    }


def doubts(publication: Publication) -> list[str]:
    """What somebody should look at: numbers in the words that stand in no table."""
    tables = [*publication.tables.values()]
    return [
        f"Tekst bij {topic}: {number} staat in geen tabel van deze publicatie. Klopt het, en mag "
        "het naar buiten?"
        for topic, text in publication.texts.items()
        for number in loose_numbers(text, tables)
    ]
