"""Plan, apply and check: the spreadsheets of an installation, one after another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gspread import Client
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.http_client import HTTPClient

from lib.schema.workbook import WORKBOOK_TITLES
from lib.store.provision.plan import Plan, plan_of
from lib.store.provision.protection import Editors
from lib.store.provision.rights import missing_right, refused, viewer
from lib.store.provision.standing import read_file
from lib.store.translate import translated

# A whole spreadsheet is one request; Google ends one after 180 seconds.
_TIMEOUT_S = (5.0, 180.0)


@dataclass(frozen=True)
class Found:
    """One spreadsheet: the workbooks in it, its title ("" when it cannot be read), and what is to
    be done. `is_applied`: the steps have been taken, and `plan` is what was left afterwards."""

    id: str
    workbooks: Sequence[str]
    title: str
    plan: Plan
    is_applied: bool = False

    @property
    def name(self) -> str:
        """As people call it: the workbooks in it."""
        return " + ".join(WORKBOOK_TITLES[name] for name in self.workbooks)


def look(client: Client, workbooks: Mapping[str, str], editors: Editors) -> Iterator[Found]:
    """What each spreadsheet differs; nothing in it changes. StoreError when Google is away."""
    for file_id, names in _files(workbooks).items():
        with translated():
            yield _looked(client.http_client, file_id, names, editors, asks_rights=True)


def apply(client: Client, workbooks: Mapping[str, str], editors: Editors) -> Iterator[Found]:
    """Take the steps, one request for each spreadsheet that differs, and look again. What was not
    reached is done by doing it again: only what still differs is sent."""
    client.http_client.set_timeout(_TIMEOUT_S)
    for file_id, names in _files(workbooks).items():
        with translated():
            yield _applied(client.http_client, file_id, names, editors)


def _files(workbooks: Mapping[str, str]) -> dict[str, list[str]]:
    """Workbooks by spreadsheet: several may be in one."""
    files: dict[str, list[str]] = {}
    for name, file_id in workbooks.items():
        files.setdefault(file_id, []).append(name)
    return files


def _looked(
    http: HTTPClient, file_id: str, names: Sequence[str], editors: Editors, *, asks_rights: bool
) -> Found:
    try:
        file = read_file(http, file_id)
    except (APIError, PermissionError, SpreadsheetNotFound) as error:
        task = missing_right(error, " en ".join(names), editors.app)
        if task is None:
            raise
        return Found(file_id, names, "", Plan(tasks=[task]))
    plan = plan_of(file, names, editors)
    if asks_rights and (task := viewer(http, file, editors.app)):
        plan = replace(plan, tasks=[task, *plan.tasks])
    return Found(file_id, names, file.title, plan)


def _applied(http: HTTPClient, file_id: str, names: Sequence[str], editors: Editors) -> Found:
    found = _looked(http, file_id, names, editors, asks_rights=False)
    requests = found.plan.requests
    if not requests:
        return found
    try:
        http.batch_update(file_id, {"requests": requests})
    except APIError as error:
        task = refused(error, editors.app)
        if task is None:
            raise
        return replace(found, plan=replace(found.plan, tasks=[task, *found.plan.tasks]))
    after = _looked(http, file_id, names, editors, asks_rights=False)
    return replace(after, is_applied=True)
