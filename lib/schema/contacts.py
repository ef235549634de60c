"""The sheets about what happened with a client: contacts, appointments, reports."""

from datetime import date

from lib.schema import choices as c
from lib.schema.column import Key, Organisation, Reference, Secret, column
from lib.schema.sheet import Row, Rule, Sheet, not_before


def _attempt_has_missed(row: Row) -> bool:
    is_attempt = row.get("kind") == c.ContactKind.ATTEMPT
    return not (is_attempt and row.get("outcome") in (c.Outcome.SPOKEN, c.Outcome.BRIEF))


class Contacts(Sheet, tab="Contacten", workbook="casework", prefix="CT"):
    """Een contactmoment of contactpoging met een cliënt, hoe kort ook."""

    contact_id: Key = column("Contact")
    client_code: Reference = column("Cliënt", to="clients")
    held_on: date = column("Datum")
    daypart: c.Daypart | None = column("Dagdeel")
    channel: c.Channel = column("Wijze van contact")
    kind: c.ContactKind = column("Soort")
    outcome: c.Outcome = column("Uitkomst")
    worker: Reference = column("Medewerker", to="team")
    with_expert: bool | None = column("Met ervaringsdeskundige")
    duration_min: int | None = column("Duur", ge=0, le=600, help="In minuten, 0 tot 600.")
    life_areas: tuple[c.LifeArea, ...] | None = column("Leefgebieden")
    follow_up_on: date | None = column("Vervolg op")
    note: Secret | None = column("Aantekening", max_length=500, help="Versleuteld.")

    rules = (
        Rule(
            "outcome",
            "Een contactpoging is geen gesprek; kies een ander soort of een andere uitkomst.",
            _attempt_has_missed,
        ),
        not_before("follow_up_on", "held_on", "Het vervolg ligt voor het contact zelf."),
    )


class Appointments(Sheet, tab="Afspraken", workbook="casework", prefix="AF"):
    """Een afspraak van een cliënt bij een ander, en of er iemand van het team meeging."""

    appointment_id: Key = column("Afspraak")
    client_code: Reference = column("Cliënt", to="clients")
    kind: c.AppointmentKind = column("Soort")
    provider: Organisation | None = column("Bij")
    planned_on: date = column("Gepland op")
    accompanied_by: Reference | None = column("Meegegaan door", to="team")
    outcome: c.AppointmentOutcome | None = column("Uitkomst")
    referred_on: date | None = column("Aangemeld op")
    intake_on: date | None = column("Intake op")
    started_on: date | None = column("Gestart op")
    follow_up: str | None = column("Vervolg", max_length=200)

    rules = (
        not_before("intake_on", "referred_on", "De intake ligt voor de aanmelding."),
        not_before("started_on", "intake_on", "De start ligt voor de intake."),
    )


class BottleneckReports(Sheet, tab="Knelpuntmeldingen", workbook="casework", prefix="KM"):
    """Een keer dat het team in de praktijk tegen een knelpunt aanliep."""

    report_id: Key = column("Melding")
    bottleneck_id: Reference = column("Knelpunt", to="bottlenecks")
    client_code: Reference | None = column("Cliënt", to="clients")
    reported_on: date = column("Gemeld op")
    waiting_since: date | None = column("Wacht sinds")
    solved_on: date | None = column("Opgelost op")
    result: c.ReportResult | None = column("Afloop")
    reported_by: Reference | None = column("Door", to="team")

    rules = (not_before("solved_on", "waiting_since", "Opgelost op ligt voor 'wacht sinds'."),)
