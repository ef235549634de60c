"""Permits: who holds one and is out of view, how far applications are, what was expected."""

from datetime import date

import pandas as pd

from lib.measures.result import Counted, Mark, Measure
from lib.measures.tally import cross_tally
from lib.schema.choices import CommitteeApproach, PermitStep, Situation
from lib.schema.dates import MONTHS, from_text
from lib.snapshot import Snapshot

IN_VIEW, OUT_OF_VIEW = "In beeld", "Niet in beeld"
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
            "Peildatum": [_spoken(str(day)) for day in last["as_of"]],
            "Bron": last["source"],
        }
    )


def _spoken(day: str) -> str:
    known = from_text(day if len(day) > 7 else f"{day}-01")
    if known is None:
        return day
    month = f"{MONTHS[known.month - 1]} {known.year}"
    return f"{known.day} {month}" if len(day) > 7 else month


def _expected(snapshot: Snapshot, as_of: date) -> Counted:
    return Counted(expected_permits(snapshot, as_of))


def _situation(snapshot: Snapshot, _: date) -> Counted:
    return _by_view(snapshot, "situation", Situation, "Situatie")


def _steps(snapshot: Snapshot, as_of: date) -> Counted:
    counted = _by_view(snapshot, "step", PermitStep, "Stap")
    expected = expected_permits(snapshot, as_of).dropna(subset=["Laagst", "Hoogst"])
    marks = tuple(
        Mark(f"Verwacht: {low:g}–{high:g}", float(low), float(high), PermitStep.GRANTED)
        for low, high in zip(expected["Laagst"], expected["Hoogst"], strict=True)
    )
    return counted._replace(marks=marks)


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
