"""Worlds that went well and were once judged wrong: each is named after what the judge missed."""

from dataclasses import replace
from typing import Any

from tests.simulation.run import played
from tests.simulation.schedule import Act, Round, Target, Weather


def saved(row: int, column: int, *acts: Act, **around: Any) -> Round:
    """One writer who has just looked saves one cell."""
    given = {"is_fresh": True, "is_again": False, "is_restart": False, "pause_s": 5, **around}
    return Round(writer=0, targets=(Target(row, (column,)),), acts=acts, **given)


def test_a_save_that_is_taken_back_while_it_waits_may_still_be_astray() -> None:
    """It hit a row that was added just then; a line says that somebody was first on its own row,
    and the sheets are away before the other can be looked after."""
    outcome = played([
        saved(0, 1, Act(1, "type", 0, 1), Act(1, "add", 0, 0),
              weather=(Weather("expired", "read", 2, 1),)),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert (outcome.counts["hersteld"], outcome.counts["set aside"]) == (2, 1)


def test_what_was_in_the_way_of_a_save_that_waits_shows_in_a_calm_round_too() -> None:
    outcome = played([
        saved(0, 2, Act(1, "delete", 0, 0), weather=(Weather("timeout_after", "any", 2, 5),)),
        saved(0, 3, is_restart=True),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert outcome.counts["detected"] == 1


def test_a_save_that_goes_after_one_that_was_set_aside_is_of_the_sheet_as_it_stands() -> None:
    """The first hit another row, and the app forgot what stood there; the second is of somebody
    who saw what stands there now."""
    outcome = played([
        saved(0, 2, Act(1, "delete", 0, 0), weather=(Weather("timeout_after", "any", 2, 5),)),
        saved(0, 3, is_restart=True, weather=(Weather("expired", "read", 1, 1),)),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert (outcome.counts["detected"], outcome.counts["kept"]) == (1, 0)


def test_a_row_without_a_key_taken_away_while_it_gets_its_cells_back_may_stand_again() -> None:
    """The save hit it, for a row above went; it is put back where nothing is by then."""
    outcome = played([
        saved(0, 0, Act(2, "add", 5, 2)),
        saved(4, 2, Act(1, "delete", 0, 0), Act(3, "delete", 4, 0)),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert (outcome.counts["hersteld"], outcome.counts["came back"]) == (1, 1)


def test_a_stamp_under_a_header_that_was_dragged_there_looks_like_headers_exchanged() -> None:
    """It was told; the next save is refused, and says which two headers."""
    outcome = played([
        replace(saved(42, 1, Act(1, "drag column", 37, 13)), targets=(Target(42, (1, 0)),)),
        saved(23, 0, is_again=True),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert (outcome.counts["detected, columns"], outcome.counts["refused"]) == (1, 1)


def test_a_copied_row_may_get_the_change_and_be_typed_over_before_it_is_looked_at() -> None:
    """The row was copied above itself just then, so the save hit the copy; its text was typed
    over after that, and only the stamp still tells which of the two it was."""
    outcome = played([
        saved(0, 2, Act(1, "copy", 0, 0), Act(4, "type", 0, 2)),
    ])  # fmt: skip
    assert outcome.wrongs == []
    assert outcome.counts["gewijzigd"] == 1
