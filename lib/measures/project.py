"""The project itself: team, preconditions, experiences, place, planning."""

from datetime import date

import pandas as pd

from lib.measures.period import until
from lib.measures.result import Counted, Measure
from lib.measures.tally import cross_tally
from lib.schema.choices import PreconditionState, Room, TeamFunction, WishState
from lib.snapshot import Snapshot, organisation_names


def team_on(snapshot: Snapshot, day: date) -> pd.DataFrame:
    """Rows of who works in the team on a day; `stopped_on` is the first day without them."""
    team = snapshot.table("team")
    return team[until(team["started_on"], day) & ~until(team["stopped_on"], day)]


def case_manager_count(snapshot: Snapshot, day: date) -> int:
    return int(team_on(snapshot, day)["function"].eq(TeamFunction.CASE_MANAGER).sum())


def _team(snapshot: Snapshot, as_of: date) -> Counted:
    """`Nu` on `as_of`, the first of them since `Sinds`; `Straks` counts everybody whose start
    is known, `Eerstvolgende start` is when the next one comes."""
    team = snapshot.table("team")
    names = organisation_names(snapshot.table("organisations"))
    one_name = team["organisation"].map(lambda n: names.get(n.casefold(), n), na_action="ignore")
    rows = team.assign(organisation=one_name, starts=team["started_on"].gt(pd.Timestamp(as_of)))
    keys = ["function", "organisation"]
    now = rows[rows.index.isin(team_on(snapshot, as_of).index)].groupby(keys)
    coming = rows[rows["starts"]].groupby(keys)
    table = pd.DataFrame({"Nu": now.size(), "later": coming.size()}).fillna(0).astype("int64")
    table["Straks"] = table["Nu"] + table.pop("later")
    table["Sinds"] = now["started_on"].min()
    table["Eerstvolgende start"] = coming["started_on"].min()
    table = table.rename_axis(["Functie", "Organisatie"]).reset_index()
    rank = {str(function): n for n, function in enumerate(TeamFunction)}
    table = table.sort_values("Functie", key=lambda column: column.map(rank), kind="stable")
    return Counted(table, int(team["started_on"].isna().sum()))


def _staffing(snapshot: Snapshot, _: date) -> Counted:
    """A row per day on which the team changes, also announced ones, with how many work from
    that day on."""
    team = snapshot.table("team")
    days = pd.concat([team["started_on"], team["stopped_on"]]).dropna().drop_duplicates()
    functions = {"Casemanagers": TeamFunction.CASE_MANAGER,
                 "Ervaringsdeskundigen": TeamFunction.EXPERT}  # fmt: skip
    rows = [
        {"Vanaf": day}
        | {
            name: int(team_on(snapshot, day.date())["function"].eq(function).sum())
            for name, function in functions.items()
        }
        for day in sorted(days)
    ]
    table = pd.DataFrame(rows, columns=["Vanaf", *functions])
    is_new = table[list(functions)].ne(table[list(functions)].shift()).any(axis=1)
    return Counted(table[is_new], int(team["started_on"].isna().sum()))


def arranged_preconditions(snapshot: Snapshot, as_of: date) -> tuple[int, int]:
    """How many are arranged, of how many."""
    rows = snapshot.table("preconditions")
    return int(_is_arranged(rows, as_of).sum()), len(rows)


def _is_arranged(rows: pd.DataFrame, as_of: date) -> "pd.Series[bool]":
    is_later = rows["arranged_on"].gt(pd.Timestamp(as_of))
    return rows["state"].eq(PreconditionState.ARRANGED) & ~is_later


def _preconditions(snapshot: Snapshot, as_of: date) -> Counted:
    rows = snapshot.table("preconditions")
    is_late = rows["state"].eq(PreconditionState.ARRANGED) & ~_is_arranged(rows, as_of)
    table = pd.DataFrame(
        {
            "Randvoorwaarde": rows["description"],
            "Stand": rows["state"].mask(is_late, str(PreconditionState.PREPARING)),
            "Geregeld door": rows["arranged_by"],
            "Geregeld op": rows["arranged_on"],
        }
    )
    return Counted(table)


def _experiences(snapshot: Snapshot, _: date) -> Counted:
    """Only what the women said may be shared."""
    rows = snapshot.table("experiences")
    rows = rows[rows["may_be_shared"].eq(True)]
    table = rows[["theme", "period", "summary"]]
    return Counted(table.set_axis(["Thema", "Periode", "Ervaring"], axis="columns"))


def _wishes(snapshot: Snapshot, _: date) -> Counted:
    rows = snapshot.table("wishes")
    states = [str(state) for state in WishState]
    table = cross_tally(rows["room"], rows["state"], Room, states, "Ruimte")
    return Counted(table, int((rows["room"].isna() | rows["state"].isna()).sum()))


def _initiatives(snapshot: Snapshot, _: date) -> Counted:
    rows = snapshot.table("initiatives")
    table = rows[["initiative_name", "kind", "region", "state", "expected_after_on", "explanation"]]
    labels = ["Initiatief", "Soort", "Regio", "Stand", "Verwacht na", "Toelichting"]
    return Counted(table.set_axis(labels, axis="columns"))


TEAM_MEMBERS = Measure(
    name="team",
    title="Samenstelling van het STAP-team",
    unit="medewerkers",
    sheets=("team",),
    definition="Medewerkers die op de peildatum begonnen en niet gestopt zijn, en wie daarna "
    "begint.",
    count=_team,
)
STAFFING = Measure(
    name="staffing",
    title="Bezetting van het STAP-team",
    unit="medewerkers",
    sheets=("team",),
    definition="Casemanagers en ervaringsdeskundigen per dag waarop dat verandert, ook wat al "
    "bekend is over later.",
    count=_staffing,
)
PRECONDITIONS = Measure(
    name="preconditions",
    title="Randvoorwaarden",
    unit="randvoorwaarden",
    sheets=("preconditions",),
    definition="Wat geregeld moest zijn voordat het team kon werken.",
    count=_preconditions,
)
EXPERIENCES = Measure(
    name="experiences",
    title="Ervaringen van straatsekswerkers",
    unit="ervaringen",
    sheets=("experiences",),
    definition="Ervaringen die gedeeld mogen worden; nooit verbonden met een cliënt.",
    count=_experiences,
)
WISHES = Measure(
    name="wishes",
    title="Wensen voor loods en huiskamer",
    unit="wensen",
    sheets=("wishes",),
    definition="Wensen van de vrouwen, naar ruimte en stand.",
    count=_wishes,
)
INITIATIVES = Measure(
    name="initiatives",
    title="Initiatieven van anderen",
    unit="initiatieven",
    sheets=("initiatives",),
    definition="Initiatieven waar het project van kan profiteren, en wanneer zij kunnen starten.",
    count=_initiatives,
)
