"""The answer of a published table as its title. A number that is not shown is not in it."""

from collections.abc import Callable, Mapping

from lib.charts import theme
from lib.charts.texts import capital, counted
from lib.disclosure.safe_table import Mark, SafeTable, number_of, number_text, safe
from lib.measures.appointments import WITH
from lib.measures.permits import GRANTED_SO_FAR_ROW, OUT_OF_VIEW
from lib.measures.published import MEASURES
from lib.publication.publication import Publication
from lib.schema import choices as c
from lib.schema.dates import from_text


def answer(publication: Publication, name: str) -> str:
    """One sentence without a full stop; of an empty table the title of its measure."""
    table = safe(publication.tables[name])
    title = _TITLES.get(name)
    said = title(table, publication) if title and table.rows else ""
    return said or MEASURES[name].title


def _staffing(table: SafeTable, publication: Publication) -> str:
    days = [(from_text(label), label) for label in table.labels]
    begun = [label for day, label in days if day and day <= publication.as_of]
    coming = [(day, label) for day, label in days if day and day > publication.as_of]
    if not begun:
        return ""
    said = _members(table, begun[-1])
    return said + "".join(
        f"; vanaf {theme.day(day)} {_count(table, label, 'Casemanagers', 'casemanager')}"
        for day, label in coming
    )


def _members(table: SafeTable, label: str) -> str:
    managers = _count(table, label, "Casemanagers", "casemanager")
    experts = _count(table, label, "Ervaringsdeskundigen", "ervaringsdeskundige", "n")
    return capital(f"{managers} en {experts}")


def _count(table: SafeTable, label: str, column: str, one: str, plural: str = "s") -> str:
    return counted(int(table.number(label, column) or 0), one, one + plural)


def _preconditions(table: SafeTable, _: Publication) -> str:
    arranged = table.column("Stand").count(c.PreconditionState.ARRANGED)
    return f"{arranged} van de {len(table.rows)} randvoorwaarden geregeld"


def _experiences(table: SafeTable, _: Publication) -> str:
    return capital(f"{counted(len(table.rows), 'ervaring', 'ervaringen')} van straatsekswerkers")


def _appearance(table: SafeTable, _: Publication) -> str:
    came, missed = table.number(WITH, "Verschenen"), table.number(WITH, "Niet verschenen")
    if came is None:
        return ""
    if missed is None:
        return f"{number_text(came)} keer verschenen op een afspraak waar iemand meeging"
    said = f"{number_text(came)} van de {number_text(came + missed)} keer"
    return f"Met iemand van het team erbij {said} verschenen"


def _zone(table: SafeTable, _: Publication) -> str:
    active = table.text(c.Zone.ACTIVE, "Cliënten")
    left = table.text(c.Zone.LEFT, "Cliënten")
    said = _women(active, "actief op of rond de tippelzone")
    more = number_of(left)
    return said + (f", {number_text(more)} in beeld en niet meer actief" if said and more else "")


def _contact(table: SafeTable, publication: Publication) -> str:
    good = table.number(c.ContactState.GOOD, "Cliënten")
    return _share(good, _shown(publication, "zone", c.Zone.ACTIVE), "in goed contact")


def _intensity(table: SafeTable, publication: Publication) -> str:
    intensive = table.number(c.Intensity.INTENSIVE, "Cliënten")
    whole = _shown(publication, "contact_state", c.ContactState.GOOD)
    return _share(intensive, whole, "intensief begeleid")


def _women(text: str, what: str) -> str:
    number = number_of(text)
    if number is None:
        return ""
    return f"{number_text(number)} {'vrouw' if number == 1 else 'vrouwen'} {what}"


def _share(part: float | None, whole: float | None, what: str) -> str:
    """ "6 van de 18 …" where both are shown, "6 …" where only the part is."""
    if part is None:
        return ""
    if whole is None:
        return _women(number_text(part), what)
    return f"{number_text(part)} van de {number_text(whole)} vrouwen {what}"


def _shown(publication: Publication, name: str, row: str) -> float | None:
    table = publication.tables.get(name)
    return table.number(row, "Cliënten") if table else None


def _channels(table: SafeTable, _: Publication) -> str:
    sums = {
        name: sum(filter(None, map(number_of, table.column(name))))
        for name in table.columns[1:]
        if name != "Overig" and Mark.HIDDEN not in table.column(name)
    }
    if not sums:
        return "Contact per maand, naar de manier waarop"
    name = max(sums, key=lambda name: sums[name])
    spoken = name if name == "WhatsApp" else name.lower()
    return f"{number_text(sums[name])} contacten via {spoken} sinds {table.labels[0]}"


