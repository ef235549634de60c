"""The first words of each topic, from what its tables show; the project lead goes on from there.

Every sentence takes its numbers from a SafeTable, so a draft tells nothing the tables do not.
"""

from collections.abc import Callable, Iterator, Mapping

from lib.disclosure.safe_table import SafeTable, number_of, number_text, safe_all
from lib.measures.appointments import WITH, WITHOUT
from lib.measures.permits import GRANTED_SO_FAR_ROW, OUT_OF_VIEW
from lib.measures.published import TOP15_TOPIC
from lib.measures.result import listed
from lib.publication.publication import Publication
from lib.schema import choices as c
from lib.schema.dates import from_text, spoken_day

_COUNT = "Cliënten"
_WORDS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")


def drafted(publication: Publication) -> dict[str, str]:
    """Topic → its first words, paragraphs with an empty line between; topics without any words
    are not in it. TypeError when a table did not pass the gate."""
    safe_all([*publication.tables.values()])
    texts = {topic: "\n\n".join(_DRAFTS[topic](publication)) for topic in publication.topics}
    return {topic: text for topic, text in texts.items() if text}


def _team(publication: Publication) -> Iterator[str]:
    steps = publication.tables.get("staffing")
    if steps and steps.rows:
        yield " ".join(_staffing(steps, publication))
    arranged = publication.tables.get("preconditions")
    if arranged and arranged.rows:
        done = arranged.column("Stand").count(c.PreconditionState.ARRANGED)
        of = len(arranged.rows)
        said = "alle" if done == of else f"er {_word(done)} van de"
        yield f"Van de randvoorwaarden voor de start zijn {said} {_word(of)} geregeld."
    told = publication.tables.get("experiences")
    if told and told.rows:
        themes = listed([theme.lower() for theme in dict.fromkeys(told.labels)])
        yield f"De straatsekswerkers vertellen over het STAP-team ({themes}); zie de ervaringen."
    company = publication.tables.get("appearance")
    if company:
        yield from _appearance(company)


def _staffing(steps: SafeTable, publication: Publication) -> Iterator[str]:
    first, *later = steps.labels
    managers = steps.number(first, "Casemanagers") or 0
    yield (
        f"Op {_day(first)} is het STAP-team gestart met de uitvoering van de zorgaanpak "
        f"straatsekswerkers, met {_people(managers, 'casemanager', 'casemanagers')}."
    )
    before = first
    for label in later:
        is_coming = (from_text(label) or publication.as_of) > publication.as_of
        for column, one, several in (
            ("Casemanagers", "casemanager", "casemanagers"),
            ("Ervaringsdeskundigen", "ervaringsdeskundige", "ervaringsdeskundigen"),
        ):
            number, was = steps.number(label, column) or 0, steps.number(before, column) or 0
            if number != was:
                verb = "zijn" if number != 1 else "is"
                when = f"Per {_day(label)} {verb}" if is_coming else f"Sinds {_day(label)} {verb}"
                yield f"{when} er {_people(number, one, several)}."
        before = label


def _appearance(company: SafeTable) -> Iterator[str]:
    parts = []
    for row, spoken in ((WITH, "met iemand van het team erbij"), (WITHOUT, "zonder")):
        came, missed = (company.number(row, name) for name in ("Verschenen", "Niet verschenen"))
        if came is not None and missed is not None:
            parts.append(f"{spoken} {number_text(came)} van de {number_text(came + missed)} keer")
        elif came is not None:
            parts.append(f"{spoken} {number_text(came)} keer")
    if parts:
        yield f"Op afspraken zijn vrouwen verschenen: {', '.join(parts)}."


