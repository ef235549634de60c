"""Bottlenecks in the care landscape: the register, without clients."""

from datetime import date

from lib.schema import choices as c
from lib.schema.column import Key, Organisations, Reference, column
from lib.schema.explained import EXPLAINED
from lib.schema.nameless import nameless
from lib.schema.sheet import Sheet, not_before


class Bottlenecks(Sheet, tab="Knelpunten", workbook="progress", prefix="KP"):
    """Een knelpunt in het zorglandschap dat de projectleiding oppakt."""

    bottleneck_id: Key = column("Knelpunt")
    title_text: str = column("Titel", max_length=120)
    category: c.BottleneckCategory = column("Categorie")
    description: str | None = column("Omschrijving", max_length=1000)
    since_on: date = column("Sinds")
    was_foreseen: bool | None = column("Was voorzien")
    severity: int | None = column("Ernst", ge=1, le=3, help="1 licht, 2 matig, 3 zwaar.")
    owner: Reference | None = column("Eigenaar", to="team")
    together_with: Organisations | None = column("Samenwerking met")
    state: c.BottleneckState = column("Stand")
    progress: c.Progress = column("Voortgang")
    cause: str | None = column("Oorzaak", max_length=500)
    effect: str | None = column("Gevolg", max_length=500)
    adjustment: str | None = column("Bijsturing", max_length=500)
    next_step: str | None = column("Volgende stap", max_length=300)
    next_step_on: date | None = column("Volgende stap op")
    solved_on: date | None = column("Opgelost op")

    rules = (
        *EXPLAINED,
        *nameless("title_text", "description", "cause", "effect", "adjustment", "next_step"),
        not_before("solved_on", "since_on", "Opgelost op ligt voor 'sinds'."),
    )
