"""Permits: who holds one and is out of view, how far applications are, what was expected."""

from datetime import date

import pandas as pd

from lib.measures.period import PROJECT_START, month_starts, until, with_month_labels
from lib.measures.result import Counted, Mark, Measure
from lib.measures.tally import cross_tally
from lib.schema.choices import CommitteeApproach, MilestoneKind, PermitStep, Situation
from lib.schema.committee import spoken_as_of
from lib.snapshot import Snapshot

IN_VIEW, OUT_OF_VIEW = "In beeld", "Niet in beeld"
GRANTED_SO_FAR_ROW = "Verleend"
EXPECTED_NAME = "Verwachte vergunningen"
"""The name of the key figure; letters in any case, and more words may follow."""


def out_of_view_holders(snapshot: Snapshot) -> int:
    """Holders of an existing permit who are not seen."""
    permits = snapshot.table("permits")
    return int((permits["situation"].eq(Situation.EXISTING) & permits["in_view"].eq(False)).sum())


def granted_count(snapshot: Snapshot, as_of: date) -> int:
    """Permits granted in this round; one without a decision date counts."""
    permits = snapshot.table("permits")
    is_later = permits["decided_on"].gt(pd.Timestamp(as_of))
    return int((permits["step"].eq(PermitStep.GRANTED) & ~is_later).sum())


def expected_permits(snapshot: Snapshot, as_of: date) -> pd.DataFrame:
    """The latest inventory by `as_of`, none or one row: a range stays a range (memo: 22–24,
    Cirkel, October 2021)."""
    figures = snapshot.table("key_figures")
    is_expected = figures["figure_name"].str.casefold().str.startswith(EXPECTED_NAME.casefold())
    is_ours = figures["approach"].eq(CommitteeApproach.STAP)
    found = figures[is_expected.fillna(False).astype(bool) & is_ours]
    begun = found[found["as_of"].le(as_of.isoformat())]  # a month sorts before its days
    last = begun.sort_values("as_of").tail(1)
    return pd.DataFrame(
        {
            "Cijfer": last["figure_name"],
            "Laagst": last["value_min"].fillna(last["value"]),
            "Hoogst": last["value_max"].fillna(last["value"]),
            "Peildatum": [spoken_as_of(str(day)) for day in last["as_of"]],
            "Bron": last["source"],
        }
    )


def _expected(snapshot: Snapshot, as_of: date) -> Counted:
    return Counted(expected_permits(snapshot, as_of))


def _situation(snapshot: Snapshot, _: date) -> Counted:
    return _by_view(snapshot, "situation", Situation, "Situatie")


def _steps(snapshot: Snapshot, as_of: date) -> Counted:
    counted = _by_view(snapshot, "step", PermitStep, "Stap")
    marks = tuple(
        Mark(f"Verwacht: {low:g}–{high:g}", float(low), float(high), PermitStep.GRANTED)
        for low, high in _band(snapshot, as_of)
    )
    return counted._replace(marks=marks)


# The date that says when somebody came to a step; of a step without one of its own, the last
# date before it.
_SINCE = {
    PermitStep.INFORMED: "informed_on",
    PermitStep.WANTS: "informed_on",
    PermitStep.DECLINES: "informed_on",
    PermitStep.APPLIED: "applied_on",
    PermitStep.PENDING: "applied_on",
}


def _time_in_step(snapshot: Snapshot, as_of: date) -> Counted:
    """Days since the last known date, for the steps that are not an end, in view only."""
    permits = snapshot.table("permits")
    permits = permits[permits["in_view"].eq(True)]
    rows = []
    for step, column in _SINCE.items():
        there = permits[permits["step"].eq(step)]
        days = (pd.Timestamp(as_of) - there[column]).dt.days
        if len(there):
            rows.append((str(step), len(there), days.median(), days.max(), int(days.isna().sum())))
    labels = ["Stap", "In beeld", "Mediaan (dagen)", "Langst (dagen)", "Datum onbekend"]
    table = pd.DataFrame(rows, columns=labels)
    return Counted(table.astype({"Langst (dagen)": "Int64"}), 0)