def _group(publication: Publication) -> Iterator[str]:
    active = _shown(publication, "zone", c.Zone.ACTIVE)
    good = _shown(publication, "contact_state", c.ContactState.GOOD)
    said = []
    if active is not None:
        said.append(
            f"Er zijn {number_text(active)} vrouwelijke straatsekswerkers actief op of rond de "
            "tippelzone."
        )
    if good is not None:
        said.append(f"Met {number_text(good)} van hen is momenteel goed contact.")
    levels = {level: _shown(publication, "intensity", level) for level in c.Intensity}
    shown = [f"{number_text(n)} {_LEVELS[level]}" for level, n in levels.items() if n is not None]
    if shown:
        of = f"Van de {number_text(good)} vrouwen" if good is not None else "Van hen"
        said.append(f"{of} worden er {listed(shown)} begeleid.")
    if said:
        yield " ".join(said)
    left = _shown(publication, "zone", c.Zone.LEFT)
    if left is not None:
        yield (
            f"Daarnaast zijn {number_text(left)} vrouwen in beeld die niet meer op de tippelzone "
            "actief zijn."
        )
    yield from _closure(publication)


_LEVELS = {
    c.Intensity.INTENSIVE: "intensief",
    c.Intensity.LIGHT_ADDITIONAL: "licht/aanvullend",
    c.Intensity.LIGHT_CONSULT: "licht/consultatief",
}


def _closure(publication: Publication) -> Iterator[str]:
    closures, months = (publication.tables.get(n) for n in ("closures", "channels_per_month"))
    if not closures or not closures.rows or not months or not months.rows:
        return
    since = closures.labels[-1]
    last = months.labels[-1]
    by = [
        f"{number_text(number)} contacten via {name}"
        for name, column in (("telefoon", "Telefoon"), ("WhatsApp", "WhatsApp"))
        if (number := months.number(last, column)) is not None
    ]
    said = f"De zone is gesloten sinds {_day(since)}."
    if by:
        said += f" In {last} waren er {listed(by)}."
    yield said


def _place(publication: Publication) -> Iterator[str]:
    wishes = publication.tables.get("wishes")
    if wishes and wishes.rows:
        whole = sum(number_of(text) or 0 for row in wishes.rows for text in row[1:])
        done, running = (
            sum(number_of(text) or 0 for text in wishes.column(name))
            for name in (c.WishState.DONE, c.WishState.WORKING)
        )
        yield (
            "De wensen van de vrouwen voor de loods en de huiskamer zijn geïnventariseerd. Van de "
            f"{whole:g} wensen zijn er {done:g} klaar en {running:g} in uitvoering."
        )


def _permits(publication: Publication) -> Iterator[str]:
    expected = publication.tables.get("permits_expected")
    if expected and expected.rows:
        row = expected.labels[0]
        low, high, when, source = (
            expected.text(row, name) for name in ("Laagst", "Hoogst", "Peildatum", "Bron")
        )
        band = low if low == high else f"{low} tot {high}"
        where = source if when in source else f"{source}, {when}"
        yield (
            f"Naar verwachting worden {band} vergunningen uitgegeven ({where}). Dat is "
            "een andere bron en een ander moment dan het aantal actieve vrouwen."
        )
    away = publication.tables.get("permit_situation")
    number = away.number(c.Situation.EXISTING, OUT_OF_VIEW) if away else None
    if number is not None:
        yield (
            f"Daarnaast zijn {number_text(number)} straatsekswerkers mét vergunning nu niet in "
            "beeld."
        )
    granted = publication.tables.get("permits_granted_so_far")
    count = granted.number(GRANTED_SO_FAR_ROW, "Vergunningen") if granted else None
    said = ""
    if count is not None:
        said = f"Op de peildatum {'is' if count == 1 else 'zijn'} er {number_text(count)} verleend."
    for planned in _milestones(publication):
        if planned["Soort"] == c.MilestoneKind.PERMITS and not planned["Behaald op"]:
            sure = " en hopen" if planned["Zekerheid"] != c.Certainty.FIXED else ""
            by = _day(planned["Streefdatum"])
            said += (
                f" Wij verwachten{sure} dat per {by} het verstrekken van de vergunningen is "
                "afgerond."
            )
    if said:
        yield said.strip()


