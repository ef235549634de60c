"""What stands in every document of a publication, and in which order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from lib.charts import theme
from lib.charts.picture import Lines, Picture, picture_of
from lib.charts.published import alt_text, note, source_line
from lib.charts.published_titles import answer
from lib.disclosure.safe_table import Mark, SafeTable, safe_all
from lib.measures.published import MEASURES
from lib.publication.publication import CORRECTIONS, Publication
from lib.reports.grid import Block, Grid, grid_and_blocks, spoken_progress
from lib.reports.prose import Part, line, parts
from lib.schema.choices import Progress, PublicationState

AUTHOR = "STAP-dashboard"
"""Of every document: who made a publication stands in the Logboek, not in a file."""
CONTENTS, ASKED, APPENDIX = "Inhoud", "Gevraagd aan de commissie", "Bijlagen"
DEFINITIONS, MARKS_TITLE = "Definities", "Wat de tekens betekenen"
_EMPTY = "Hierover was op de peildatum niets vastgelegd."
_UNMEASURED = {CORRECTIONS: "Wat anders is dan in de vorige publicatie van deze peildatum"}
MARKS: tuple[tuple[str, str], ...] = (
    ("0", "Er is geteld, en het waren er nul."),
    (Mark.UNKNOWN, "Dit is niet vastgelegd, of niet te tellen."),
    (Mark.NOT_APPLICABLE, "Dit bestaat hier niet."),
    (
        Mark.HIDDEN,
        "Een klein aantal, of een aantal waaruit een klein aantal af te leiden is. Zo is niemand "
        "te herkennen. Het is iets anders dan nul.",
    ),
    (Mark.MORE, "Iets meer dan in de vorige publicatie; het verschil is te klein om te tonen."),
    (Mark.FEWER, "Iets minder dan in de vorige publicatie; het verschil is te klein om te tonen."),
    (
        ", ".join(spoken_progress(progress) for progress in Progress),
        "De voortgang. Bij Aandacht en Loopt vast staan oorzaak, gevolg en bijsturing erbij.",
    ),
)


@dataclass(frozen=True)
class Item:
    """One table with everything around it. `label` is "Figuur 3" or "Tabel 2", empty where rows
    are told; `grid` and `blocks` together hold every cell of the table."""

    name: str
    label: str
    title: str
    picture: Picture | None
    alt: str
    grid: Grid | None
    blocks: tuple[Block, ...]
    source: str
    note: str
    definition: str
    empty: str

    @property
    def caption(self) -> str:
        return f"{self.label}. {self.title}" if self.label else self.title


@dataclass(frozen=True)
class Topic:
    heading: str
    prose: tuple[Part, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Document:
    """`moment` is the only time in a document: that of the publication, never of the making."""

    title: str
    subtitle: str
    moment: datetime
    introduction: tuple[str, ...]
    topics: tuple[Topic, ...]
    asked: tuple[Part, ...]
    appendix: tuple[Item, ...]
    definitions: tuple[tuple[str, str], ...]

    @property
    def items(self) -> Iterator[Item]:
        for topic in self.topics:
            yield from topic.items
        yield from self.appendix


def document_of(
    publication: Publication, prose: Mapping[str, str], drafted: Mapping[str, str]
) -> Document:
    """`prose` by topic; where it has no words, `drafted` has. TypeError when a table did not pass
    the gate."""
    safe_all(list(publication.tables.values()))
    labels = _Labels()
    topics = tuple(
        Topic(
            topic,
            parts(prose.get(topic, "").strip() or drafted.get(topic, "")),
            tuple(_item(publication, name, labels) for name in names),
        )
        for topic, names in publication.topics.items()
    )
    told = {name for names in publication.topics.values() for name in names}
    appendix = [name for name in publication.tables if name not in told]
    return Document(
        title=line(publication.title),
        subtitle=_subtitle(publication),
        moment=_moment(publication.published_on or publication.as_of),
        introduction=_introduction(publication),
        topics=topics,
        asked=parts(publication.asked),
        appendix=tuple(_item(publication, name, labels) for name in appendix),
        definitions=tuple(_definitions([*told, *appendix])),
    )


class _Labels:
    """Figures and tables are numbered through the whole document."""

    def __init__(self) -> None:
        self._last = {"Figuur": 0, "Tabel": 0}

    def next(self, kind: str) -> str:
        self._last[kind] += 1
        return f"{kind} {self._last[kind]}"


def _item(publication: Publication, name: str, labels: _Labels) -> Item:
    table = publication.tables[name]
    measure = MEASURES.get(name)
    picture = picture_of(publication, name)
    if isinstance(picture, Lines) and not picture.lines:
        picture = None
    grid, blocks = grid_and_blocks(table)
    title = line(answer(publication, name) if measure else _UNMEASURED.get(name, name))
    label = labels.next("Figuur") if picture else labels.next("Tabel") if grid else ""
    return Item(
        name=name,
        label=label,
        title=title,
        picture=picture,
        alt=line(alt_text(table, title)),
        grid=grid,
        blocks=blocks,
        source=source_line(publication, name) if measure else _reporting_date(publication),
        note=" ".join(filter(None, (note(table), _gaps(picture, table)))),
        definition=measure.definition if measure else "",
        empty="" if table.rows else _EMPTY,
    )


def _gaps(picture: Picture | None, table: SafeTable) -> str:
    return (
        "Een gat in een lijn: niet getoond." if isinstance(picture, Lines) and table.hides else ""
    )


def _definitions(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """In the order of the measures, so that two documents are compared at a glance."""
    held = set(names)
    for name, measure in MEASURES.items():
        if name in held:
            yield measure.title, measure.definition


def _introduction(publication: Publication) -> tuple[str, ...]:
    return (
        "Met deze notitie informeren wij de Raad over de stand van zaken van de zorgaanpak "
        f"straatsekswerkers in Nijmegen op {theme.day(publication.as_of)}.",
        "Alle cijfers komen uit één publicatie met deze peildatum en zijn in de notitie, de "
        "presentatie, de webpagina en de pdf dezelfde. Kleine aantallen worden niet getoond; in de "
        "bijlagen staat wat de tekens in de tabellen betekenen.",
    )


def _subtitle(publication: Publication) -> str:
    said = _reporting_date(publication)
    if publication.state is PublicationState.WITHDRAWN:
        return f"{said} · ingetrokken"
    if publication.published_on is None:
        return f"{said} · concept"
    return f"{said} · gepubliceerd op {theme.day(publication.published_on)}"


def _reporting_date(publication: Publication) -> str:
    return f"Peildatum {theme.day(publication.as_of)}"


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
