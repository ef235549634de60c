"""The demo world has the look of the real sheets, but for what would make its start slow."""

import gspread

from lib import localsheets
from lib.schema.workbook import WORKBOOK_TITLES
from lib.store.build import known_workbooks
from lib.store.connect import LOCAL_FILE
from lib.store.provision.protection import Editors
from lib.store.provision.provision import look
from tests.conftest import DemoWorld


def test_the_demo_lacks_dropdowns_and_protections_only(demo: DemoWorld) -> None:
    ids = known_workbooks(demo.data) or {}
    with localsheets.session(demo.data / LOCAL_FILE) as session:
        client = gspread.Client(auth=None, session=session)
        editors = Editors(localsheets.OWNER)
        found = {name: look(client, ids[name], [name], editors).plan for name in WORKBOOK_TITLES}
    kinds = {
        step.what.split(" van ")[0].split(":")[0] for plan in found.values() for step in plan.steps
    }
    assert kinds == {
        "", "dit blad ontbreekt en wordt gemaakt", "opmaak en keuzelijst", "beveiliging ontbreekt"
    }  # fmt: skip
    made = {
        step.place
        for plan in found.values()
        for step in plan.steps
        if step.what.startswith("dit blad ontbreekt")
    }
    assert made == {"Lees mij"}
    assert not any(plan.tasks for plan in found.values())
