from __future__ import annotations

import pytest

from lib.localsheets import pattern
from lib.localsheets.locales import LOCALES
from lib.localsheets.refusal import Refusal

EN, NL = LOCALES["en_US"], LOCALES["nl_NL"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (42.0, "42"),
        (2.5, "2.5"),
        (1 / 3, "0.3333333333"),
        (1 / 1024, "0.0009765625"),
        (-0.5, "-0.5"),
        (123456789012345.0, "123456789012345"),
        (1e20, "1E+20"),
        (1.5e-7, "1.5E-07"),
    ],
)
def test_general(value: float, shown: str) -> None:
    assert pattern.general(value, EN) == shown
    assert pattern.general(value, NL) == shown.replace(".", ",")


@pytest.mark.parametrize(
    ("kind", "text", "value", "american", "dutch"),
    [
        ("NUMBER", "#,##0.00", 2000000.01, "2,000,000.01", "2.000.000,01"),
        ("NUMBER", "0.#", 2.0, "2", "2"),
        ("NUMBER", "#.##", 0.25, ".25", ",25"),
        ("NUMBER", "000", 7, "007", "007"),
        ("NUMBER", "0.00", 2.675, "2.68", "2,68"),
        ("NUMBER", '0" dagen"', 3, "3 dagen", "3 dagen"),
        ("NUMBER", '0"%"', 3, "3%", "3%"),
        ("PERCENT", "0%", 0.5, "50%", "50%"),
        ("PERCENT", "0.00%", 0.1234, "12.34%", "12,34%"),
        ("CURRENCY", '"$"#,##0.00', -100.15, "-$100.15", "-$100,15"),
        ("CURRENCY", "[$€] #,##0.00", 1234.5, "€ 1,234.50", "€ 1.234,50"),
        ("SCIENTIFIC", "0.00E+00", 12345, "1.23E+04", "1,23E+04"),
        ("DATE", "yyyy-mm-dd", 43831, "2020-01-01", "2020-01-01"),
        ("DATE", "d mmmm yyyy", 44593, "1 February 2022", "1 februari 2022"),
        ("DATE", "ddd d mmm yy", 44593, "Tue 1 Feb 22", "di 1 feb 22"),
        ("DATE", "mmm", 44621, "Mar", "mrt"),
        ("DATE_TIME", "yyyy-mm-dd h:mm:ss", 43831 + 545 / 1440, "2020-01-01 9:05:00", None),
        ("TIME", "h:mm am/pm", 0.9375, "10:30 PM", None),
        ("TIME", "hh:mm:ss.000", 0.5, "12:00:00.000", "12:00:00,000"),
        ("TIME", "mm:ss", 61 / 86400, "01:01", "01:01"),
        ("DATE", "", 44593, "2/1/2022", "1-2-2022"),
        ("TEXT", "@", 2.5, "2.5", "2,5"),
        ("DATE", "yyyy-mm-dd", 1e12, "1000000000000", None),
    ],
)
def test_shown(kind: str, text: str, value: float, american: str, dutch: str | None) -> None:
    number_format = {"type": kind, "pattern": text}
    pattern.check(number_format)
    assert pattern.shown(value, number_format, EN) == american
    assert pattern.shown(value, number_format, NL) == (dutch or american)


@pytest.mark.parametrize(
    ("kind", "text"), [("NUMBER", "[Red]0"), ("NUMBER", "0;-0"), ("DATE", "qqq"), ("NUMBER", "0x0")]
)
def test_a_pattern_that_cannot_be_shown_is_refused(kind: str, text: str) -> None:
    with pytest.raises(Refusal, match="number format pattern") as refused:
        pattern.check({"type": kind, "pattern": text})
    assert refused.value.code == 501