def _wishes(table: SafeTable, _: Publication) -> str:
    numbers = [[number_of(text) or 0 for text in row[1:]] for row in table.rows]
    done = sum(number_of(text) or 0 for text in table.column("Klaar"))
    running = sum(number_of(text) or 0 for text in table.column("In uitvoering"))
    whole = sum(map(sum, numbers))
    return f"{done:g} van de {whole:g} wensen klaar, {running:g} in uitvoering"


def _expected(table: SafeTable, _: Publication) -> str:
    row = table.labels[0]
    low, high = table.text(row, "Laagst"), table.text(row, "Hoogst")
    band = low if low == high else f"{low} tot {high}"
    return f"{band} vergunningen verwacht ({table.text(row, 'Peildatum')})"


def _granted(table: SafeTable, publication: Publication) -> str:
    number = table.number(GRANTED_SO_FAR_ROW, "Vergunningen")
    if number is None:
        return f"Verleende vergunningen: {table.text(GRANTED_SO_FAR_ROW, 'Vergunningen')}"
    said = capital(f"{counted(int(number), 'vergunning', 'vergunningen')} verleend")
    planned = publication.tables.get("milestones")
    days = [
        from_text(row[planned.columns.index("Streefdatum")])  # type: ignore[union-attr]
        for row in (planned.rows if planned else ())
        if c.MilestoneKind.PERMITS in row
    ]
    return f"{said}, streefdatum {theme.day(days[0])}" if days and days[0] else said


def _situation(table: SafeTable, _: Publication) -> str:
    away = table.number(c.Situation.EXISTING, OUT_OF_VIEW)
    return "" if away is None else f"{number_text(away)} vergunninghouders niet in beeld"


def _register(table: SafeTable, _: Publication) -> str:
    progress = table.column("Voortgang")
    asking = sum(p in (c.Progress.ATTENTION, c.Progress.STUCK) for p in progress)
    spoken = capital(counted(len(table.rows), "knelpunt", "knelpunten"))
    if not asking:
        return f"{spoken}, alle op koers"
    return f"{spoken}, {asking} {'vraagt' if asking == 1 else 'vragen'} bijsturing"


def _longest(label: str, column: str, unit: str) -> Callable[[SafeTable, Publication], str]:
    def said(table: SafeTable, _: Publication) -> str:
        shown = {
            row: number
            for row, text in zip(table.labels, table.column(column), strict=True)
            if (number := number_of(text)) is not None
        }
        if not shown:
            return ""
        row = max(shown, key=lambda row: shown[row])
        return f"{label}: {number_text(shown[row])} {unit} ({row.lower()})"

    return said


def _initiatives(table: SafeTable, _: Publication) -> str:
    after = from_text(table.column("Verwacht na")[0])
    if len(table.rows) > 1 or after is None:
        return capital(f"{counted(len(table.rows), 'initiatief', 'initiatieven')} van anderen")
    return f"{table.labels[0]}: niet voor {theme.day(after)}"


def _links(table: SafeTable, _: Publication) -> str:
    done = table.column("Stand").count(c.LinkState.REALISED)
    spoken = capital(counted(len(table.rows), "verbinding", "verbindingen"))
    return f"{spoken} met andere partijen, {done or 'geen'} gerealiseerd"


def _top15(table: SafeTable, _: Publication) -> str:
    return f"{table.labels[0]}: {table.text(table.labels[0], 'Waarde')}"


def _milestones(table: SafeTable, _: Publication) -> str:
    reached = sum(map(bool, table.column("Behaald op")))
    dates = zip(table.column("Oorspronkelijk"), table.column("Streefdatum"), strict=True)
    moved = sum(bool(old) and old != new for old, new in dates)
    return f"{reached} van de {len(table.rows)} mijlpalen behaald, {moved or 'geen'} verschoven"


def _decisions(table: SafeTable, _: Publication) -> str:
    last = from_text(table.labels[-1])
    return f"Laatste besluit: {theme.day(last)}" if last else ""


def _releases(table: SafeTable, _: Publication) -> str:
    return capital(f"{counted(len(table.rows), 'cijfer', 'cijfers')} met een reden vrijgegeven")


_TITLES: Mapping[str, Callable[[SafeTable, Publication], str]] = {
    "staffing": _staffing,
    "preconditions": _preconditions,
    "experiences": _experiences,
    "appearance": _appearance,
    "zone": _zone,
    "contact_state": _contact,
    "intensity": _intensity,
    "channels_per_month": _channels,
    "wishes": _wishes,
    "permits_expected": _expected,
    "permits_granted_so_far": _granted,
    "permit_situation": _situation,
    "bottleneck_register": _register,
    "bottleneck_waits": _longest("Langst open", "Langst open (dagen)", "dagen"),
    "waiting": _longest("Langst wachtend", "Langst wachtend (weken)", "weken"),
    "initiatives": _initiatives,
    "partner_links": _links,
    "top15": _top15,
    "milestones": _milestones,
    "decisions": _decisions,
    "releases": _releases,
}
