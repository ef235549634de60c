from hypothesis import given
from hypothesis import strategies as st

from lib.reports.prose import Part, line, parts


def test_lines_follow_on_and_an_empty_line_ends_a_paragraph() -> None:
    assert parts("Een zin die\ndoorloopt.\n\nEen tweede.") == (
        Part("text", ("Een zin die doorloopt.",)),
        Part("text", ("Een tweede.",)),
    )


def test_items_of_a_list_are_known_by_how_they_begin() -> None:
    said = "Vooraf:\n• een\n- twee\n  loopt door\n\n1. eerst\n2) dan\n-5 is geen punt"
    assert parts(said) == (
        Part("text", ("Vooraf:",)),
        Part("bullets", ("een", "twee loopt door")),
        Part("numbers", ("eerst", "dan -5 is geen punt")),
    )


@given(st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1)))
def test_no_word_is_lost(words: list[str]) -> None:
    kept = [word for part in parts("\n".join(words)) for one in part.lines for word in one.split()]
    wanted = line(" ".join(words)).split()
    assert "".join(kept) == "".join(wanted)


@given(st.text())
def test_what_is_left_can_stand_in_every_format(said: str) -> None:
    plain = line(said)
    assert plain == line(plain)
    assert "\n" not in plain
    assert not set(plain) & {chr(n) for n in (*range(32), 0x7F, 0x202E, 0xFFFE)}
