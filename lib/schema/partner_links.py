"""Links with other parties, and the meetings that keep them warm."""

from datetime import date

from lib.schema import choices as c
from lib.schema.column import Key, Organisation, Reference, column
from lib.schema.nameless import nameless
from lib.schema.sheet import Sheet, not_before


class PartnerLinks(Sheet, tab="Verbindingen", workbook="progress", prefix="VB"):
    """Een verbinding met een andere partij of aanpak."""

    link_id: Key = column("Verbinding")
    partner: Organisation = column("Partner")
    goal: str = column("Doel", max_length=500)
    form: c.LinkForm | None = column("Vorm")
    agreed_every_days: int | None = column(
        "Afgesproken frequentie", ge=1, le=730, help="Om de hoeveel dagen er contact is."
    )
    owner: Reference | None = column("Eigenaar", to="team")
    state: c.LinkState = column("Stand")
    agreements: str | None = column("Afspraken", max_length=1000)
    next_step: str | None = column("Volgende stap", max_length=300)
    next_step_on: date | None = column("Volgende stap op")

    rules = nameless("goal", "agreements", "next_step")


class PartnerMeetings(Sheet, tab="Overleggen", workbook="progress", prefix="OV"):
    """Een overleg binnen een verbinding; rollen, geen namen."""

    meeting_id: Key = column("Overleg")
    link_id: Reference = column("Verbinding", to="partner_links")
    held_on: date = column("Datum")
    form: c.MeetingForm | None = column("Vorm")
    attendees: str | None = column("Deelnemers", max_length=300, help="Rollen, geen namen.")
    discussed: str | None = column("Besproken", max_length=2000)
    agreements: str | None = column("Afspraken", max_length=1000)
    follow_up_on: date | None = column("Vervolg op")

    rules = (
        not_before("follow_up_on", "held_on", "Het vervolg ligt voor het overleg zelf."),
        *nameless("attendees", "discussed", "agreements"),
    )
