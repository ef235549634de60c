"""What a publication tells, counted from its tables and not from the code that sets them."""

import re

from lib.charts.published import alt_text
from lib.charts.published_titles import answer
from lib.disclosure.safe_table import SafeTable, number_of
from lib.measures.published import MEASURES
from lib.publication.publication import Publication

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LABEL = re.compile(r"\b(Figuur|Tabel) \d+\. ")
HEADINGS = [
    "STAP-team", "Doelgroep", "Opknappen loods", "Vergunningen", "Knelpunten zorglandschap",
    "Overweeghuis", "Verbinding andere partijen", "Top 15 & 15", "Loopduur project",
    "Gevraagd aan de commissie", "Bijlagen",
]  # fmt: skip
PICTURES = (
    "staffing", "appearance", "zone", "contact_state", "intensity", "channels_per_month", "wishes",
    "permits_granted_so_far", "permit_situation", "milestones",
)  # fmt: skip
# On this day every count of bottleneck_waits and waiting is an arrow or hidden: nothing to draw.
TOLD_IN_BLOCKS = ("bottleneck_register", "initiatives", "partner_links")


def tabled(publication: Publication) -> dict[str, SafeTable]:
    """Tables that stand in documents as tables, with every cell."""
    return {
        name: table
        for name, table in publication.tables.items()
        if name not in (*TOLD_IN_BLOCKS, "milestones")
    }


def lines_of(table: SafeTable) -> list[tuple[str, ...]]:
    """Header and rows, without columns in which nothing stands."""
    kept = [n for n in range(len(table.columns)) if any(row[n] for row in table.rows)]
    return [tuple(" ".join(row[n].split()) for n in kept) for row in (table.columns, *table.rows)]


def title(publication: Publication, name: str) -> str:
    return answer(publication, name) if name in MEASURES else ""


def alts(publication: Publication) -> set[str]:
    return {
        " ".join(alt_text(publication.tables[name], title(publication, name)).split())
        for name in PICTURES
    }


def numbers(publication: Publication) -> set[str]:
    """Every number that may stand anywhere in a document."""
    said = [publication.title, publication.asked, *publication.texts.values()]
    said += [cell for t in publication.tables.values() for row in t.rows for cell in row]
    said += [cell for t in publication.tables.values() for cell in t.columns]
    said += [title(publication, name) for name in publication.tables]
    said += [measure.definition + measure.title + measure.source for measure in MEASURES.values()]
    said += ["0", "15 & 15", "peildatum 1 februari 2022", "gepubliceerd op 3 februari 2022"]
    said += [f"{len(table.rows)}" for table in publication.tables.values()]
    return {number for text in said for number in NUMBER.findall(text)}


def strangers(text: str, publication: Publication) -> set[str]:
    """Numbers in a text that the publication does not tell; a count of figures is no number."""
    return set(NUMBER.findall(_LABEL.sub("", text))) - numbers(publication)


def shown(table: SafeTable) -> set[float]:
    return {n for row in table.rows for c in row if (n := number_of(c)) is not None}
