from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.localsheets.a1 import (
    Area,
    Rectangle,
    Reference,
    column_index,
    column_letters,
    echo,
    parsed,
    quoted,
)

rows = st.integers(0, 9_999_999)
columns = st.integers(0, 18_277)
titles = st.text(min_size=1, max_size=100).filter(lambda title: "\x00" not in title)


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters
    assert column_index(letters) == index


@settings(derandomize=True)
@given(columns)
def test_column_letters_come_back(index: int) -> None:
    assert column_index(column_letters(index)) == index


@settings(derandomize=True)
@given(titles, rows, rows, columns, columns)
def test_an_echo_is_read_as_what_it_echoes(title: str, a: int, b: int, c: int, d: int) -> None:
    area = Area(min(a, b), min(c, d), max(a, b) + 1, max(c, d) + 1)
    assert parsed(echo(title, area)) == Reference(title, area)


@settings(derandomize=True)
@given(titles)
def test_a_quoted_title_is_the_whole_sheet(title: str) -> None:
    assert parsed("'" + title.replace("'", "''") + "'") == Reference(title, Area())


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B3", Area(2, 1, 3, 2)),
        ("$B$3", Area(2, 1, 3, 2)),
        ("D4:A1", Area(0, 0, 4, 4)),
        ("A1:C", Area(0, 0, None, 3)),
        ("A:A", Area(0, 0, None, 1)),
        ("2:4", Area(1, 0, 4, None)),
        ("A3:3", Area(2, 0, 3, None)),
        ("R2C3:R4C5", Area(1, 2, 4, 5)),
        ("a1:b2", Area(0, 0, 2, 2)),
    ],
)
def test_addresses(text: str, area: Area) -> None:
    assert parsed(text) == Reference(None, area)
    assert parsed(f"'It''s'!{text}") == Reference("It's", area)


@pytest.mark.parametrize(
    "text", ["", "A0:B2", "AAAA1:B2", "A1:B2:C3", "'open", "Blad!", "!A1", "a:b:c"]
)
def test_what_is_no_range(text: str) -> None:
    assert parsed(text) is None


def test_a_bare_word_is_a_title() -> None:
    assert parsed("Sheet1") == Reference("Sheet1", Area())


@pytest.mark.parametrize("title", ["Sheet1", "Sales2", "wksht_test", "TRUE", "x.y"])
def test_titles_echoed_bare(title: str) -> None:
    assert quoted(title) == title


@pytest.mark.parametrize(
    "title", ["D3", "ABC1234", "2026", "a-b", "Ünï", "R1C1", "Mijn blad", "🌵"]
)
def test_titles_echoed_in_quotes(title: str) -> None:
    assert quoted(title) == f"'{title}'"


def test_a_quote_is_doubled() -> None:
    assert quoted("It's") == "'It''s'"


def test_one_cell_has_no_colon() -> None:
    assert echo("S", Rectangle(0, 0, 1, 1)) == "S!A1"
    assert echo("S", Rectangle(0, 0, 2, 1)) == "S!A1:A2"
