"""The project itself: planning, preconditions, place, experiences, team and partners."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import pandas as pd

from lib.schema import choices as c
from lib.schema.column import Key, Reference, column
from lib.schema.explained import EXPLAINED
from lib.schema.nameless import nameless
from lib.schema.sheet import AcrossRule, Sheet, not_before


class Milestones(Sheet, tab="Mijlpalen", workbook="progress", prefix="MP"):
    """Een moment waar het project naartoe werkt, met de oorspronkelijke en de huidige datum."""

    milestone_id: Key = column("Mijlpaal")
    title_text: str = column("Titel", max_length=120)
    kind: c.MilestoneKind = column("Soort")
    starts_on: date | None = column("Begin")
    target_on: date = column("Streefdatum")
    original_target_on: date | None = column(
        "Oorspronkelijke streefdatum", help="Vult zichzelf als de streefdatum verschuift."
    )
    certainty: c.Certainty | None = column("Zekerheid")
    reached_on: date | None = column("Behaald op")
    progress: c.Progress = column("Voortgang")
    cause: str | None = column("Oorzaak", max_length=500)
    effect: str | None = column("Gevolg", max_length=500)
    adjustment: str | None = column("Bijsturing", max_length=500)
    owner: Reference | None = column("Eigenaar", to="team")

    rules = (
        *EXPLAINED,
        *nameless("title_text", "cause", "effect", "adjustment"),
        not_before("target_on", "starts_on", "De streefdatum ligt voor het begin."),
    )
    keeps_first: ClassVar[Mapping[str, str]] = {"original_target_on": "target_on"}


class Preconditions(Sheet, tab="Randvoorwaarden", workbook="progress", prefix="RV"):
    """Iets dat geregeld moest zijn voordat het team kon werken."""

    precondition_id: Key = column("Randvoorwaarde")
    description: str = column("Omschrijving", max_length=300)
    state: c.PreconditionState = column("Stand")
    arranged_by: str | None = column("Geregeld door", max_length=100)
    arranged_on: date | None = column("Geregeld op")
    evidence: str | None = column("Bewijs", max_length=300)

    rules = nameless("description", "arranged_by", "evidence")


class Wishes(Sheet, tab="Wensen", workbook="progress", prefix="WS"):
    """Wat de vrouwen opgeknapt willen zien aan de loods en de huiskamer."""

    wish_id: Key = column("Wens", help="Door de app gemaakt.")
    room: c.Room = column("Ruimte")
    wish: str = column("Omschrijving", max_length=300)
    priority: int | None = column("Prioriteit", ge=1, le=3)
    state: c.WishState = column("Stand")
    done_on: date | None = column("Klaar op")
    told_back_on: date | None = column("Teruggekoppeld op")

    rules = nameless("wish")


class Experiences(Sheet, tab="Ervaringen", workbook="progress", prefix="EV"):
    """Wat straatsekswerkers over de hulp vertellen; nooit verbonden met een cliënt."""

    experience_id: Key = column("Ervaring")
    period: str = column("Periode", max_length=20, help="Bijvoorbeeld 2021-H2.")
    theme: c.ExperienceTheme = column("Thema")
    summary: str = column("Samenvatting", max_length=1000)
    may_be_shared: bool = column("Mag gedeeld")

    rules = nameless("summary")


class Initiatives(Sheet, tab="Initiatieven", workbook="progress", prefix="IN"):
    """Een initiatief van anderen waar het project van kan profiteren."""

    initiative_id: Key = column("Initiatief")
    initiative_name: str = column("Naam", max_length=120)
    kind: c.InitiativeKind | None = column("Soort")
    region: str | None = column("Regio", max_length=80)
    state: c.InitiativeState = column("Stand")
    expected_after_on: date | None = column("Verwacht na")
    explanation: str | None = column("Toelichting", max_length=1000)

    rules = nameless("initiative_name", "explanation")


class Decisions(Sheet, tab="Besluiten", workbook="progress", prefix="BS"):
    """Een besluit over het project."""

    decision_id: Key = column("Besluitnummer")
    decided_on: date = column("Datum")
    decision: str = column("Besluit", max_length=500)
    motivation: str | None = column("Motivering", max_length=1000)
    touches: c.DecisionScope | None = column("Raakt")

    rules = nameless("decision", "motivation")


class Actions(Sheet, tab="Acties", workbook="progress", prefix="AC"):
    """Iets dat iemand voor een datum doet."""

    action_id: Key = column("Actie")
    what: str = column("Wat", max_length=300)
    who: Reference | None = column("Wie", to="team")
    due_on: date = column("Voor")
    belongs_to: str | None = column("Hoort bij", max_length=60, help="Blad en sleutel.")
    state: c.ActionState = column("Stand")
    done_on: date | None = column("Klaar op")

    rules = nameless("what")


class Closures(Sheet, tab="Sluitingen", workbook="progress", prefix="SL"):
    """Een periode waarin de zone en de huiskamer dicht waren; data mogen leeg zijn."""

    closure_id: Key = column("Sluiting")
    from_on: date | None = column("Van")
    until_on: date | None = column("Tot")
    reason: str | None = column("Reden", max_length=200)

    rules = (
        not_before("until_on", "from_on", "Tot ligt voor van."),
        *nameless("reason"),
    )


class Team(Sheet, tab="Team", workbook="progress", prefix="MW"):
    """Een medewerker, met een korte code; de naam staat bij het account, niet hier."""

    worker: Key = column("Medewerker", help="Korte code, bijvoorbeeld CM-01.")
    function: c.TeamFunction = column("Functie")
    organisation: str = column("Organisatie", max_length=80)
    started_on: date = column("Begonnen op")
    stopped_on: date | None = column("Gestopt op")
    state: c.TeamState | None = column("Status")

    rules = (not_before("stopped_on", "started_on", "Gestopt op ligt voor begonnen op."),)


def spellings(name: object, aliases: object) -> tuple[str, ...]:
    """Every way to write an organisation, case-folded; nothing without a name."""
    if not isinstance(name, str):
        return ()
    written = [name, *(aliases.split(";") if isinstance(aliases, str) else ())]
    folded = (" ".join(spelling.split()).casefold() for spelling in written)
    return tuple(dict.fromkeys(spelling for spelling in folded if spelling))


def _shares_a_spelling(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Marks organisations with a spelling that another one has, too."""
    pairs = zip(rows["organisation_name"], rows["aliases"], strict=True)
    written = [spellings(name, aliases) for name, aliases in pairs]
    times = Counter(spelling for one in written for spelling in one)
    return pd.Series([any(times[s] > 1 for s in one) for one in written], index=rows.index)


class Organisations(Sheet, tab="Organisaties", workbook="progress", prefix="OR"):
    """Een organisatie, met de schrijfwijzen die als dezelfde tellen."""

    organisation_id: Key = column("Organisatie")
    organisation_name: str = column("Naam", max_length=80)
    aliases: str | None = column(
        "Schrijfwijzen", max_length=300, help="Andere schrijfwijzen, gescheiden door ;"
    )
    kind: c.OrganisationKind | None = column("Soort")

    across = (
        AcrossRule(
            "aliases",
            None,
            "Deze naam of schrijfwijze hoort al bij een andere organisatie.",
            _shares_a_spelling,
        ),
    )
