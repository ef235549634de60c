"""How intensively clients are supported, from the periods in Begeleiding."""

from datetime import date

import pandas as pd

from lib.measures.clients import UNIT, clients_in_good_contact
from lib.measures.period import PROJECT_START, month_starts, until, with_month_labels
from lib.measures.result import Counted, Measure
from lib.measures.tally import first_to_top, looked_up, tally
from lib.schema.choices import Approach, ConsultTopic, Intensity
from lib.snapshot import Snapshot

NOT_RECORDED = "Niet vastgelegd"


def open_support(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """The period that runs on `as_of`, one row per client; the last begun where two overlap.
    `until_on` is the last day of a period."""
    return _running(snapshot.table("support"), as_of)


def _running(periods: pd.DataFrame, day: date) -> pd.DataFrame:
    has_ended = periods["until_on"].lt(pd.Timestamp(day))
    running = periods[until(periods["from_on"], day) & ~has_ended]
    return running.sort_values("from_on").drop_duplicates("client_code", keep="last")


def support_of_good_contact(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """The running period of every active client with good contact; missing where none runs."""
    clients = clients_in_good_contact(snapshot, as_of)[["client_code"]]
    periods = open_support(snapshot, as_of)[
        ["client_code", "intensity", "approach", "consult_topics"]
    ]
    return clients.merge(periods, on="client_code", how="left")


def _intensity(snapshot: Snapshot, as_of: date) -> Counted:
    intensity = support_of_good_contact(snapshot, as_of)["intensity"]
    unknown = int(intensity.isna().sum())
    choices = [*Intensity, NOT_RECORDED] if unknown else [*Intensity]
    return Counted(tally(intensity.fillna(NOT_RECORDED), choices, "Intensiteit", UNIT))


def _intensity_per_month(snapshot: Snapshot, as_of: date) -> Counted:
    """Counted on the last day of each month; the last one on `as_of`."""
    starts = month_starts(PROJECT_START, as_of)
    periods = _periods_while_in_view(snapshot)
    ends = [_last_day(month, as_of) for month in starts]
    counts = [_running(periods, day)["intensity"].value_counts() for day in ends]
    rows = [[int(count.get(choice, 0)) for choice in Intensity] for count in counts]
    table = pd.DataFrame(rows, index=pd.Index(starts, dtype="object"), columns=[*Intensity])
    left_out = int((periods["from_on"].isna() | periods["intensity"].isna()).sum())
    return Counted(with_month_labels(table, as_of), left_out, PROJECT_START)


def _last_day(month: date, as_of: date) -> date:
    return min((pd.Timestamp(month) + pd.offsets.MonthEnd(0)).date(), as_of)


def _periods_while_in_view(snapshot: Snapshot) -> pd.DataFrame:
    """All periods; one that was not ended ends the day before its client was closed."""
    clients = snapshot.table("clients").drop_duplicates("client_code").set_index("client_code")
    periods = snapshot.table("support")[["client_code", "intensity", "from_on", "until_on"]]
    closed_on = looked_up(periods["client_code"], clients["closed_on"])
    last_day = (closed_on - pd.Timedelta(days=1)).astype("datetime64[us]")
    return periods.assign(
        until_on=periods["until_on"]
        .fillna(last_day)
        .where(~periods["until_on"].gt(last_day), last_day)
    )


def _approach(snapshot: Snapshot, as_of: date) -> Counted:
    approach = support_of_good_contact(snapshot, as_of)["approach"]
    table = tally(approach, Approach, "Werkwijze", UNIT)
    return Counted(table, int(approach.isna().sum()))


def _consult_topics(snapshot: Snapshot, as_of: date) -> Counted:
    topics = support_of_good_contact(snapshot, as_of)["consult_topics"].explode().dropna()
    return Counted(first_to_top(tally(topics, ConsultTopic, "Onderwerp", UNIT), UNIT))


def approaches_of(snapshot: Snapshot, as_of: date, intensity: Intensity) -> frozenset[str]:
    """The ways of working recorded for one intensity."""
    periods = support_of_good_contact(snapshot, as_of)
    return frozenset(periods.loc[periods["intensity"].eq(intensity), "approach"].dropna())


INTENSITY = Measure(
    name="intensity",
    title="Intensiteit van de begeleiding",
    unit="cliënten",
    sheets=("support", "clients"),
    definition="Cliënten die actief zijn op of rond de zone en met wie goed contact is, naar de "
    "begeleidingsperiode die op de peildatum loopt.",
    count=_intensity,
)
INTENSITY_PER_MONTH = Measure(
    name="intensity_per_month",
    title="Begeleiding door de tijd",
    unit="cliënten",
    sheets=("support", "clients"),
    definition="Niet afgesloten cliënten met een lopende begeleidingsperiode op de laatste dag "
    "van elke maand.",
    count=_intensity_per_month,
)
APPROACH = Measure(
    name="approach",
    title="Werkwijze in de begeleiding",
    unit="cliënten",
    sheets=("support", "clients"),
    definition="Cliënten met wie goed contact is, naar de werkwijze van de lopende begeleiding.",
    count=_approach,
)
CONSULT_TOPICS = Measure(
    name="consult_topics",
    title="Onderwerpen van consultatie",
    unit="cliënten",
    sheets=("support", "clients"),
    definition="Cliënten met wie goed contact is, naar onderwerp van consultatie in de lopende "
    "begeleiding; een cliënt telt bij elk van haar onderwerpen.",
    count=_consult_topics,
)
