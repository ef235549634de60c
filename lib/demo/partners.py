"""The four links of the memo (V1-V4), and meetings on invented days."""

from collections.abc import Sequence

from lib.demo.chance import Row, table
from lib.demo.days import day
from lib.demo.team import LEAD
from lib.schema.choices import LinkForm as Form
from lib.schema.choices import LinkState as State
from lib.schema.choices import MeetingForm

_COLUMNS = "partner goal form agreed_every_days owner state agreements next_step next_step_on"


def partner_links() -> list[Row]:
    return table(
        _COLUMNS,
        (
            "Top 15 & 15",
            "Eén begeleidingscommissie en afstemming in de begeleiding",
            Form.STRUCTURAL, 42, LEAD, State.REALISED,
            "Begeleidingscommissie gecombineerd; de projectleider van Top 15 & 15 zit in de "
            "projectgroep; afstemming met het STAP-team in de begeleiding.",
            "Gezamenlijke begeleidingscommissie (fictieve datum)", day("2022-02-22"),
        ),
        (
            "Veiliger Wijkteam/handhaving",
            "Afstemming van de aanpak zolang er nog geen gelijke situatie is",
            Form.SOMETIMES, 60, LEAD, State.BUILDING,
            "Met wijkagent en BOA gekeken of elders in de stad anderen uit de doelgroep actief "
            "zijn: dat bleek niet het geval.",
            "Afstemming over de vergunningen (fictieve datum)", day("2022-02-08"),
        ),
        (
            "Belangenverenigingen sekswerk",
            "Informatie uitwisselen over het openhouden van de zone",
            Form.REGULAR, 60, LEAD, State.EXPLORING,
            "Oriëntatie op een ervaringsdeskundige uit het landelijk netwerk met kennis van de "
            "rechtspositie.",
            "Kennismaking met het landelijk netwerk (fictief)", day("2022-03-03"),
        ),
        (
            "KIS-aanpak",
            "Ketenaanpak van sekswerk: preventie, signaleren, zorg en uitstappen",
            Form.REGULAR, 42, LEAD, State.BUILDING,
            "De coördinatie ligt sinds kort bij GGD Seksuele Gezondheid.",
            "Kennismaking met de nieuwe coördinatie (fictief)", day("2022-01-20"),
        ),
    )  # fmt: skip


# Link 1-4, day, form, attendees, discussed, follow-up.
_MEETINGS: Sequence[tuple[int, str, MeetingForm, str, str, str | None]] = (
    (1, "2021-09-07", MeetingForm.IN_PERSON, "Projectleiders",
     "Samen één begeleidingscommissie", None),
    (1, "2021-10-12", MeetingForm.IN_PERSON, "Begeleidingscommissie", "Voortgang beide", None),
    (1, "2021-11-23", MeetingForm.ONLINE, "Projectgroep", "Deelname aan de projectgroep", None),
    (1, "2022-01-11", MeetingForm.ONLINE, "Begeleidingscommissie", "Voortgang beide",
     "2022-02-22"),
    (2, "2021-09-16", MeetingForm.IN_PERSON, "Projectleider, wijkagent, BOA",
     "Zijn elders in de stad anderen uit de doelgroep actief?", None),
    (2, "2021-10-28", MeetingForm.IN_PERSON, "Casemanager, wijkagent, BOA",
     "Dat bleek niet het geval; allen zijn bij het STAP-team in beeld", None),
    (2, "2021-12-16", MeetingForm.PHONE, "Projectleider, handhaving",
     "Aanpak tijdens de sluiting", "2022-02-08"),
    (3, "2021-10-06", MeetingForm.ONLINE, "Projectleider, belangenverenigingen",
     "Doelstelling van het openhouden van de zone", None),
    (3, "2021-12-09", MeetingForm.ONLINE, "Projectleider, belangenverenigingen",
     "Rechtspositie en een ervaringsdeskundige uit het landelijk netwerk", "2022-03-03"),
    (4, "2021-09-30", MeetingForm.IN_PERSON, "Projectleider, coördinator KIS",
     "Waar de aanpakken elkaar raken", None),
    (4, "2021-12-14", MeetingForm.ONLINE, "Projectleider, GGD Seksuele Gezondheid",
     "Overgang van de coördinatie", "2022-01-20"),
)  # fmt: skip


def partner_meetings(links: Sequence[Row]) -> list[Row]:
    """Oldest first; days and wording are invented."""
    rows = [
        {
            "link_id": links[link - 1]["link_id"],
            "held_on": day(held_on),
            "form": form,
            "attendees": attendees,
            "discussed": f"{discussed} (fictief verslag)",
            "follow_up_on": day(follow_up_on) if follow_up_on else None,
        }
        for link, held_on, form, attendees, discussed, follow_up_on in _MEETINGS
    ]
    return sorted(rows, key=lambda row: row["held_on"])
