"""Titles of what is measured about place, permits, bottlenecks, links and planning."""

from datetime import date
from typing import Any

import pandas as pd

from lib.charts import theme
from lib.charts.lookup import Answer, top, totals, value
from lib.charts.texts import capital, counted, share
from lib.measures.bottlenecks import FORESEEN
from lib.measures.partner_links import LATE
from lib.measures.permits import IN_VIEW, OUT_OF_VIEW
from lib.measures.result import Result
from lib.schema import choices as c


def _wishes(table: pd.DataFrame, _: Result) -> str:
    sums = totals(table)
    done, running = int(sums[c.WishState.DONE]), int(sums[c.WishState.WORKING])
    return capital(f"{share(done, int(sums.sum()))} wensen klaar, {running} in uitvoering")


def _expected(table: pd.DataFrame, _: Result) -> str:
    row = table.iloc[0]
    return f"{_band(row['Laagst'], row['Hoogst'])} vergunningen verwacht ({row['Peildatum']})"


def _band(low: float, high: float) -> str:
    return theme.number(low) if low == high else f"{theme.number(low)} tot {theme.number(high)}"


def _situation(table: pd.DataFrame, _: Result) -> str:
    away = value(table, c.Situation.EXISTING, OUT_OF_VIEW)
    return f"{away} met een bestaande vergunning niet in beeld"


def _steps(table: pd.DataFrame, result: Result) -> str:
    granted = sum(value(table, c.PermitStep.GRANTED, name) for name in (IN_VIEW, OUT_OF_VIEW))
    title = capital(f"{counted(granted, 'vergunning', 'vergunningen')} verleend")
    bands = [_band(float(m.low), float(m.high)) for m in result.marks]  # type: ignore[arg-type]
    return f"{title}, {bands[0]} verwacht" if bands else title


def _time(table: pd.DataFrame, _: Result) -> str:
    if table["Langst (dagen)"].isna().all():
        return "Van geen vergunning is een datum bekend"
    name, days = top(table, "Langst (dagen)")
    return f"Het langst in één stap: {theme.number(days)} dagen ({name.lower()})"


def _granted(table: pd.DataFrame, result: Result) -> str:
    title = capital(f"{counted(int(table['Verleend'].iloc[-1]), 'vergunning', 'vergunningen')}")
    title += " verleend tot nu toe"
    for mark in result.marks:
        if isinstance(mark.low, date):
            title += f", streefdatum {theme.day(mark.low)}"
        else:
            title += f", {_band(mark.low, float(mark.high))} verwacht"  # type: ignore[arg-type]
    return title


def _guidance(table: pd.DataFrame, _: Result) -> str:
    without = value(table, "Nog niemand", "Vergunningen")
    return f"{capital(counted(without, 'vergunning', 'vergunningen'))} zonder begeleiding"


def _open(table: pd.DataFrame, _: Result) -> str:
    sums = totals(table)
    foreseen = share(int(sums[FORESEEN]), int(sums.sum()))
    spoken = capital(counted(int(sums.sum()), "knelpunt", "knelpunten"))
    return f"{spoken} open, {foreseen} voorzien in het plan"


def _register(table: pd.DataFrame, _: Result) -> str:
    return capital(f"{counted(len(table), 'knelpunt', 'knelpunten')} open")


def _reports(table: pd.DataFrame, result: Result) -> str:
    sums = totals(table)
    spoken = capital(counted(int(sums.sum()), "melding", "meldingen"))
    since = theme.month(result.since or result.as_of)
    return f"{spoken} sinds {since}, de meeste over {str(sums.idxmax()).lower()}"


def _met(table: pd.DataFrame, _: Result) -> str:
    name, times = top(table, "Meldingen")
    return f"Het vaakst, {theme.number(times)} keer: {name}"


def _waits(table: pd.DataFrame, _: Result) -> str:
    if table["Langst open (dagen)"].isna().all():
        return "Geen meldingen meer open"
    name, days = top(table, "Langst open (dagen)")
    return f"Langst open: {theme.number(days)} dagen ({name.lower()})"


def _waiting(table: pd.DataFrame, _: Result) -> str:
    if table["Langst wachtend (weken)"].isna().all():
        return "Niemand wacht nog op de start van zorg"
    name, weeks = top(table, "Langst wachtend (weken)")
    return f"Langst wachtend: {theme.number(weeks)} weken ({name.lower()})"


def _initiatives(table: pd.DataFrame, _: Result) -> str:
    row = table.iloc[0]
    if len(table) > 1 or pd.isna(row["Verwacht na"]):
        return capital(f"{counted(len(table), 'initiatief', 'initiatieven')} van anderen")
    return f"{row['Initiatief']}: niet voor {theme.day(row['Verwacht na'].date())}"


def _links(table: pd.DataFrame, _: Result) -> str:
    late = int(table["Dagen over tijd"].fillna(0).gt(0).sum())
    spoken = capital(counted(len(table), "verbinding", "verbindingen"))
    return f"{spoken}, {late or 'geen'} langer stil dan afgesproken"


def _staffing(table: pd.DataFrame, result: Result) -> str:
    """ "3 casemanagers en 1 ervaringsdeskundige; vanaf 1 maart 2022 4 casemanagers"."""
    has_begun = table["Vanaf"].le(pd.Timestamp(result.as_of))
    if not has_begun.any():
        return f"Het team begint op {theme.day(table['Vanaf'].iloc[0].date())}"
    now = table[has_begun].iloc[-1]
    experts = counted(int(now["Ervaringsdeskundigen"]), "ervaringsdeskundige",
                      "ervaringsdeskundigen")  # fmt: skip
    title = capital(f"{_managers(now)} en {experts}")
    for later in table[~has_begun].to_dict("records"):
        title += f"; vanaf {theme.day(later['Vanaf'].date())} {_managers(later)}"
    return title


def _managers(row: Any) -> str:
    return counted(int(row["Casemanagers"]), "casemanager", "casemanagers")


def _network(table: pd.DataFrame, _: Result) -> str:
    meetings = int(table["Overleggen in een jaar"].sum())
    late = int(table["Ritme"].eq(LATE).sum())
    spoken = f"{counted(meetings, 'overleg', 'overleggen')} in een jaar met {len(table)}"
    return capital(
        f"{spoken} {'partner' if len(table) == 1 else 'partners'}, {late or 'geen'} te laat"
    )


def _milestones(table: pd.DataFrame, _: Result) -> str:
    reached = int(table["Behaald op"].notna().sum())
    moved = int(table["Verschoven (dagen)"].fillna(0).ne(0).sum())
    return f"{share(reached, len(table))} mijlpalen behaald, {moved or 'geen'} verschoven"


def _decisions(table: pd.DataFrame, _: Result) -> str:
    return f"Laatste besluit: {theme.day(table['Datum'].iloc[-1].date())}"


ANSWERS: dict[str, Answer] = {
    "wishes": _wishes,
    "permits_expected": _expected,
    "permit_situation": _situation,
    "permit_steps": _steps,
    "permit_time": _time,
    "permits_granted": _granted,
    "permit_guidance": _guidance,
    "bottlenecks_open": _open,
    "bottleneck_register": _register,
    "bottleneck_reports": _reports,
    "bottlenecks_met": _met,
    "bottleneck_waits": _waits,
    "waiting": _waiting,
    "initiatives": _initiatives,
    "partner_links": _links,
    "staffing": _staffing,
    "partner_network": _network,
    "milestones": _milestones,
    "decisions": _decisions,
}
