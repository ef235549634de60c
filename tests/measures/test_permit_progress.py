from datetime import date

import pandas as pd

from lib.charts import chart_of
from lib.measures.permits import GRANTED, GUIDANCE, TIME_IN_STEP
from lib.schema.choices import PermitStep
from lib.snapshot import Snapshot
from tests.measures.world import TODAY, memo


def with_permits(rows: pd.DataFrame) -> Snapshot:
    world = memo()
    return world.only({**world.tables, "permits": rows})


def test_time_in_a_step_counts_from_its_own_date_and_leaves_out_who_is_out_of_view() -> None:
    rows = memo().table("permits").head(3).assign(
        in_view=[True, True, False],
        step=[PermitStep.APPLIED, PermitStep.INFORMED, PermitStep.APPLIED],
        informed_on=pd.to_datetime(["2021-12-01", "2021-12-02", "2021-01-01"]),
        applied_on=pd.to_datetime(["2022-01-22", None, "2021-01-01"]),
    )  # fmt: skip
    table = TIME_IN_STEP.compute(with_permits(rows), TODAY).table.set_index("Stap")
    assert table.loc["Aangevraagd", "Langst (dagen)"] == (TODAY - date(2022, 1, 22)).days
    assert table.loc["Geïnformeerd", "Langst (dagen)"] == (TODAY - date(2021, 12, 2)).days
    assert list(table["In beeld"]) == [1, 1]


def test_what_is_granted_adds_up_by_month_against_band_and_date() -> None:
    rows = memo().table("permits").head(3).assign(
        step=[PermitStep.GRANTED, PermitStep.GRANTED, PermitStep.APPLIED],
        decided_on=pd.to_datetime(["2021-12-10", "2022-01-10", None]),
    )  # fmt: skip
    result = GRANTED.compute(with_permits(rows), TODAY)
    by_month = result.table.set_index("Maand")["Verleend"]
    assert by_month["november 2021"] == 0
    assert by_month["december 2021"] == 1
    assert by_month["januari 2022"] == 2
    band = next(mark for mark in result.marks if not isinstance(mark.low, date))
    assert (band.low, band.high) == (22, 24)
    chart = chart_of(result)
    assert chart.title.startswith("2 vergunningen verleend tot nu toe, 22 tot 24 verwacht")
    assert chart.figure is not None


def test_guidance_counts_both_guides_and_who_has_none() -> None:
    rows = memo().table("permits").head(3).assign(
        in_view=[True, True, False],
        guided_by=[("De Cirkel", "STAP-team"), (), ("De Cirkel",)],
    )  # fmt: skip
    table = GUIDANCE.compute(with_permits(rows), TODAY).table.set_index("Begeleiding door")
    assert table["Vergunningen"].to_dict() == {"De Cirkel": 1, "STAP-team": 1, "Nog niemand": 1}


def test_nothing_granted_yet_is_still_seen_against_what_is_expected() -> None:
    chart = chart_of(GRANTED.compute(memo(), TODAY))
    assert chart.figure is not None
    assert chart.title.startswith("Geen vergunningen verleend tot nu toe, 22 tot 24 verwacht")
