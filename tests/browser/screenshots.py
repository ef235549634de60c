"""The pictures of docs/handleiding.md, one per page of the demo world, on a wide screen.

python -m tests.browser.screenshots
"""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from lib import localsheets
from lib.access.permissions import PERMISSIONS
from lib.access.roles import Role
from lib.schema.workbook import SHEETS
from lib.store.connect import LOCAL_FILE
from lib.ui.navigation import CLIENT, DASHBOARD, EDIT, ENTRIES, REPORTS, Entry
from tests.browser.conftest import CHROMIUM, DESKTOP, FLAGS, WAIT_MS, serving, settle, signed_in
from tests.conftest import ROOT, DemoWorld, build_world

FOLDER = ROOT / "docs" / "screenshots"
SIGN_IN = "inloggen"
# Whose screen tells most; every other page is shown as the first role that may open it sees it.
_WHOSE = {DASHBOARD: Role.COMMITTEE, REPORTS: Role.COMMITTEE, EDIT: Role.COORDINATOR}


def make() -> None:
    """Write every picture anew; what belongs to no page any more goes."""
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with ExitStack() as opened:
        data = build_world(Path(opened.enter_context(TemporaryDirectory())))
        session = opened.enter_context(localsheets.session(data / LOCAL_FILE))
        server = opened.enter_context(serving(DemoWorld(data, session)))
        playwright = opened.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _picture(browser, server.url, SIGN_IN)
        for entry in ENTRIES:
            cookies = signed_in(browser, server, _account(entry))
            address = f"{server.url}/{entry.url}{_query(entry, server.world)}"
            _picture(browser, address, entry.url, cookies)
        browser.close()


def _account(entry: Entry) -> str:
    """Demo accounts are named after their role."""
    return _WHOSE.get(entry) or next(r for r in Role if entry.needs in PERMISSIONS[r])


def _query(entry: Entry, world: DemoWorld) -> str:
    """A client of the first case manager about whom there is something to see."""
    if entry is not CLIENT:
        return ""
    code = SHEETS["clients"].key().header
    own = {row[code] for row in world.records("clients") if row["Casemanager"] == "CM-01"}
    told = Counter(row["Cliënt"] for row in world.records("contacts") if row["Cliënt"] in own)
    return f"?client={told.most_common(1)[0][0]}"


def _picture(browser: Browser, address: str, name: str, cookies: Any = None) -> None:
    page = browser.new_page(viewport=DESKTOP, locale="nl-NL", storage_state=cookies)
    page.set_default_timeout(WAIT_MS)
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    settle(page)
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    page.close()


if __name__ == "__main__":
    make()
