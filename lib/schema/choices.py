"""The choice lists. The value of a member is the label as it stands in the sheet.

In the words of the council memo and the team. The order is the order on screen.
"""

from enum import StrEnum


class Zone(StrEnum):
    ACTIVE = "Actief op of rond de tippelzone"
    LEFT = "Niet meer actief op de zone"
    ELSEWHERE = "Elders actief"


class ContactState(StrEnum):
    GOOD = "Goed contact"
    VARYING = "Wisselend contact"
    PAUSED = "Tijdelijk geen contact"
    NONE = "Geen contact"


class Intensity(StrEnum):
    INTENSIVE = "Intensief"
    LIGHT_ADDITIONAL = "Licht (aanvullend)"
    LIGHT_CONSULT = "Licht (consultatief)"


class Approach(StrEnum):
    OUTREACH = "Bemoeizorg"
    PRESENCE = "Presentie"
    ADDITIONAL = "Aanvullend op bestaande zorg"
    CONSULT = "Consultatie"


class ConsultTopic(StrEnum):
    SEX_WORK = "Sekswerk"
    COVID = "Covid"
    EXIT = "Uitstapmogelijkheden"
    OTHER = "Overig"


class GrantKind(StrEnum):
    STAND_IN = "Vervanging"
    BREAK_GLASS = "Noodinzage"
    HANDOVER = "Overdracht"


class Channel(StrEnum):
    LIVING_ROOM = "Huiskamer/zone"
    STREET = "Straat"
    HOME_VISIT = "Huisbezoek"
    PARTNER = "Op locatie partner"
    OFFICE = "Kantoor"
    PHONE = "Telefoon"
    WHATSAPP = "WhatsApp"
    SMS = "Sms"
    EMAIL = "E-mail"
    VIDEO = "Beeldbellen"
    OTHER = "Anders"


class ContactKind(StrEnum):
    PLANNED = "Gepland"
    UNPLANNED = "Ongepland"
    ATTEMPT = "Contactpoging"


class Outcome(StrEnum):
    SPOKEN = "Gesproken"
    BRIEF = "Kort contact"
    NOT_REACHED = "Niet bereikt"
    NO_SHOW = "Niet verschenen"
    CANCELLED = "Afgezegd"


class Daypart(StrEnum):
    MORNING = "Ochtend"
    AFTERNOON = "Middag"
    EVENING = "Avond"
    NIGHT = "Nacht"


class LifeArea(StrEnum):
    """Own list; the ZRM texts are under copyright."""

    FINANCE = "Financiën"
    HOUSING = "Wonen"
    WORK = "Dagbesteding en werk"
    MENTAL_HEALTH = "Psychische gezondheid"
    PHYSICAL_HEALTH = "Lichamelijke gezondheid"
    SEXUAL_HEALTH = "Seksuele gezondheid"
    SUBSTANCE_USE = "Middelengebruik"
    NETWORK = "Sociaal netwerk"
    CHILDREN = "Kinderen en opvoeding"
    SAFETY = "Veiligheid"
    JUSTICE = "Justitie"
    SEX_WORK_FUTURE = "Sekswerk en toekomst"


class AppointmentKind(StrEnum):
    STI_TEST = "Soa-test"
    INTAKE = "Intake"
    GP = "Huisarts"
    MUNICIPALITY = "Gemeente"
    CLINICAL_ADMISSION = "Klinische opname"
    OUTPATIENT = "Ambulante hulp"
    SHELTER = "Opvang"
    OTHER = "Overig"


class AppointmentOutcome(StrEnum):
    APPEARED = "Verschenen"
    NO_SHOW = "Niet verschenen"
    CANCELLED = "Afgezegd"
    MOVED = "Verplaatst"


class ClosingReason(StrEnum):
    GOAL_REACHED = "Doel bereikt"
    HANDED_OVER = "Overgedragen"
    OUT_OF_SIGHT = "Uit beeld"
    MOVED = "Verhuisd"
    OWN_REQUEST = "Eigen verzoek"
    DECEASED = "Overleden"


class YesNoUnknown(StrEnum):
    YES = "Ja"
    NO = "Nee"
    UNKNOWN = "Onbekend"


class Situation(StrEnum):
    EXISTING = "Bestaande vergunning"
    WITHOUT = "Zonder vergunning"


class Ground(StrEnum):
    EXISTING_RIGHT = "Bestaand recht"
    NEW = "Nieuw"


class PermitStep(StrEnum):
    INFORMED = "Geïnformeerd"
    WANTS = "Wil aanvragen"
    DECLINES = "Wil niet"
    APPLIED = "Aangevraagd"
    PENDING = "In behandeling"
    GRANTED = "Verleend"
    REJECTED = "Afgewezen"
    WITHDRAWN = "Ingetrokken"


class BottleneckCategory(StrEnum):
    SHELTER = "Opvang"
    CARE = "Zorg"
    FINANCE = "Financiën"
    PERMIT = "Vergunning"
    OTHER = "Overig"


class BottleneckState(StrEnum):
    NOTICED = "Gesignaleerd"
    TAKEN_UP = "Opgepakt"
    IN_TALKS = "In overleg"
    SOLVED = "Opgelost"
    UNSOLVABLE = "Niet oplosbaar"


