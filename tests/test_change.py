"""What a form, a grid or a file gives becomes a Change, or all its problems at once."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.change import Change, changed_by_others, clashes, new_key, propose
from lib.cipher import Cipher, Place, is_sealed
from lib.errors import ChangeRefused
from lib.schema.codes import is_client_code
from lib.schema.column import Kind
from lib.schema.workbook import SHEETS
from lib.snapshot import Snapshot, assemble
from lib.table import read_table
from tests.schema.values import COLUMNS
from tests.world import SMALL, cells

CIPHER = Cipher({"t": b"k" * 32}, "t")
CONTACT: Mapping[str, Any] = {
    "client_code": "ST-00004", "held_on": "1-2-2022", "channel": "Sms", "kind": "Gepland",
    "outcome": "Gesproken", "worker": "CM-01",
}  # fmt: skip
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
              st.just("\ud800"), st.just("n" * 30_000), st.dates(), st.datetimes()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=4,
)  # fmt: skip
Refused = Callable[..., dict[str | None, str]]


def _snapshot() -> Snapshot:
    rows = cells(SMALL)
    tables = {name: read_table(SHEETS[name], rows[name]) for name in SHEETS}
    return assemble(tables, datetime(2022, 2, 1))


SNAPSHOT = _snapshot()


@pytest.fixture
def refused() -> Refused:
    """Column → code of every problem with a new contact that has these values."""

    def codes(snapshot: Snapshot = SNAPSHOT, **given: Any) -> dict[str | None, str]:
        with pytest.raises(ChangeRefused) as caught:
            propose("contacts", "CT-9", None, {**CONTACT, **given}, snapshot, CIPHER)
        assert all(p.sentence.endswith(".") and p.text == "" for p in caught.value.problems)
        return {p.column: p.code for p in caught.value.problems}

    return codes


def changed(before: Mapping[str, Any] | None = None, **given: Any) -> Change:
    seen = before or SNAPSHOT.row("clients", "ST-00004")
    return propose("clients", "ST-00004", seen, given, SNAPSHOT, CIPHER)


def test_a_sound_contact_is_read_into_plain_values() -> None:
    change = propose("contacts", "CT-9", None, CONTACT, SNAPSHOT, CIPHER)
    assert change.is_new
    assert change.after == {**CONTACT, "held_on": date(2022, 2, 1)}
    assert change.row()["contact_id"] == "CT-9"
    assert change.row()["note"] is None


def test_all_problems_come_at_once(refused: Refused) -> None:
    found = refused(held_on="31-2-2022", channel="Postduif", outcome="", worker="CM-99",
                    duration_min=601, note="n" * 501, follow_up_on="2020-01-01")  # fmt: skip
    assert found == {
        "held_on": "not_a_date", "channel": "unknown_choice", "outcome": "missing",
        "worker": "unknown_reference", "duration_min": "out_of_range", "note": "too_long",
    }  # fmt: skip


def test_required_columns_that_are_not_given_are_problems_of_a_new_row_only() -> None:
    with pytest.raises(ChangeRefused) as caught:
        propose("contacts", "CT-9", None, {}, SNAPSHOT, CIPHER)
    assert [p.column for p in caught.value.problems] == list(CONTACT)
    assert changed(return_expected="mei").after == {"return_expected": "mei"}


@pytest.mark.parametrize("name", ["contact_id", "changed_on", "changed_by"])
def test_what_the_app_fills_in_cannot_be_given(name: str, refused: Refused) -> None:
    assert refused(**{name: "CT-1"}) == {name: "protected"}


def test_a_column_the_sheet_does_not_have_is_refused(refused: Refused) -> None:
    assert refused(naam="Piet", changed="x") == {None: "unknown_column"}


def test_a_number_from_a_form_is_that_number_also_where_a_typed_one_might_be_a_date() -> None:
    values = {"approach": "STAP", "figure_name": "Bezoeken (fictief)", "as_of": "2022-02-01",
              "value": 45000.0, "source": "Test"}  # fmt: skip
    change = propose("key_figures", "KC-9", None, values, SNAPSHOT, CIPHER)
    assert change.after["value"] == 45000.0


@pytest.mark.parametrize("forged", [{"a": 1}, [1, 2], {"2022-02-01"}, 44593, 1.5, True, object()])
def test_a_value_of_the_wrong_type_is_no_date(forged: Any, refused: Refused) -> None:
    assert refused(held_on=forged) == {"held_on": "not_valid"}


@pytest.mark.parametrize(
    ("name", "forged"),
    [("note", ["a"]), ("note", {"a": 1}), ("channel", ["Sms"]), ("duration_min", True),
     ("life_areas", [1]), ("life_areas", {"Wonen": 1}), ("with_expert", 1), ("worker", 1),
     ("follow_up_on", datetime(2022, 2, 2, tzinfo=UTC))],
)  # fmt: skip
def test_a_value_of_the_wrong_type_is_refused(name: str, forged: Any, refused: Refused) -> None:
    assert refused(**{name: forged}) == {name: "not_valid"}


@pytest.mark.parametrize(
    ("name", "given_value", "read"),
    [("held_on", pd.Timestamp("2022-02-01"), date(2022, 2, 1)), ("duration_min", np.int64(5), 5),
     ("held_on", date(2022, 2, 1), date(2022, 2, 1)), ("with_expert", np.True_, True),
     ("life_areas", ["Justitie", "Wonen"], ("Wonen", "Justitie")), ("duration_min", "5", 5)],
)  # fmt: skip
def test_what_grids_and_files_give_is_read(name: str, given_value: Any, read: Any) -> None:
    change = propose("contacts", "CT-9", None, {**CONTACT, name: given_value}, SNAPSHOT, CIPHER)
    assert change.after[name] == read


@pytest.mark.parametrize("nothing", [None, "", " ", float("nan"), pd.NA, pd.NaT])
def test_every_form_of_nothing_is_missing(nothing: Any, refused: Refused) -> None:
    assert refused(held_on=nothing) == {"held_on": "missing"}
    assert (
        "follow_up_on"
        not in propose(
            "contacts", "CT-9", None, {**CONTACT, "follow_up_on": nothing}, SNAPSHOT, CIPHER
        ).after
    )


def test_a_consent_shares_with_organisations_of_the_list_only() -> None:
    signed = {"client_code": "ST-00004", "form_version": "1", "letter_version": "1",
              "signed_on": "1-2-2022", "purposes": "Toeleiding",
              "data_kinds": "Voortgang"}  # fmt: skip
    named = {**signed, "share_with": ["De Cirkel"]}
    change = propose("consents", "TS-1", None, named, SNAPSHOT, CIPHER)
    assert change.after["share_with"] == ("De Cirkel",)
    wrong = {**signed, "share_with": ["De Cirkel", "De buurvrouw"]}
    with pytest.raises(ChangeRefused) as caught:
        propose("consents", "TS-1", None, wrong, SNAPSHOT, CIPHER)
    (problem,) = caught.value.problems
    assert (problem.column, problem.code) == ("share_with", "unknown_reference")
    assert problem.sentence == "'Delen met' verwijst naar iets dat niet in Organisaties staat."
    # One that stood there already does not stand in the way of another change of the row.
    stood = {**change.row(), "share_with": ("De buurvrouw",)}
    added = {"share_with": ["De buurvrouw", "De Cirkel"]}
    assert propose("consents", "TS-1", stood, added, SNAPSHOT, CIPHER).after


def test_a_reference_outside_what_the_person_may_see_does_not_exist(refused: Refused) -> None:
    clients = SNAPSHOT.tables["clients"]
    narrowed = SNAPSHOT.only({**SNAPSHOT.tables, "clients": clients[clients.index == 3]})
    assert refused(narrowed) == {"client_code": "unknown_reference"}


@pytest.mark.parametrize("name", SHEETS)
@settings(max_examples=6)
@given(data=st.data())
def test_nothing_forged_in_any_column_raises_anything_but_refusal(
    name: str, data: st.DataObject
) -> None:
    sheet = SHEETS[name]
    key = "ST-00004" if name == "clients" else "XX-1"
    before = SNAPSHOT.row(name, key) or dict.fromkeys(c.name for c in sheet.columns)
    for column in sheet.columns:
        forged = data.draw(JSON, label=column.name)
        with suppress(ChangeRefused):
            change = propose(name, key, before, {column.name: forged}, SNAPSHOT, CIPHER)
            assert not column.is_protected
            value = change.after.get(column.name)
            if column.choices:
                labels = {member.value for member in column.choices}
                assert value is None or {value} <= labels or set(value) <= labels
            elif isinstance(value, str) and not column.is_secret:
                assert len(value) <= (column.max_length or 50_000)


@settings(max_examples=60)
@given(
    given_values=st.dictionaries(
        st.sampled_from([c.name for c in SHEETS["contacts"].columns]), JSON
    )
)
def test_nothing_forged_in_a_new_row_raises_anything_but_refusal(given_values: Any) -> None:
    with pytest.raises(ChangeRefused):
        propose("contacts", "CT-9", None, {**given_values, "worker": "CM-99"}, SNAPSHOT, CIPHER)


def test_an_untouched_secret_stays_the_same_ciphertext() -> None:
    sealed = CIPHER.seal("Roos", Place("casework", "clients", "ST-00004", "alias"))
    before = {**(SNAPSHOT.row("clients", "ST-00004") or {}), "alias": sealed}
    assert changed(before, alias="Roos", aftercare=True).after == {"aftercare": True}
    new = changed(before, alias="Roosje").after["alias"]
    assert is_sealed(new)
    assert CIPHER.open(new, Place("casework", "clients", "ST-00004", "alias")) == "Roosje"
    assert changed(before, alias="").after == {"alias": None}


def test_a_rule_broken_before_does_not_stop_another_change() -> None:
    before = {**(SNAPSHOT.row("clients", "ST-00004") or {}), "closed_on": date(2022, 1, 1)}
    assert changed(before, return_expected="mei").after == {"return_expected": "mei"}
    with pytest.raises(ChangeRefused) as caught:
        changed(closed_on="1-1-2022")
    assert [(p.column, p.code) for p in caught.value.problems] == [("closing_reason", "rule")]


def test_a_permit_cannot_skip_a_step() -> None:
    given_values = {"situation": "Zonder vergunning", "in_view": "ja", "step": "Verleend"}
    with pytest.raises(ChangeRefused) as caught:
        propose("permits", "VG-1", None, given_values, SNAPSHOT, CIPHER)
    assert caught.value.problems[0].sentence == "Van 'geen stap' kan niet meteen naar 'Verleend'."


def test_taking_back_is_bound_by_rules_and_not_by_the_order_of_steps() -> None:
    before = {"permit_id": "VG-1", "situation": "Zonder vergunning", "in_view": True,
              "step": "Verleend", "applied_on": date(2022, 1, 9)}  # fmt: skip
    back = {"step": "In behandeling"}
    with pytest.raises(ChangeRefused):
        propose("permits", "VG-1", before, back, SNAPSHOT, CIPHER)
    change = propose("permits", "VG-1", before, back, SNAPSHOT, CIPHER, is_undo=True)
    assert change.after == back
    early = {**back, "decided_on": date(2022, 1, 1)}
    with pytest.raises(ChangeRefused) as caught:
        propose("permits", "VG-1", before, early, SNAPSHOT, CIPHER, is_undo=True)
    assert [problem.column for problem in caught.value.problems] == ["decided_on"]


def test_a_period_that_overlaps_is_refused_for_the_change_that_makes_it_so() -> None:
    first = {"client_code": "ST-00004", "intensity": "Intensief", "case_manager": "CM-01",
             "from_on": date(2021, 8, 1)}  # fmt: skip
    snapshot = SNAPSHOT.with_rows([("support", {"support_id": "BG-1", **first})])
    with pytest.raises(ChangeRefused) as caught:
        propose("support", "BG-2", None, {**first, "from_on": "1-10-2021"}, snapshot, CIPHER)
    assert [(p.column, p.code) for p in caught.value.problems] == [("from_on", "rule")]


VALUES = st.dictionaries(
    st.sampled_from([c.name for c in COLUMNS[1:14] if c.kind is not Kind.SECRET]), st.integers(0, 3)
)


@given(before=VALUES, mine=VALUES, theirs=VALUES)
def test_changes_of_other_columns_never_clash_and_are_all_named(
    before: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    others = {name: value for name, value in theirs.items() if name not in mine}
    change, now = Change("clients", "ST-00004", before, mine), {**before, **others}
    assert clashes(change, now) == ()
    assert set(changed_by_others(change, now)) == {n for n in others if now[n] != before.get(n)}
    assert change.row(now) | mine == {**change.row(now), **others, **mine}


@given(before=VALUES, mine=VALUES, theirs=VALUES)
def test_a_clash_is_a_touched_column_where_others_want_something_else(
    before: dict[str, int], mine: dict[str, int], theirs: dict[str, int]
) -> None:
    now = {**before, **theirs}
    assert set(clashes(Change("clients", "ST-00004", before, mine), now)) == {
        n for n in mine if now.get(n) not in (before.get(n), mine[n])}  # fmt: skip


def test_new_keys_are_free_and_have_the_form_of_their_sheet() -> None:
    assert is_client_code(new_key("clients", SNAPSHOT))
    assert new_key("contacts", SNAPSHOT).startswith("CT-")
