"""The document tells every damage, with the sentence that the tests of the damage hold true."""

from tests.doctor.damages import EVERY
from tests.doctor.document import PATH, with_table


def test_the_document_is_up_to_date() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert with_table(text) == text, "run `make docs`"


def test_every_damage_is_told_once_in_whole_sentences() -> None:
    text = PATH.read_text(encoding="utf-8")
    for damage in EVERY:
        assert text.count(f"\n| {damage.what} |") == 1
        for _, said in (*damage.told, *damage.spelled, *damage.inspected):
            assert said[0].isupper() or said.startswith("'")
            assert said.endswith(".")
