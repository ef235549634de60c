"""Every missing right has a sentence that says where to press."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from gspread.exceptions import APIError
from requests import Response

from lib.errors import StoreError
from lib.store.provision import provision
from lib.store.provision.protection import Editors
from lib.store.provision.provision import Found, apply, look
from lib.store.provision.rights import missing_right
from lib.store.provision.standing import file_of
from tests.store.conftest import SERVICE
from tests.store.provision.conftest import (
    EDITORS,
    OWNER,
    STRANGER,
    VIEWER,
    Office,
    steps,
    tasks,
)


def test_a_spreadsheet_that_was_not_shared(office: Office) -> None:
    file = office.ids["casework"], ["casework"], replace(EDITORS, app=STRANGER)
    for found in (look(office.acts_as(STRANGER), *file), apply(office.acts_as(STRANGER), *file)):
        (task,) = found.plan.tasks
        assert "klik rechtsboven op Delen" in task.sentence
        assert STRANGER in task.sentence
        assert "kies ernaast de rol Bewerker" in task.sentence
        assert not found.plan.steps


def test_a_spreadsheet_that_was_shared_to_read_only(office: Office) -> None:
    file = office.ids["casework"], ["casework"], replace(EDITORS, app=VIEWER)
    found = look(office.acts_as(VIEWER), *file)
    assert "De app mag dit bestand lezen en niet wijzigen." in tasks([found])
    assert f"zoek {VIEWER} en zet de rol ernaast op Bewerker" in tasks([found])
    assert "Cliënten: dit blad ontbreekt" in steps([found])  # what it would do, once it may
    assert tasks([apply(office.acts_as(VIEWER), *file)]) == tasks([found])
    assert len(office.book("casework").worksheets()) == 1


def test_an_id_that_leads_nowhere(office: Office) -> None:
    office.ids = {"casework": "niets", "permits": office.ids["permits"]}
    first, second = office.apply()
    assert "zet dat in .streamlit/secrets.toml bij casework" in tasks([first])
    assert second.plan.is_done  # the others go on


def test_the_others_go_on_when_one_was_not_shared(office: Office) -> None:
    with_id = office.acts_as(OWNER).create("Van een ander").id
    office.ids = {**office.ids, "permits": with_id}
    found = office.apply()
    assert [one.plan.is_done for one in found] == [True, False, True, True]


def refusal(status: int, reason: str = "") -> APIError:
    response = Response()
    response.status_code = status
    details = [{"reason": reason}] if reason else []
    error = {"code": status, "message": "…", "status": "X", "details": details}
    response._content = json.dumps({"error": error}).encode()
    return APIError(response)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (refusal(401), "Google kent het serviceaccount niet, of de sleutel niet meer."),
        (refusal(403, "SERVICE_DISABLED"), "De Google Sheets API staat uit"),
        (refusal(403), "klik rechtsboven op Delen"),
        (refusal(404), "tussen /d/ en /edit"),
    ],
)
def test_what_google_says_no_with(error: APIError, words: str) -> None:
    task = missing_right(error, "casework", SERVICE)
    assert task is not None
    assert words in task.sentence
    assert "{" not in task.sentence


def test_what_is_no_right_is_an_error(office: Office) -> None:
    assert missing_right(refusal(400), "casework", SERVICE) is None
    office.faults.always("unavailable")
    with pytest.raises(StoreError):
        office.look("casework")


def test_ids_that_were_mixed_up(made: Office) -> None:
    """Clients must never come into the spreadsheet that the committee reads."""
    ids = made.ids
    made.ids = {**ids, "casework": ids["committee"], "committee": ids["casework"]}
    made.asked()
    found = made.apply()
    assert made.asked().count("write") == 0
    assert "staat het blad 'Kerncijfers' van Begeleidingscommissie." in tasks([found[0]])
    assert "staat het blad 'Cliënten' van STAP casuïstiek." in tasks([found[3]])
    assert [len(one.plan.steps) for one in found] == [0, 0, 0, 0]


def closed(office: Office, name: str, **area: int) -> dict[str, Any]:
    """Cells that a person closed to everybody but the owner."""
    sheet_id = office.sheet(name).id
    protection = {"range": {"sheetId": sheet_id, **area}, "editors": {"users": [OWNER]}}
    return {"addProtectedRange": {"protectedRange": protection}}


def test_a_range_that_keeps_the_app_out(made: Office) -> None:
    made.change("casework", closed(made, "clients", startColumnIndex=2, endColumnIndex=4))
    made.book("casework").update_locale("en_US")
    found = made.look("casework")
    assert "Cliënten: de app mag het bereik C1:D niet wijzigen." in tasks(found)
    assert "Gegevens → Bladen en bereiken beveiligen" in tasks(found)
    assert f"vink {SERVICE} aan" in tasks(found)
    (found_after,) = made.apply("casework")  # all else is put right
    assert (steps([found_after]), tasks([found_after])) == ("", tasks(found))
    assert made.book("casework").locale == "nl_NL"


def test_a_tab_that_keeps_the_app_out(made: Office) -> None:
    made.change("progress", closed(made, "team"))
    assert "Team: de app mag dit blad niet wijzigen." in tasks(made.look("progress"))


def applied_after(office: Office, act: Callable[[], object]) -> Found:
    """What comes of the permits when somebody does this between the look and the write."""
    app, acts = office.app, [act]
    send = app.http_client.request

    def late(method: str, *given: Any, **sent: Any) -> Response:
        if method == "post" and acts:
            acts.pop()()
        return send(method, *given, **sent)

    app.http_client.request = late  # type: ignore[method-assign]
    return apply(app, office.ids["permits"], ["permits"], EDITORS)


def test_a_refusal_of_google_is_said_in_its_own_words(office: Office) -> None:
    """Somebody else's tab has come in the way between the look and the write."""
    found = applied_after(office, lambda: office.book("permits").add_worksheet("Logboek", 5, 5))
    assert "Google zegt: Invalid requests[" in tasks([found])
    assert "dus in dit bestand is niets gedaan" in tasks([found])
    assert [one.title for one in office.book("permits").worksheets()] == ["Sheet1", "Logboek"]
    assert office.apply("permits")[0].plan.is_done


def test_a_tab_that_gets_another_title_meanwhile_keeps_nothing_from_being_done(
    office: Office,
) -> None:
    own = office.book("permits").add_worksheet("Van mij", 5, 5)
    found = applied_after(office, lambda: own.update_title("Van ons"))
    assert (found.is_applied, found.plan.is_done) == (True, True)
    tabs = [one.title for one in office.book("permits").worksheets()]
    assert tabs == ["Lees mij", "Sheet1", "Van ons", "Vergunningen", "Logboek"]
    assert office.look("permits")[0].plan.is_done


def test_an_answer_that_tells_too_little_is_checked_by_reading(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.book("permits").fetch_sheet_metadata()
    monkeypatch.setattr(provision, "file_of", lambda id_, _answer: file_of(id_, before, True))
    (found,) = office.apply("permits")
    assert (found.is_applied, found.plan.is_done) == (True, True)
    assert office.asked() == ["read", "read", "write", "read", "read"]


def test_without_the_address_of_the_owner_nobody_is_a_stranger(office: Office) -> None:
    editors = Editors(SERVICE)
    assert all(one.plan.is_done for one in office.apply("permits", editors=editors))
    assert office.look("permits", editors=editors)[0].plan.is_done
    found = office.look("permits", editors=Editors(SERVICE, ("ander@organisatie.example",)))
    assert "beveiliging is veranderd: koppen" in steps(found)
    assert f"ook {OWNER} mag 'koppen' wijzigen" in tasks(found)