def _granted(snapshot: Snapshot, as_of: date) -> Counted:
    """Granted up to the end of each month. The expected range is a mark of numbers, the day on
    which all should be granted one of days."""
    permits = snapshot.table("permits")
    decided = permits.loc[permits["step"].eq(PermitStep.GRANTED), "decided_on"]
    months = month_starts(PROJECT_START, as_of)
    ends = [min(as_of, (pd.Timestamp(m) + pd.offsets.MonthEnd(0)).date()) for m in months]
    counts = [int((decided.isna() | until(decided, end)).sum()) for end in ends]
    table = pd.DataFrame({"Verleend": counts}, index=months)
    marks = [
        Mark(f"Verwacht: {low:g}–{high:g}", float(low), float(high))
        for low, high in _band(snapshot, as_of)
    ]
    milestones = snapshot.table("milestones")
    targets = milestones.loc[milestones["kind"].eq(MilestoneKind.PERMITS), "target_on"].dropna()
    marks += [Mark("Streefdatum", day.date(), day.date()) for day in targets[:1]]
    return Counted(with_month_labels(table, as_of), 0, PROJECT_START, tuple(marks))


def _granted_so_far(snapshot: Snapshot, as_of: date) -> Counted:
    count = granted_count(snapshot, as_of)
    return Counted(pd.DataFrame({"Stand": [GRANTED_SO_FAR_ROW], "Vergunningen": [count]}))


def _guidance(snapshot: Snapshot, _: date) -> Counted:
    permits = snapshot.table("permits")
    seen = permits[permits["in_view"].eq(True)]
    guides = seen["guided_by"].explode().replace("", pd.NA).dropna()
    counts = guides.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    without = int((~seen.index.isin(guides.index)).sum())
    names = [str(name) for name in counts.index]
    table = pd.DataFrame(
        {
            "Begeleiding door": [*names, "Nog niemand"],
            "Vergunningen": [*(int(n) for n in counts), without],
        }
    )
    return Counted(table)


def _band(snapshot: Snapshot, as_of: date) -> list[tuple[float, float]]:
    expected = expected_permits(snapshot, as_of).dropna(subset=["Laagst", "Hoogst"])
    return list(zip(expected["Laagst"], expected["Hoogst"], strict=True))


def _by_view(
    snapshot: Snapshot, column: str, choices: type[Situation] | type[PermitStep], label: str
) -> Counted:
    permits = snapshot.table("permits")
    view = permits["in_view"].map({True: IN_VIEW, False: OUT_OF_VIEW})
    table = cross_tally(permits[column], view, choices, (IN_VIEW, OUT_OF_VIEW), label)
    return Counted(table, int((permits[column].isna() | view.isna()).sum()))


SITUATION = Measure(
    name="permit_situation",
    title="Vergunningen in en uit beeld",
    unit="vergunningen",
    sheets=("permits",),
    definition="Vrouwen met een bestaande vergunning en zonder vergunning, naar of de Cirkel "
    "hen op de zone ziet.",
    count=_situation,
)
STEPS = Measure(
    name="permit_steps",
    title="Vergunningen per stap",
    unit="vergunningen",
    sheets=("permits", "key_figures"),
    definition="Vergunningen naar de stap waarin zij nu zijn.",
    count=_steps,
)
EXPECTED = Measure(
    name="permits_expected",
    title="Verwachte vergunningen",
    unit="vergunningen",
    sheets=("key_figures",),
    definition="De laatste inventarisatie tot en met de peildatum, met bron; een andere bron en "
    "een ander moment dan het aantal actieve cliënten.",
    count=_expected,
)
TIME_IN_STEP = Measure(
    name="permit_time",
    title="Hoe lang vergunningen in een stap zijn",
    unit="dagen",
    sheets=("permits",),
    definition="Dagen sinds de laatste bekende datum (geïnformeerd of aangevraagd) van wie in "
    "beeld is en nog geen besluit heeft.",
    count=_time_in_step,
)
GRANTED = Measure(
    name="permits_granted",
    title="Verleende vergunningen tot nu toe",
    unit="vergunningen",
    sheets=("permits", "key_figures", "milestones"),
    definition="Vergunningen die tot en met het einde van de maand zijn verleend, tegen wat er "
    "verwacht wordt en de datum waarop het klaar moet zijn.",
    count=_granted,
)
GRANTED_SO_FAR = Measure(
    name="permits_granted_so_far",
    title="Verleend op de peildatum",
    unit="vergunningen",
    sheets=("permits",),
    definition="Vergunningen die tot en met de peildatum zijn verleend.",
    count=_granted_so_far,
)
GUIDANCE = Measure(
    name="permit_guidance",
    title="Wie begeleidt bij de vergunning",
    unit="vergunningen",
    sheets=("permits",),
    definition="Vergunningen van wie in beeld is, naar wie daarbij begeleidt; twee begeleiders "
    "tellen beide.",
    count=_guidance,
)
