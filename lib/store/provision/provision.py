"""Plan, apply and check: the spreadsheets of an installation, one after another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gspread import Client
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.http_client import HTTPClient, ParamsType
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

from lib.store.provision.plan import Plan, plan_of
from lib.store.provision.protection import Editors
from lib.store.provision.rights import missing_right, refused, viewer
from lib.store.provision.standing import File, after_state, file_of, read_file
from lib.store.provision.step import Request
from lib.store.translate import translated

# A whole spreadsheet is one request; Google ends one after 180 seconds.
_TIMEOUT_S = (5.0, 180.0)


@dataclass(frozen=True)
class Found:
    """One spreadsheet: its title ("" when it cannot be read), and what is to be done. When
    `is_applied` the steps have been taken, and `plan` is what was left afterwards."""

    title: str
    plan: Plan
    is_applied: bool = False


def files_of(workbooks: Mapping[str, str]) -> dict[str, list[str]]:
    """The workbooks in each spreadsheet: there may be several in one."""
    files: dict[str, list[str]] = {}
    for name, file_id in workbooks.items():
        files.setdefault(file_id, []).append(name)
    return files


def look(client: Client, file_id: str, workbooks: Sequence[str], editors: Editors) -> Found:
    """What a spreadsheet differs; nothing in it changes. StoreError when Google is away."""
    http = client.http_client
    with translated():
        file, found = _looked(http, file_id, workbooks, editors)
        if file is None or (task := viewer(http, file.id, editors.app)) is None:
            return found
    return replace(found, plan=replace(found.plan, tasks=[task, *found.plan.tasks]))


def apply(client: Client, file_id: str, workbooks: Sequence[str], editors: Editors) -> Found:
    """Take all steps in one request, and see from its answer what is left; nothing is sent when
    there are none. StoreError when Google is away: doing it again goes on, as only what still
    differs is sent."""
    http = client.http_client
    http.set_timeout(_TIMEOUT_S)
    with translated():
        file, found = _looked(http, file_id, workbooks, editors)
        requests = found.plan.requests
        if file is None or not requests:
            return found
        try:
            after = _found(_written(http, file, requests), workbooks, editors)
        except APIError as error:
            task = refused(error, editors.app)
            if task is None:
                raise
            return replace(found, plan=replace(found.plan, tasks=[task, *found.plan.tasks]))
        if after.plan.steps:
            # Before that is said, what stands there is read: the answer came with the write.
            _, after = _looked(http, file_id, workbooks, editors)
    return replace(after, is_applied=True)


def _written(http: HTTPClient, file: File, requests: Sequence[Request]) -> File:
    """One request: all of these or none, and the spreadsheet as it is afterwards. APIError when
    Google refuses."""
    asked, mask = after_state(file, requests)
    url = SPREADSHEET_BATCH_UPDATE_URL % file.id
    params: ParamsType = {"fields": mask}
    try:
        answer = http.request("post", url, params=params, json={"requests": requests, **asked})
    except APIError as error:
        if error.response.status_code != 400:
            raise
        # Perhaps it was only what we asked to see: somebody gave a tab another title meanwhile.
        http.batch_update(file.id, {"requests": requests})
        return read_file(http, file.id)
    return file_of(file.id, answer.json()["updatedSpreadsheet"])


def _looked(
    http: HTTPClient, file_id: str, workbooks: Sequence[str], editors: Editors
) -> tuple[File | None, Found]:
    try:
        file = read_file(http, file_id)
    except (APIError, PermissionError, SpreadsheetNotFound) as error:
        task = missing_right(error, " en ".join(workbooks), editors.app)
        if task is None:
            raise
        return None, Found("", Plan(tasks=[task]))
    return file, _found(file, workbooks, editors)


def _found(file: File, workbooks: Sequence[str], editors: Editors) -> Found:
    return Found(file.title, plan_of(file, workbooks, editors))
