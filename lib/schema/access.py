"""The sheet that gives one worker access to one client for a time."""

from datetime import date, datetime, timedelta

from lib.schema import choices as c
from lib.schema.column import Key, Reference, Secret, column
from lib.schema.sheet import Row, Rule, Sheet, not_before, required_when

GLASS_DURATION = timedelta(hours=4)


def _is_glass(row: Row) -> bool:
    return row.get("kind") == c.GrantKind.BREAK_GLASS


def _ends_in_time(row: Row) -> bool:
    begins, ends = row.get("from_at"), row.get("until_at")
    if not _is_glass(row) or begins is None:
        return True
    return ends is not None and ends <= begins + GLASS_DURATION


class AccessGrants(Sheet, tab="Toegang", workbook="casework", prefix="TG"):
    """Toegang van één medewerker tot één cliënt: als vervanging, bij nood of bij overdracht."""

    grant_id: Key = column("Toegang")
    client_code: Reference = column("Cliënt", to="clients")
    worker: Reference = column("Medewerker", to="team", help="Wie toegang krijgt.")
    kind: c.GrantKind = column("Soort")
    # Why somebody had to see a client says something about her, so it is sealed.
    reason: Secret | None = column(
        "Reden", max_length=300, help="Kort en zonder namen; versleuteld. Verplicht bij noodinzage."
    )
    from_at: datetime = column("Van")
    until_at: datetime | None = column(
        "Tot", help="Een vervanging zonder einde telt niet; een noodinzage duurt hooguit 4 uur."
    )
    accepted_at: datetime | None = column("Aanvaard op", help="Alleen bij een overdracht.")
    given_by: Reference | None = column(
        "Gegeven door",
        to="team",
        help="De casemanager van de cliënt; een vervanging of overdracht van een ander telt niet.",
    )
    reviewed_on: date | None = column("Beoordeeld op")
    reviewed_by: Reference | None = column("Beoordeeld door", to="team")

    rules = (
        not_before("until_at", "from_at", "Het einde ligt voor het begin."),
        Rule("until_at", "Een noodinzage duurt hooguit 4 uur.", _ends_in_time),
        required_when("reason", "Vul in waarom het nodig is.", _is_glass),
        required_when(
            "until_at",
            "Vul in tot wanneer de vervanging duurt.",
            lambda row: row.get("kind") == c.GrantKind.STAND_IN,
        ),
    )
