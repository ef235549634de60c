"""Every error is drawn in the tree, and what it says is Dutch and for a person."""

import inspect
import re

import pytest

from lib import errors
from lib.errors import DashboardError
from lib.schema.problem import Problem

EMPTY = Problem("contacts", None, "held_on", "", "missing", "Vul 'Datum' in.")
MADE = [
    errors.SettingsError("STAP_TODAY", "een datum als 2022-02-01"),
    errors.KeysMissing("data/keys.json"),
    errors.SignInFailed(),
    errors.NotAllowed("edit_sheets", "commissie"),
    errors.AccountRefused("Deze gebruikersnaam bestaat al."),
    errors.SheetMissing("Contacten"),
    errors.ColumnMissing("Contacten", "Datum"),
    errors.ChangeRefused([EMPTY, EMPTY]),
    errors.WriteConflict("CT-1", {"x": 1}, {"x": 2}, ["x"], "casemanager2"),
    errors.NotPublishable("Onderwerpen van consultatie"),
    errors.FileRefused("Dit is geen Excel-bestand (.xlsx)."),
    errors.SecretUnreadable(),
    errors.BackupUnreadable("2022-02-01_143200.backup"),
    errors.SheetsUnreachable(),
    errors.SheetsBusy(),
    errors.SheetsRefused(403, "PERMISSION_DENIED"),
    errors.JournalUnwritable(),
]
ENGLISH = re.compile(
    r"\b(the|and|not|error|failed|with|could|please|try|again|row|column|sheet|permission)\b", re.I
)


def leaves(kind: type[DashboardError] = DashboardError) -> set[type[DashboardError]]:
    below = [k for k in kind.__subclasses__() if k.__module__ == "lib.errors"]
    return set().union(*map(leaves, below)) if below else {kind}


def test_every_leaf_of_the_tree_is_made_here() -> None:
    assert {type(error) for error in MADE} == leaves()


def test_the_tree_is_drawn_at_the_top_as_it_is() -> None:
    kinds = {
        name for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, DashboardError)
    }  # fmt: skip
    drawn = re.findall(
        r"^(?:[│├└─ ]*)([A-Z]\w+Error|[A-Z][a-z]+[A-Z]\w+)", errors.__doc__ or "", re.M
    )
    assert set(drawn) == kinds
    assert len(drawn) == len(kinds)


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_a_message_is_a_dutch_sentence(error: DashboardError) -> None:
    assert error.message.endswith(".")
    assert not ENGLISH.search(error.message)
    assert error.message[0].isupper()
    assert str(error) == error.message


def test_a_refusal_holds_every_problem() -> None:
    refusal = errors.ChangeRefused([EMPTY, EMPTY])
    assert refusal.problems == (EMPTY, EMPTY)
    assert refusal.message == "Nog niet opgeslagen: Vul 'Datum' in. Vul 'Datum' in."


def test_a_conflict_holds_both_values_but_does_not_say_them() -> None:
    conflict = errors.WriteConflict(
        "CT-1", {"note": "zus"}, {"note": "broer"}, ["note"], "casemanager2"
    )
    assert (conflict.mine, conflict.theirs) == ({"note": "zus"}, {"note": "broer"})
    assert (conflict.columns, conflict.by) == (("note",), "casemanager2")
    assert not re.search("zus|broer|casemanager2", conflict.message)


def test_sign_in_says_the_same_whatever_was_wrong() -> None:
    assert errors.SignInFailed().message == errors.SignInFailed().message
    assert list(inspect.signature(errors.SignInFailed).parameters) == []


def test_errors_carry_what_the_code_needs() -> None:
    assert errors.SheetsBusy(10).retry_after_s == 10
    assert errors.SheetsUnreachable().retry_after_s == 30
    refused = errors.SheetsRefused(404, "NOT_FOUND")
    assert (refused.status, refused.reason) == (404, "NOT_FOUND")
    assert errors.ColumnMissing("Contacten", "Datum").column == "Datum"
    assert errors.SheetMissing("Contacten").sheet == "Contacten"
    allowed = errors.NotAllowed("edit_sheets", "commissie")
    assert (allowed.permission, allowed.role) == ("edit_sheets", "commissie")