class Progress(StrEnum):
    """Shown with a symbol beside it, never as colour alone; see `PROGRESS_SYMBOLS`."""

    ON_TRACK = "Op koers"
    ATTENTION = "Aandacht"
    STUCK = "Loopt vast"
    NOT_STARTED = "Niet gestart"


PROGRESS_SYMBOLS = {
    Progress.ON_TRACK: "✓",
    Progress.ATTENTION: "!",
    Progress.STUCK: "✕",
    Progress.NOT_STARTED: "–",
}


class LinkForm(StrEnum):
    STRUCTURAL = "Structureel (commissie/projectgroep)"
    REGULAR = "Regelmatig"
    SOMETIMES = "Met enige regelmaat"
    EXPLORING = "Oriënterend"


class LinkState(StrEnum):
    EXPLORING = "Verkennend"
    BUILDING = "In opbouw"
    REALISED = "Gerealiseerd"
    RESTING = "Rust"


class MeetingForm(StrEnum):
    IN_PERSON = "Bijeenkomst"
    ONLINE = "Online"
    PHONE = "Telefonisch"
    WRITTEN = "Schriftelijk"


class TeamFunction(StrEnum):
    CASE_MANAGER = "Casemanager"
    EXPERT = "Ervaringsdeskundige"
    PROJECT_LEAD = "Projectleider"
    COORDINATOR = "Coördinator"
    ADMINISTRATOR = "Functioneel beheerder"


class TeamState(StrEnum):
    ACTIVE = "Actief"
    ABSENT = "Afwezig"
    LEFT = "Gestopt"


class SharingPurpose(StrEnum):
    ALIGNMENT = "Afstemming van zorg"
    REFERRAL = "Toeleiding"
    PERMIT = "Vergunningaanvraag"
    RESEARCH = "Onderzoek en evaluatie"


class DataKind(StrEnum):
    CONTACT_DETAILS = "Contactgegevens"
    CARE_NEED = "Zorgbehoefte"
    PROGRESS = "Voortgang"
    PERMIT = "Vergunning"


class GoalState(StrEnum):
    WANTED = "Gewenst"
    WORKING = "Mee bezig"
    REACHED = "Bereikt"
    LET_GO = "Losgelaten"


class ReportResult(StrEnum):
    PLACE_FOUND = "Plek gevonden"
    OTHER_SOLUTION = "Andere oplossing"
    REJECTED = "Afgewezen"
    CLIENT_DECLINES = "Cliënt ziet ervan af"
    OPEN = "Loopt nog"


class PreconditionState(StrEnum):
    ARRANGED = "Geregeld"
    PREPARING = "In voorbereiding"
    OPEN = "Open"


class Room(StrEnum):
    SHED = "Loods"
    LIVING_ROOM = "Huiskamer"


class WishState(StrEnum):
    WANTED = "Gewenst"
    AGREED = "Akkoord"
    WORKING = "In uitvoering"
    DONE = "Klaar"
    IMPOSSIBLE = "Kan niet"


class MilestoneKind(StrEnum):
    PHASE = "Fase"
    MILESTONE = "Mijlpaal"
    PERMITS = "Vergunningen"
    OTHER = "Overig"


class Certainty(StrEnum):
    FIXED = "Vast"
    EXPECTED = "Verwachting"
    HOPED = "Hoop"


class ExperienceTheme(StrEnum):
    LOW_THRESHOLD = "Laagdrempelig"
    FIXED_CASE_MANAGER = "Vaste casemanager"
    EXPERT = "Ervaringsdeskundige"
    COMING_ALONG = "Meegaan en verschijnen"
    PLACE = "Huiskamer en loods"
    OTHER = "Overig"


class InitiativeKind(StrEnum):
    CITIZENS = "Burgerinitiatief"
    MUNICIPAL = "Gemeentelijk"
    CARE = "Zorgaanbieder"
    OTHER = "Overig"


class InitiativeState(StrEnum):
    IDEA = "Idee"
    IN_TALKS = "In overleg"
    PREPARING = "In voorbereiding"
    STARTED = "Gestart"
    STOPPED = "Gestopt"


class DecisionScope(StrEnum):
    DURATION = "Looptijd"
    BUDGET = "Budget"
    OTHER = "Overig"


class ActionState(StrEnum):
    OPEN = "Open"
    WORKING = "Mee bezig"
    DONE = "Klaar"
    CANCELLED = "Vervallen"


class OrganisationKind(StrEnum):
    CARE = "Zorg"
    MUNICIPALITY = "Gemeente"
    ENFORCEMENT = "Politie en handhaving"
    INTEREST_GROUP = "Belangenvereniging"
    NETWORK = "Netwerk of aanpak"
    OTHER = "Overig"


class CommitteeApproach(StrEnum):
    STAP = "STAP"
    TOP15 = "Top 15 & 15"


class PublicationState(StrEnum):
    DRAFT = "Concept"
    PUBLISHED = "Gepubliceerd"
    WITHDRAWN = "Ingetrokken"
