from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts import texts
from lib.measures import clients
from lib.measures.result import Result


def _result(**more: object) -> Result:
    table = pd.DataFrame({"Zone": ["Actief", "Elders"], "Cliënten": [19, 8]})
    usual = {"measure": clients.ZONE, "table": table, "left_out": 0, "as_of": date(2022, 2, 1)}
    return Result(**(usual | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("part", "whole", "spoken"),
    [(6, 18, "6 van de 18"), (0, 5, "0 van de 5"), (18, 20, "18 van de 20"),
     (180, 200, "9 van de 10"), (190, 210, "ongeveer 9 van de 10"), (0, 140, "geen van de 140"),
     (140, 140, "alle 140"), (139, 140, "139 van de 140"), (1, 140, "1 van de 140"),
     (1500, 1500, "alle 1.500")],
)  # fmt: skip
def test_a_share_is_said_in_people_not_in_percentages(part: int, whole: int, spoken: str) -> None:
    assert texts.share(part, whole) == spoken


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_never_says_all_or_none_unless_it_is_so(part: int, rest: int) -> None:
    whole = part + rest
    spoken = texts.share(part, whole)
    assert spoken.startswith("alle") == (rest == 0 and whole >= 100)
    assert spoken.startswith("geen") == (part == 0 and whole >= 100)
    assert "%" not in spoken
    assert "10 van de 10" not in spoken or whole == 10


def test_the_source_line_names_sheet_and_day_or_period() -> None:
    assert texts.source_line(_result()) == "Bron: Cliënten · stand per 1 februari 2022"
    over_time = texts.source_line(_result(since=date(2021, 8, 1)))
    assert over_time == "Bron: Cliënten · 1 augustus 2021 tot en met 1 februari 2022"


def test_what_was_left_out_is_said() -> None:
    assert texts.left_out_line(_result()) == ""
    assert texts.left_out_line(_result(left_out=1)).startswith("1 rij kon")
    assert texts.left_out_line(_result(left_out=2)).startswith("2 rijen konden")


def test_the_alt_text_holds_the_figures() -> None:
    assert texts.alt_text(_result(), "Titel") == "Titel. Zone: Actief 19; Elders 8."


def test_the_alt_text_of_months_tells_the_outline() -> None:
    table = pd.DataFrame({"Maand": ["augustus 2021", "september 2021"], "A": [5, 1], "B": [2, 1]})
    spoken = texts.alt_text(_result(table=table, since=date(2021, 8, 1)), "Titel")
    assert spoken == (
        "Titel. Per maand van augustus 2021 tot en met september 2021, het meest in augustus 2021 "
        "(7). Laatste maand: A 1, B 1."
    )


def test_a_long_table_is_cut_in_the_alt_text_and_says_so() -> None:
    table = pd.DataFrame({"Zone": [f"Z{n}" for n in range(10)], "Cliënten": range(10)})
    assert texts.alt_text(_result(table=table), "Titel").endswith("Z7 7. En nog 2 rijen.")


def test_counted_words() -> None:
    assert [texts.counted(n, "rij", "rijen") for n in (0, 1, 2)] == [
        "geen rijen",
        "1 rij",
        "2 rijen",
    ]
