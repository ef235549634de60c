"""The theme of the charts and of the screens: contrasts, and the same series in both."""

import itertools
import math
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from lib.charts import theme

_CONFIG = tomllib.loads(Path(".streamlit/config.toml").read_text(encoding="utf-8"))
_THEME = _CONFIG["theme"]
_TEXTS = [
    "textColor", "linkColor", "codeTextColor", "redTextColor", "orangeTextColor",
    "yellowTextColor", "greenTextColor", "blueTextColor", "violetTextColor", "grayTextColor",
]  # fmt: skip
# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
_SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
                   (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
                     (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
                   (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def _linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _lab(colour: str, sight: str) -> tuple[float, float, float]:
    linear = _linear(colour)
    seen = [sum(w * p for w, p in zip(row, linear, strict=True)) for row in _SIGHTS[sight]]
    red, green, blue = (min(1.0, max(0.0, p)) for p in seen)

    def root(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _backgrounds(mode: dict[str, Any]) -> list[str]:
    names = ("backgroundColor", "secondaryBackgroundColor")
    return [part[name] for part in (mode, mode["sidebar"]) for name in names]


def test_contrast_is_computed_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("colour", theme.SERIES)
def test_series_reach_three_to_one_on_the_page(mode: str, colour: str) -> None:
    assert contrast(colour, _THEME[mode]["backgroundColor"]) >= 3


@pytest.mark.parametrize("sight", _SIGHTS)
def test_series_differ_for_every_kind_of_sight(sight: str) -> None:
    seen = [_lab(colour, sight) for colour in theme.SERIES]
    assert min(math.dist(a, b) for a, b in itertools.combinations(seen, 2)) > 18


def test_numbers_inside_a_bar_can_be_read() -> None:
    pairs = zip(theme.SERIES, theme.TEXT_ON_SERIES, strict=True)
    assert min(contrast(bar, text) for bar, text in pairs) >= 4.5


def test_the_text_colour_is_streamlits_placeholder_for_strong_text() -> None:
    assert theme.TEXT == streamlit_plotly_theme.GRAY_90
    assert contrast(theme.TEXT, "#ffffff") > 15


def test_series_are_the_same_in_streamlits_theme() -> None:
    assert tuple(_THEME["chartCategoricalColors"]) == theme.SERIES


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_reaches_four_and_a_half_to_one_on_every_surface(mode: str) -> None:
    colours = _THEME[mode]
    low = {
        (name, surface): contrast(colours[name], surface)
        for name in _TEXTS
        for surface in _backgrounds(colours)
        if contrast(colours[name], surface) < 4.5
    }
    assert not low


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_primary_colour_carries_white_text_and_stands_out(mode: str) -> None:
    colours = _THEME[mode]
    assert contrast(colours["primaryColor"], "#ffffff") >= 4.5
    assert contrast(colours["primaryColor"], colours["backgroundColor"]) >= 3


def test_nothing_leaves_for_elsewhere() -> None:
    assert _CONFIG["browser"]["gatherUsageStats"] is False
    assert _CONFIG["client"]["showErrorDetails"] == "none"
    assert _CONFIG["client"]["showErrorLinks"] is False
    assert "http" not in _THEME["font"] + _THEME["codeFont"]


@pytest.mark.parametrize(
    ("value", "spoken"), [(3, "3"), (2.5, "2,5"), (0, "0"), (12345, "12.345"), (1234.5, "1.234,5"),
                          (10.04, "10"), (100, "100")]
)  # fmt: skip
def test_numbers_have_a_decimal_comma(value: float, spoken: str) -> None:
    assert theme.number(value) == spoken


def test_months_and_days_are_dutch() -> None:
    assert theme.day(date(2022, 2, 1)) == "1 februari 2022"
    assert theme.month_tick(date(2022, 3, 1), with_year=False) == "mrt<br> "
    assert theme.month_tick(date(2022, 1, 1), with_year=False) == "jan<br>2022"
    assert theme.month_tick(date(2021, 8, 1), with_year=True) == "aug<br>2021"


def test_text_from_a_sheet_is_never_markup() -> None:
    assert theme.plain("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"
    assert theme.wrapped("a" * 30 + " " + "b" * 30) == "a" * 30 + "<br>" + "b" * 30