def _bottlenecks(publication: Publication) -> Iterator[str]:
    register = publication.tables.get("bottleneck_register")
    if not register or not register.rows:
        return
    yield (
        f"In het zorglandschap zijn nu {_word(len(register.rows))} knelpunten zichtbaar: "
        f"{listed([_lower(label) for label in register.labels])}."
    )
    asking = [row["Knelpunt"] for row in _records(register) if row["Bijsturing"]]
    if asking:
        yield (
            f"Bij {_word(len(asking))} daarvan is bijsturing nodig; oorzaak, gevolg en bijsturing "
            "staan in het register."
        )
    parties = [row["Samenwerking met"] for row in _records(register) if row["Samenwerking met"]]
    names = list(dict.fromkeys(name for text in parties for name in text.split(", ")))
    if names:
        yield f"De knelpunten worden opgepakt samen met {listed(names)}."


def _haven(publication: Publication) -> Iterator[str]:
    table = publication.tables.get("initiatives")
    for row in _records(table) if table else ():
        where = f" ({row['Regio']})" if row["Regio"] else ""
        said = f"{row['Initiatief']}{where}: {row['Stand'].lower()}."
        if row["Toelichting"]:
            said += f" {_stop(row['Toelichting'])}"
        if row["Verwacht na"]:
            said += f" Een start wordt niet verwacht voor {_day(row['Verwacht na'])}."
        yield said


def _links(publication: Publication) -> Iterator[str]:
    table = publication.tables.get("partner_links")
    if not table or not table.rows:
        return
    yield f"Er zijn {_word(len(table.rows))} belangrijke verbindingen."
    for row in _records(table):
        said = f"{row['Partner']} ({row['Stand'].lower()})."
        if row["Afspraken"]:
            said += f" {_stop(row['Afspraken'])}"
        if row["Laatste overleg"]:
            said += f" Laatste overleg: {_day(row['Laatste overleg'])}."
        yield said


def _top15(publication: Publication) -> Iterator[str]:
    table = publication.tables.get("top15")
    if table and table.rows:
        figures = [f"{_lower(row[0])}: {row[1]}" for row in table.rows]
        sources = listed(list(dict.fromkeys(table.column("Bron"))))
        yield (
            f"De aanpak Top 15 & 15 levert zelf deze cijfers: {'; '.join(figures)} ({sources}). "
            "Zij zijn niet vergeleken met wie bij STAP in beeld is."
        )


def _duration(publication: Publication) -> Iterator[str]:
    for row in _milestones(publication):
        if row["Soort"] == c.MilestoneKind.PHASE:
            moved = row["Oorspronkelijk"] and row["Oorspronkelijk"] != row["Streefdatum"]
            end = _day(row["Streefdatum"])
            yield (
                f"De looptijd van het project wijzigt van {_day(row['Oorspronkelijk'])} naar {end}."
                if moved
                else f"Het project loopt tot {end}."
            )
    decisions = publication.tables.get("decisions")
    if decisions and decisions.rows:
        last = _records(decisions)[-1]
        if last["Motivering"]:
            yield _stop(last["Motivering"])


def _milestones(publication: Publication) -> list[dict[str, str]]:
    table = publication.tables.get("milestones")
    return _records(table) if table else []


def _records(table: SafeTable) -> list[dict[str, str]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _shown(publication: Publication, name: str, row: str) -> float | None:
    table = publication.tables.get(name)
    return table.number(row, _COUNT) if table else None


def _people(number: float, one: str, several: str) -> str:
    return f"{_word(int(number))} {one if number == 1 else several}"


def _word(number: int) -> str:
    """Small numbers as words, as a memo writes them."""
    return _WORDS[number] if number < len(_WORDS) else str(number)


def _day(text: str) -> str:
    day = from_text(text)
    return spoken_day(day) if day else text


def _lower(text: str) -> str:
    """Within a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


_DRAFTS: Mapping[str, Callable[[Publication], Iterator[str]]] = {
    "STAP-team": _team,
    "Doelgroep": _group,
    "Opknappen loods": _place,
    "Vergunningen": _permits,
    "Knelpunten zorglandschap": _bottlenecks,
    "Overweeghuis": _haven,
    "Verbinding andere partijen": _links,
    TOP15_TOPIC: _top15,
    "Loopduur project": _duration,
}
