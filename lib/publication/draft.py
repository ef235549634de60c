"""A publication in the making: everything counted on one day, and what may be shown of it."""

from dataclasses import dataclass
from datetime import date

from lib.disclosure.gate import Knowledge, Protected, protected
from lib.disclosure.policy import Part
from lib.measures.committee import running_releases
from lib.measures.published import BESIDE, topics
from lib.publication.publication import frozen
from lib.snapshot import Snapshot

PART_SEPARATOR = " · "


@dataclass(frozen=True)
class Draft:
    """`protected` holds the exact counts as well: it is for the project lead alone."""

    as_of: date
    protected: Protected


def draft(
    snapshot: Snapshot, as_of: date, threshold: int, also_released: tuple[Part, ...] = ()
) -> Draft:
    """`also_released` are figures that somebody thinks of releasing."""
    measures = [m for ms in topics(snapshot.off).values() for m in ms] + list(BESIDE)
    results = [measure.compute(snapshot, as_of) for measure in measures]
    knowledge = Knowledge(
        (*released_parts(snapshot, as_of), *also_released),
        tuple((p.as_of, p.tables) for p in frozen(snapshot)),
    )
    return Draft(as_of, protected(results, knowledge, threshold))


def released_parts(snapshot: Snapshot, as_of: date) -> tuple[Part, ...]:
    """What Vrijgaven let out on this day; an empty row or column stands for all."""
    rows = running_releases(snapshot, as_of)
    parts = zip(rows["measure"], rows["part"].fillna(""), strict=True)
    return tuple(part_of(str(measure), str(text)) for measure, text in parts)


def part_of(measure: str, text: str) -> Part:
    """ "rij" or "rij · kolom", as it stands in Vrijgaven."""
    row, _, column = text.partition(PART_SEPARATOR)
    return Part(measure, row.strip(), column.strip())


def part_text(part: Part) -> str:
    return PART_SEPARATOR.join(filter(None, (part.row, part.column)))
