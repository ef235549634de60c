from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from lib.localsheets import serial
from lib.localsheets.entry import typed
from lib.localsheets.locales import LOCALES

EN, NL = LOCALES["en_US"], LOCALES["nl_NL"]


def entered(text: str, locale: Any) -> tuple[Any, str | None]:
    """(stored value, pattern of the number format)"""
    entry = typed(text, locale)
    return json.loads(entry.text), entry.format["pattern"] if entry.format else None


@pytest.mark.parametrize(
    ("text", "value", "pattern"),
    [
        ("2,000,000.01", 2000000.01, "#,##0.00"),
        ("0042", 42, None),
        ("3.00", 3, None),
        ("-.5", -0.5, None),
        ("1e3", 1000, "0.00E+00"),
        ("2020-01-01", 43831, "yyyy-mm-dd"),
        ("2026-09-27 10:30:15", 46292.43767361111, "yyyy-mm-dd h:mm:ss"),
        ("9/27/2026", 46292, "m/d/yyyy"),
        ("$100.15", 100.15, '"$"#,##0.00'),
        ("-$5", -5, '"$"#,##0'),
        ("50%", 0.5, "0%"),
        ("7%", 0.07, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("TRUE", True, None),
        ("false", False, None),
        ("'0123", "0123", None),
        ("'", "", None),
        ("3_1_0", "3_1_0", None),
        ("1,5", "1,5", None),
        ("13/13/2022", "13/13/2022", None),
        ("10:30 PM", 0.9375, "h:mm am/pm"),
        ("25:00", "25:00", None),
        ("WAAR", "WAAR", None),
        ("", "", None),
        (" x ", " x ", None),
        ("@naam", "@naam", None),
        ("-tekst", "-tekst", None),
    ],
)
def test_american(text: str, value: Any, pattern: str | None) -> None:
    assert entered(text, EN) == (value, pattern)


@pytest.mark.parametrize(
    ("text", "value", "pattern"),
    [
        ("1,5", 1.5, None),
        ("1.234.567,89", 1234567.89, "#,##0.00"),
        ("1.234", 1234, "#,##0"),
        ("1.5", "1.5", None),
        ("1-2-2022", 44593, "d-m-yyyy"),
        ("01-02-2022", 44593, "d-m-yyyy"),
        ("1/2/22", 44593, "d/m/yy"),
        ("31-12-99", 36525, "d-m-yy"),
        ("1-2-2022 9:05", 44593 + 545 / 1440, "d-m-yyyy h:mm"),
        ("2022-02-01", 44593, "yyyy-mm-dd"),
        ("31-2-2022", "31-2-2022", None),
        ("€ 1.234,50", 1234.5, "[$€] #,##0.00"),
        ("€5", 5, "[$€] #,##0"),
        ("12,5%", 0.125, "0.00%"),
        ("WAAR", True, None),
        ("onwaar", False, None),
        ("TRUE", True, None),
        ("9:05", 545 / 1440, "h:mm"),
    ],
)
def test_dutch(text: str, value: Any, pattern: str | None) -> None:
    assert entered(text, NL) == (value, pattern)


def test_without_a_year_it_is_this_year() -> None:
    year = datetime.now(UTC).year
    assert entered("1-2", EN) == (serial.of_date(year, 1, 2), "m-d")
    assert entered("1-2", NL) == (serial.of_date(year, 2, 1), "d-m")


def test_formulas() -> None:
    entry = typed("= 1 / 1024", EN)
    assert (entry.text, entry.formula, entry.error) == ("0.0009765625", "= 1 / 1024", None)
    broken = typed("+ text", EN)
    assert (json.loads(broken.text), broken.formula) == ("#ERROR!", "=+ text")
    assert broken.error == {"type": "ERROR", "message": "Formula parse error."}


def test_commas_are_escaped_where_they_are_stored() -> None:
    assert "," not in typed("a, b", EN).text
