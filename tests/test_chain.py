"""The chain through a Logboek: only the log as it was written is whole."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.chain import Link, Note, Report, chained, link_of, sentences, start, verified
from lib.cipher import Cipher
from lib.schema.cells import Cell
from lib.schema.logbook import Logbook

CIPHER = Cipher({"t": b"k" * 32}, "t")
START = start("casework")
OTHER = Cipher({"u": b"q" * 32}, "u")
NAMES = [column.name for column in Logbook.columns]
PLACES = {name: place for place, name in enumerate(NAMES)}
TEXT = st.text(max_size=6)
CELL: st.SearchStrategy[Cell] = st.one_of(
    TEXT, st.floats(-1e9, 1e9), st.integers(-(10**9), 10**9), st.booleans(), st.none()
)
LINE = st.fixed_dictionaries(dict.fromkeys(NAMES[:-1], TEXT) | {"at": st.floats(40_000, 50_000)})
LOG = st.lists(LINE, min_size=1, max_size=6)
Rows = list[list[Cell]]


def written(
    lines: Sequence[Mapping[str, Any]], cipher: Cipher = CIPHER, before: Link = START
) -> Rows:
    """The rows of a log with these lines."""
    rows: Rows = []
    for number, line in enumerate(lines, start=2):
        cells = {"line_id": f"LB-{number}", **line}
        before = chained({name: cells.get(name) for name in NAMES}, before, cipher)
        rows.append([*(cells.get(name) for name in NAMES[:-1]), before.text])
    return rows


def note_of(rows: Rows) -> Note:
    link = link_of(rows[-1][-1])
    assert link is not None
    return Note(len(rows) + 1, str(rows[-1][0]), link)


def report(rows: Rows, noted: Note | None = None, cipher: Cipher = CIPHER) -> Report:
    return verified("casework", dict(enumerate(rows, start=2)), PLACES, noted, cipher)


def is_same(one: Cell, other: Cell) -> bool:
    """As a sheet sees it: nothing and an empty text, or the same moment."""
    if one in (None, "") or other in (None, ""):
        return one in (None, "") and other in (None, "")
    if type(one) in (int, float) and type(other) in (int, float):
        return abs(float(one) - float(other)) < 1e-7  # type: ignore[arg-type]
    return type(one) is type(other) and one == other


# ── laws ─────────────────────────────────────────────────────────────────────────────────────


@given(LOG, st.data())
def test_a_log_as_written_is_whole_and_goes_on_after_any_line(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = written(lines)
    assert report(rows, note_of(rows)) == Report(len(lines), (), (), None, 0, None)
    known = data.draw(st.integers(1, len(rows)))
    assert report(rows, note_of(rows[:known])).is_whole


@given(LOG, st.data(), CELL)
def test_any_other_cell_anywhere_is_found_at_its_line(
    lines: list[dict[str, Any]], data: st.DataObject, cell: Cell
) -> None:
    rows = written(lines)
    noted, at = note_of(rows), data.draw(st.integers(0, len(rows) - 1))
    place = data.draw(st.integers(0, len(NAMES) - 1))
    assume(not is_same(rows[at][place], cell))
    rows[at][place] = cell
    found = report(rows, noted)
    assert not found.is_whole
    assert found.first is not None
    # An emptied chain cell in the first line shows where the second misses it.
    assert found.first.row == at + 2 or (at == 0 and found.bare == (2,))


@given(LOG, st.data())
def test_any_other_choice_or_order_of_lines_is_found(
    lines: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = written(lines)
    other = data.draw(st.lists(st.sampled_from(rows), max_size=8))
    assume(other != rows)
    assert not report(other, note_of(rows)).is_whole


@given(LOG, LOG)
def test_a_cut_stays_to_be_seen_when_the_log_goes_on(
    lines: list[dict[str, Any]], later: list[dict[str, Any]]
) -> None:
    rows = written(lines)
    last = note_of(rows).link
    kept = rows[: len(rows) // 2]
    end = link_of(kept[-1][-1]) if kept else START
    assert end is not None
    longer = kept + written(later, before=Link(last.number, end.text))
    found = report(longer, note_of(longer))
    assert found.first is not None
    assert (found.first.row, found.more) == (len(kept) + 2, 0)
    assert "verwijderd: nummer" in found.first.what


@given(LOG)
def test_lines_of_another_workbook_or_another_installation_are_no_part_of_this_one(
    lines: list[dict[str, Any]],
) -> None:
    assert not report(written(lines, before=start("permits"))).is_whole
    assert not report(written(lines, OTHER)).is_whole


# ── what is said ─────────────────────────────────────────────────────────────────────────────

FIVE = written([{"row_key": f"CT-{number}"} for number in range(5)])


def said(rows: Rows, noted: Note | None = None, cipher: Cipher = CIPHER) -> list[str]:
    return sentences(report(rows, noted, cipher))


def test_a_whole_log() -> None:
    assert said(FIVE, note_of(FIVE)) == ["5 regels, de keten is heel."]
    assert said(FIVE[:1]) == ["1 regel, de keten is heel."]
    assert said([]) == ["0 regels, de keten is heel."]


def test_an_altered_line_and_that_the_rest_is_whole() -> None:
    rows = [*FIVE[:2], [*FIVE[2][:7], "iets anders", *FIVE[2][8:]], *FIVE[3:]]
    assert said(rows) == [
        "5 regels.",
        "Rij 4, regel LB-4: gewijzigd.",
        "Vanaf rij 5 sluiten de regels op elkaar aan.",
    ]


def test_the_words_of_a_line_are_not_repeated() -> None:
    rows = [["Roos, 06-12345678", *FIVE[0][1:]], *FIVE[1:]]
    assert said(rows)[1] == "Rij 2: gewijzigd."


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        (FIVE[1:], "Rij 2, regel LB-3: hiervoor is verwijderd: nummer 1."),
        ([FIVE[0], *FIVE[3:]], "Rij 3, regel LB-5: hiervoor is verwijderd: nummer 2 tot en met 3."),
        ([*FIVE[:3], FIVE[1], *FIVE[3:]],
         "Rij 5, regel LB-3: ingevoegd: dezelfde regel staat ook op rij 3."),
        ([FIVE[0], FIVE[2], FIVE[1], *FIVE[3:]],
         "Rij 3, regel LB-4: verplaatst, of iets ingevoegd: hoort meteen na rij 4."),
        ([*FIVE[:2], ["LB-X", *FIVE[1][1:10], ""], *FIVE[2:]],
         "Rij 4, regel LB-X: zonder Keten: met de hand ingevoegd, of die cel is gewist."),
        ([*FIVE[:2], [*FIVE[2][:10], "7"], *FIVE[3:]],
         "Rij 4, regel LB-4: de cel Keten is overschreven."),
        (FIVE[:4],
         "Rij 6, regel LB-6: verwijderd: de laatste regel die deze server schreef staat er niet "
         "meer."),
        (FIVE[:2], "Rij 6, regel LB-6: verwijderd, en met deze regel de laatste 3."),
    ],
    ids=["first", "between", "copied", "swapped", "by hand", "overwritten", "last", "several last"],
)  # fmt: skip
def test_the_first_break_is_named(rows: Rows, first: str) -> None:
    assert said(rows, note_of(FIVE))[1] == first


def test_lines_that_were_put_back_after_the_log_went_on() -> None:
    """What was cut off and then put back is no alteration of the line that came after."""
    later = written([{"row_key": "CT-9"}], before=Link(5, str(FIVE[2][-1])))
    assert said([*FIVE, *later])[1] == (
        "Rij 7, regel LB-2: verplaatst, of iets ingevoegd: hoort meteen na rij 4."
    )


def test_lines_without_a_chain_above_it_are_told_and_are_no_break() -> None:
    bare: Rows = [["LB-A", 44593.5, "cm", *[""] * 8], ["LB-B", 44593.5, "cm", *[""] * 8]]
    assert said(bare + FIVE) == [
        "7 regels, de keten is heel.",
        "2 regels zonder keten, vanaf rij 2: met de hand geschreven, of van voor deze versie.",
    ]


def test_a_key_that_is_not_here_is_told_and_older_keys_still_count() -> None:
    both = Cipher({"t": b"k" * 32, "u": b"q" * 32}, "u")
    rows = FIVE + written([{"row_key": "CT-9"}], both, note_of(FIVE).link)
    assert str(rows[5][-1]).startswith("6:u:")
    assert report(rows, cipher=both).is_whole
    assert said(rows, cipher=OTHER)[1] == (
        "Rij 2, regel LB-2: gemaakt met een sleutel die hier niet is, dus niet te controleren."
    )


def test_a_missing_header_is_told() -> None:
    places = {name: place for name, place in PLACES.items() if name != "chain"}
    found = verified("casework", dict(enumerate(FIVE, start=2)), places, None, CIPHER)
    assert (found.missing, found.bare, found.is_whole) == (("Keten",), (2, 3, 4, 5, 6), False)
    assert sentences(found)[1:3] == [
        "De kop 'Keten' ontbreekt. Zet die in rij 1.",
        "Zonder 'Keten' krijgen nieuwe regels geen keten.",
    ]


@pytest.mark.parametrize(
    "cell", ["", "1", "01:t:ab", "0:casework", "١:t:ab", "1:t:ab\n", " 1:t:ab", "1:t:é", 1.0, None,
             "9" * 5000 + ":t:ab"]
)  # fmt: skip
def test_what_is_no_link_is_none(cell: Cell) -> None:
    assert link_of(cell) is None
