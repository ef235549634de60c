"""ARCHITECTURE.md as code: who may import whom, and what holds everywhere.

Every rule is a function from a parsed module to complaints, so that it can be tried on planted
sources as well as on ours: a rule that nothing can break is no rule.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from lib.schema.logbook import Logbook
from lib.schema.workbook import SHEETS
from lib.ui.navigation import ENTRIES

ROOT = Path(__file__).parents[1]


class Room(NamedTuple):
    """`may` names the rooms it may import besides itself; `outside` the libraries; `effects`
    what it may reach for beyond its arguments: clock, chance, environment, files."""

    may: str = ""
    outside: str = ""
    effects: str = ""


# The layer table. A room is app.py, pages/, or what stands directly in lib/.
ROOMS: Mapping[str, Room] = {
    "app": Room("ui access errors", "streamlit"),
    "pages": Room("ui measures access schema", "streamlit"),
    "manage": Room(
        "publishing provision doctor recovery store localsheets accounts keys docs chain audit "
        "access schema settings errors"
    ),
    "publishing": Room(
        "reports publication store accounts keys change cipher audit schema settings errors",
        "",
        "files",
    ),
    "doctor": Room("store accounts keys chain settings errors", "", "files"),
    "provision": Room("store schema settings errors"),
    "recovery": Room("store keys cipher audit schema settings errors", "", "files"),
    "ui": Room(
        "reports store charts publication disclosure measures accounts keys cipher audit edits "
        "change access snapshot table schema settings errors",
        "streamlit streamlit_authenticator starlette uvicorn jwt pandas",
        "clock chance files",
    ),
    "docs": Room("access schema settings localsheets", "", "files"),
    "reports": Room(
        "charts publication disclosure measures schema",
        "docx pptx openpyxl typst font_source_sans_pro",
        "files",
    ),
    "charts": Room("publication disclosure measures schema", "plotly pandas"),
    "publication": Room("disclosure measures change cipher snapshot schema errors", "pandas"),
    "disclosure": Room("measures schema errors", "numpy scipy pandas"),
    "measures": Room("snapshot schema", "pandas"),
    "store": Room(
        "localsheets demo chain audit edits change keys cipher snapshot table schema settings "
        "private errors",
        "gspread google requests urllib3 filelock pandas openpyxl",
        "clock chance files",
    ),
    "localsheets": Room("", "requests sqlite3 socket openpyxl", "clock chance files"),
    "demo": Room("cipher schema", "", "files"),
    "chain": Room("cipher schema"),
    "audit": Room("change edits schema"),
    "edits": Room("change snapshot table schema", "pandas numpy"),
    "change": Room("cipher snapshot schema errors", "pandas", "chance"),
    "accounts": Room("account_book passwords private access settings errors", "", "clock chance"),
    "account_book": Room("access errors", "yaml"),
    "access": Room("snapshot schema errors", "pandas"),
    "snapshot": Room("table schema", "pandas"),
    "table": Room("cipher schema", "pandas"),
    "passwords": Room("errors", "bcrypt", "chance"),
    "keys": Room("cipher private settings errors", "", "chance files"),
    "cipher": Room("errors", "cryptography", "chance"),
    "private": Room("errors", "filelock", "clock files"),
    "settings": Room("errors", "", "environment files"),
    "schema": Room("", "pydantic pandas"),
    "errors": Room(),
}

# Part of Python, but as telling as a library: only a room that names it may use it.
GUARDED = {"sqlite3", "subprocess", "socket", "pickle", "marshal", "shelve", "ctypes", "importlib"}

# Where an invariant leaves room, the files that may; each for the reason beside it.
SESSION_KEYS = {
    "lib/ui/session.py",
    "lib/ui/filters.py",  # a filter's first value goes to its own widget
    "lib/ui/sign_in.py",  # reads the two fields of the sign-in form
}
CACHES = {"lib/ui/live.py"}
JOURNAL = ("lib/store/disk.py", "lib/store/journal.py")  # beside localsheets they know SQLite
SENDERS = {
    "lib/store/writing.py",
    "lib/store/repair.py",  # sets right a save that landed astray, under the same lock
    "lib/store/keying.py",  # gives keys to rows typed without one, under the same turn
    "lib/store/build.py",  # makes new workbooks; nothing of anybody's is in them
    "lib/store/editable.py",  # asks for a change of nothing, to see whether it would be refused
    "lib/store/provision/provision.py",  # headers and looks; no cell below a header
}
LOCAL_BACKEND = {
    "lib/store/connect.py",
    "lib/manage.py",  # serves the local file to others; the app does not come by there
    "lib/docs.py",  # prints what is emulated
}
WRITE_CALLERS = {"lib/ui/page.py", "lib/ui/shared.py"}
SENDING = {
    "batch_update", "values_update", "values_batch_update", "values_append", "values_clear",
    "values_batch_clear", "append_row", "append_rows", "insert_row", "insert_rows",
    "delete_rows", "update_cell", "update_cells", "update_acell", "batch_clear", "add_worksheet",
    "del_worksheet",
}  # fmt: skip
# These know a column by its English name; what stands in row 1 they ask the schema.
HEADERLESS = {"store", "snapshot", "change", "audit", "access", "demo"}
NO_NAMES = ("get_", "do_", "handle_", "process_")
NO_MODULES = {"util", "utils", "helper", "helpers", "common", "misc", "base", "manager"}
SHEET_CLIENT = ("gspread.", "requests.", "google.")


class Module(NamedTuple):
    """A parsed source: its path from the root, and local name → full dotted name."""

    path: str
    tree: ast.Module
    names: Mapping[str, str]

    @property
    def room(self) -> str:
        parts = Path(self.path).with_suffix("").parts
        return parts[1] if parts[0] == "lib" else parts[0]


def parsed(path: str, source: str) -> Module:
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.split(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return Module(path, tree, names)


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported; relative imports begin with a dot."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, "." * node.level + f"{node.module or ''}.{alias.name}"


def dotted(module: Module, node: ast.AST) -> str:
    """`time.time`, also after `from time import time`; "" for what is no imported name, unless
    it stands alone (`open`, `Exception`)."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or (parts and node.id not in module.names):
        return ""
    return ".".join([module.names.get(node.id, node.id), *reversed(parts)])


# ── the rules ────────────────────────────────────────────────────────────────────────────────


def imports_stay_in_their_layer(module: Module) -> Iterator[str]:
    room = ROOMS.get(module.room)
    if room is None:
        yield f"{module.room} is not in the layer table"
        return
    for line, name in imported(module):
        top, *rest = name.split(".")
        if name.startswith(".") or top == "__future__":
            if name.startswith("."):
                yield f"{line}: relative import"
        elif top == "lib":
            if rest[0] not in (module.room, *room.may.split()):
                yield f"{line}: {module.room} may not import lib.{rest[0]}"
        elif top in ROOMS or top in ("tests", "benchmarks"):
            yield f"{line}: nothing imports {top}"
        elif top == "sqlite3" and module.path in JOURNAL:
            continue
        elif top not in room.outside.split() and (
            top in GUARDED or top not in sys.stdlib_module_names
        ):
            yield f"{line}: {module.room} may not import {top}"


def local_backend_is_opened_in_one_place(module: Module) -> Iterator[str]:
    if module.room == "localsheets" or module.path in LOCAL_BACKEND:
        return
    for line, name in imported(module):
        if name.startswith("lib.localsheets"):
            yield f"{line}: only lib/store/connect.py asks 'Google or local?'"
    if module.path != "lib/settings.py":
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "service_account":
                yield f"{node.lineno}: only lib/store/connect.py asks 'Google or local?'"


def effects_are_declared(module: Module) -> Iterator[str]:
    allowed = ROOMS[module.room].effects.split() if module.room in ROOMS else ()
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        effect = _effect(dotted(module, node))
        if effect and effect not in allowed:
            yield f"{node.lineno}: {module.room} reaches for {effect}"
    for call in ast.walk(module.tree):
        is_call = isinstance(call, ast.Call) and not call.args
        if is_call and dotted(module, call.func) == "random.Random":
            yield f"{call.lineno}: random without a seed"


def _effect(name: str) -> str:
    clocks = ("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow",
              "datetime.date.today", "pandas.Timestamp.now", "pandas.Timestamp.today",
              "pandas.Timestamp.utcnow")  # fmt: skip
    if name.startswith("time.") or name in clocks:
        return "clock"
    if name in ("os.environ", "os.getenv", "os.environb"):
        return "environment"
    if name.startswith(("secrets.", "uuid.", "os.urandom")):
        return "chance"
    if name.startswith("random.") and name != "random.Random":
        return "chance"
    if name == "open" or name.startswith(("pathlib.", "tempfile.", "os.open", "io.open")):
        return "files"
    return ""


def session_keys_are_spelled_once(module: Module) -> Iterator[str]:
    if module.path not in SESSION_KEYS:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr == "session_state":
                yield f"{node.lineno}: session keys are spelled in lib/ui/session.py"


def caches_live_in_one_place(module: Module) -> Iterator[str]:
    if module.path not in CACHES:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and node.attr in ("cache_resource", "cache_data"):
                yield f"{node.lineno}: only lib/ui/live.py keeps something for all sessions"


def sheets_change_through_one_door(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called = node.func.attr
        if called in SENDING and module.path not in SENDERS and module.room != "localsheets":
            yield f"{node.lineno}: {called} goes round Store.write"
        is_screen = module.room in ("app", "pages", "ui")
        if called == "write" and is_screen and module.path not in WRITE_CALLERS:
            yield f"{node.lineno}: a page saves with page.save, which asks the policy"
    for line, name in imported(module):
        if name == "lib.store.writing.send" and module.path != "lib/store/store.py":
            yield f"{line}: only Store sends"


CATCHES_ALL = {"app.py", "lib/ui/shared.py"}
"""A page, and the thread that refreshes: both log under a number, without any text."""


def only_the_frame_catches_everything(module: Module) -> Iterator[str]:
    for handler in _handlers(module):
        kinds = _caught(module, handler)
        is_wide = not kinds or kinds & {"Exception", "BaseException"}
        if is_wide and module.path not in CATCHES_ALL and not _raises_on(handler):
            yield f"{handler.lineno}: only app.py catches everything, and the background refresh"


def sheet_errors_become_ours_in_one_table(module: Module) -> Iterator[str]:
    """Elsewhere in the store such an error may be looked at, but what the code does not know
    goes on as it came, to `translated()`."""
    if module.path == "lib/store/translate.py":
        return
    for handler in _handlers(module):
        is_theirs = any(kind.startswith(SHEET_CLIENT) for kind in _caught(module, handler))
        if is_theirs and not _raises_on(handler):
            yield f"{handler.lineno}: an error of the Sheets client ends here"


def _handlers(module: Module) -> Iterator[ast.ExceptHandler]:
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler))


def _caught(module: Module, handler: ast.ExceptHandler) -> set[str]:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {dotted(module, kind) for kind in kinds if kind is not None}


def _raises_on(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))


def headers_come_from_the_schema(module: Module) -> Iterator[str]:
    if module.room not in HEADERLESS:
        return
    headers = {c.header for sheet in (*SHEETS.values(), Logbook) for c in sheet.columns}
    for node in ast.walk(module.tree):
        # Plain text may be data, an invented title for one; what is subscripted is a column.
        wanted = node.slice if isinstance(node, ast.Subscript) else None
        if isinstance(wanted, ast.Constant) and wanted.value in headers:
            yield f"{wanted.lineno}: header '{wanted.value}' spelled outside lib/schema"


def pages_open_with_the_guard(module: Module) -> Iterator[str]:
    if module.room != "pages":
        return
    body = [n for n in module.tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        body = body[1:]
    first = body[0] if body else None
    call = first.value if isinstance(first, ast.Assign | ast.Expr) else None
    if not isinstance(call, ast.Call) or dotted(module, call.func) != "lib.ui.page.open_page":
        yield "the first statement after the imports is not open_page"
        return
    entry = next((e for e in ENTRIES if e.file == module.path), None)
    needs = [dotted(module, argument) for argument in call.args]
    if entry is None:
        yield "this page is not in lib/ui/navigation.py"
    elif f"lib.access.permissions.Permission.{entry.needs.name}" not in needs:
        yield f"the menu asks {entry.needs.name}, the page does not"


def committee_pages_read_only_their_workbook(module: Module) -> Iterator[str]:
    if module.path.startswith("pages/committee/"):
        for line, name in imported(module):
            if name.startswith("lib.measures") and not name.startswith("lib.measures.committee"):
                yield f"{line}: {name} reads more than the committee's workbook"
    if module.path == "lib/measures/committee.py":
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and node.value in SHEETS:
                sheet = SHEETS[str(node.value)]
                if sheet.workbook != "committee":
                    yield f"{node.lineno}: {sheet.title} is not the committee's"


def things_stay_small_and_typed(module: Module) -> Iterator[str]:
    longest = {"app": 60, "pages": 100}.get(module.room, 400)
    length = max((node.end_lineno or 0 for node in module.tree.body), default=0)
    if length > longest:
        yield f"{length} lines, at most {longest}"
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        lines = (node.end_lineno or 0) - node.lineno + 1
        if lines > 60:
            yield f"{node.lineno}: {node.name} has {lines} lines, at most 60"
        given = node.args
        arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
        arguments += [a for a in (given.vararg, given.kwarg) if a]
        for argument in arguments:
            if argument.annotation is None and argument.arg not in ("self", "cls"):
                yield f"{node.lineno}: {node.name}({argument.arg}) has no type"


def names_say_what_things_are(module: Module) -> Iterator[str]:
    if Path(module.path).stem in NO_MODULES:
        yield "a module is one noun"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith(NO_NAMES):
            yield f"{node.lineno}: {node.name} does not say what it returns or does"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    imports_stay_in_their_layer,
    local_backend_is_opened_in_one_place,
    effects_are_declared,
    session_keys_are_spelled_once,
    caches_live_in_one_place,
    sheets_change_through_one_door,
    only_the_frame_catches_everything,
    sheet_errors_become_ours_in_one_table,
    headers_come_from_the_schema,
    pages_open_with_the_guard,
    committee_pages_read_only_their_workbook,
    things_stay_small_and_typed,
    names_say_what_things_are,
)

SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "app.py", *(ROOT / "lib").rglob("*.py"), *(ROOT / "pages").rglob("*.py"))
    if path != ROOT / "lib/__init__.py"
)


# ── ours ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", SOURCES)
def test_every_rule_holds(path: str) -> None:
    module = parsed(path, (ROOT / path).read_text(encoding="utf-8"))
    broken = [f"{rule.__name__}: {said}" for rule in RULES for said in rule(module)]
    assert broken == []


def test_the_layer_table_names_every_room_and_no_other() -> None:
    assert {parsed(path, "").room for path in SOURCES} == set(ROOMS)


def test_the_document_shows_the_layer_table() -> None:
    def cell(words: str) -> str:
        return ", ".join(words.split()) or "–"

    lines = [
        f"| `{name}` | {cell(room.may)} | {cell(room.outside)} | {cell(room.effects)} |"
        for name, room in ROOMS.items()
    ]
    assert "\n".join(lines) in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_arrows_of_the_layer_table_point_down() -> None:
    above: set[str] = set()
    for name, room in ROOMS.items():
        above.add(name)
        assert not above & set(room.may.split()), name


def test_the_layer_table_promises_nothing_that_nobody_uses() -> None:
    used: dict[str, set[str]] = {name: set() for name in ROOMS}
    for path in SOURCES:
        module = parsed(path, (ROOT / path).read_text(encoding="utf-8"))
        for _, name in imported(module):
            top, *rest = name.split(".")
            used[module.room].add(rest[0] if top == "lib" else top)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name | ast.Attribute):
                used[module.room].add(_effect(dotted(module, node)))
    idle = {
        name: unused
        for name, room in ROOMS.items()
        if (unused := {*room.may.split(), *room.outside.split(), *room.effects.split()}
            - used[name])
    }  # fmt: skip
    assert idle == {}


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        (SESSION_KEYS, session_keys_are_spelled_once),
        (LOCAL_BACKEND, local_backend_is_opened_in_one_place),
        (CACHES, caches_live_in_one_place),
        (SENDERS | WRITE_CALLERS, sheets_change_through_one_door),
    ],
)
def test_no_exception_is_kept_that_nobody_needs(
    files: set[str], rule: Callable[[Module], Iterator[str]]
) -> None:
    for path in files:
        # The same source, somewhere without leave.
        elsewhere = Path(path).with_name("elsewhere.py").as_posix()
        source = (ROOT / path).read_text(encoding="utf-8")
        assert list(rule(parsed(elsewhere, source))), path


def test_pages_stand_one_folder_down() -> None:
    """A .py directly in pages/ would run without app.py, so without signing in."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []
    assert [path.name for path in (ROOT / "pages").rglob("__init__.py")] == []


def test_the_menu_names_every_page_once() -> None:
    pages = [path for path in SOURCES if path.startswith("pages/")]
    assert sorted(entry.file for entry in ENTRIES) == pages
    assert len({entry.url for entry in ENTRIES}) == len(ENTRIES)


def test_every_way_into_the_store_is_translated() -> None:
    tree = ast.parse((ROOT / "lib/store/store.py").read_text(encoding="utf-8"))
    store = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Store")
    for method in store.body:
        if isinstance(method, ast.FunctionDef) and not method.name.startswith("_"):
            called = {n.func.id for n in ast.walk(method)
                      if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}  # fmt: skip
            assert "translated" in called, method.name


def test_nothing_of_ours_is_ignored_by_git() -> None:
    asked = subprocess.run(["git", "check-ignore", "lib/errors.py"], cwd=ROOT, check=False)
    assert asked.returncode == 1


# ── planted ──────────────────────────────────────────────────────────────────────────────────

_PAGE = "from lib.access.permissions import Permission\nfrom lib.ui.page import open_page\n"
_GUARD = "page = open_page('Vandaag', Permission.SEE_CASELOAD)\n"

PLANTED = [
    ("pages/work/today.py", f"{_PAGE}import pandas as pd\n{_GUARD}", "pages may not import pandas"),
    ("pages/work/today.py", f"{_PAGE}import plotly\n{_GUARD}", "pages may not import plotly"),
    ("pages/work/today.py", f"{_PAGE}from lib.store.store import Store\n{_GUARD}",
     "pages may not import lib.store"),
    ("app.py", "from lib.snapshot import Snapshot", "app may not import lib.snapshot"),
    ("lib/measures/new.py", "import streamlit as st", "measures may not import streamlit"),
    ("lib/measures/new.py", "def f(x: int) -> None:\n    import sqlite3",
     "measures may not import sqlite3"),
    ("lib/charts/new.py", "from lib.snapshot import Snapshot", "charts may not import"),
    ("lib/ui/new.py", "from gspread import Client", "ui may not import gspread"),
    ("lib/ui/new.py", "from lib import localsheets", "ui may not import lib.localsheets"),
    ("lib/localsheets/new.py", "from lib.schema.workbook import SHEETS",
     "localsheets may not import lib.schema"),
    ("lib/schema/new.py", "import lib.store.store", "schema may not import lib.store"),
    ("lib/access/new.py", "from pages.work import today", "nothing imports pages"),
    ("lib/access/new.py", "from . import roles", "relative import"),
    ("lib/access/new.py", "import importlib", "access may not import importlib"),
    ("lib/ui/new.py", "import pickle", "ui may not import pickle"),
    ("lib/newroom/new.py", "", "not in the layer table"),
    ("lib/store/new.py", "from lib import localsheets", "asks 'Google or local?'"),
    ("lib/store/new.py", "x = settings.service_account", "asks 'Google or local?'"),
    ("lib/measures/new.py", "from datetime import date\nx = date.today()", "reaches for clock"),
    ("lib/measures/new.py", "import datetime as dt\nx = dt.datetime.now()", "reaches for clock"),
    ("lib/charts/new.py", "import pandas as pd\nx = pd.Timestamp.now()", "reaches for clock"),
    ("lib/audit.py", "from time import time\nx = time()", "reaches for clock"),
    ("lib/access/new.py", "import os\nx = os.environ['X']", "reaches for environment"),
    ("lib/ui/new.py", "from os import getenv\nx = getenv('X')", "reaches for environment"),
    ("lib/measures/new.py", "import random\nx = random.random()", "reaches for chance"),
    ("lib/demo/new.py", "from random import shuffle\nshuffle([])", "reaches for chance"),
    ("lib/demo/new.py", "from random import Random\nx = Random()", "random without a seed"),
    ("lib/snapshot.py", "import uuid\nx = uuid.uuid4()", "reaches for chance"),
    ("lib/measures/new.py", "x = open('x')", "reaches for files"),
    ("pages/work/today.py", f"{_PAGE}import streamlit as st\n{_GUARD}st.session_state.x = 1",
     "lib/ui/session.py"),
    ("lib/ui/new.py", "import streamlit as st\nst.session_state['x'] = 1", "lib/ui/session.py"),
    ("lib/ui/page.py", "import streamlit as st\n@st.cache_data\ndef f() -> None: ...",
     "only lib/ui/live.py"),
    ("lib/ui/new.py", "client.http_client.batch_update('id', {})", "goes round Store.write"),
    ("lib/store/reading.py", "http.values_append('id', 'A1', {}, {})", "goes round Store.write"),
    ("lib/manage.py", "worksheet.append_row([])", "goes round Store.write"),
    ("lib/store/new.py", "from lib.store.writing import send", "only Store sends"),
    ("lib/ui/support.py", "live.live().write([], actor)", "saves with page.save"),
    ("lib/store/new.py", "try:\n    f()\nexcept Exception:\n    pass", "only app.py catches"),
    ("lib/ui/new.py", "try:\n    f()\nexcept:\n    pass", "only app.py catches"),
    ("lib/store/store.py",
     "from gspread.exceptions import APIError\ntry:\n    f()\nexcept APIError:\n    x = 1",
     "error of the Sheets client ends here"),
    ("lib/store/locate.py",
     "import requests\ntry:\n    f()\nexcept (ValueError, requests.Timeout) as e:\n"
     "    raise KeyError from e",
     "error of the Sheets client ends here"),
    ("lib/store/new.py", "x = frame['Cliëntcode']", "spelled outside lib/schema"),
    ("pages/work/today.py", f"{_PAGE}import streamlit as st\nst.title('x')\n{_GUARD}",
     "not open_page"),
    ("pages/work/today.py", "def open_page() -> None: ...\nopen_page()", "not open_page"),
    ("pages/work/new.py", f"{_PAGE}{_GUARD}", "not in lib/ui/navigation.py"),
    ("pages/work/today.py", f"{_PAGE}open_page('x', Permission.SEE_COMMITTEE_FIGURES)",
     "the menu asks SEE_CASELOAD"),
    ("pages/committee/key_figures.py",
     f"{_PAGE}from lib.measures.clients import ZONE\n"
     "open_page('x', Permission.SEE_COMMITTEE_FIGURES)",
     "more than the committee's workbook"),
    ("lib/measures/committee.py", "x = snapshot.table('clients')", "Cliënten is not"),
    ("lib/measures/new.py", "x = 1\n" * 401, "401 lines"),
    ("pages/work/today.py", f"{_PAGE}{_GUARD}" + "x = 1\n" * 98, "101 lines"),
    ("lib/measures/new.py", "def f() -> None:\n" + "    x = 1\n" * 60, "61 lines"),
    ("lib/measures/new.py", "def f(x) -> None: ...", "f(x) has no type"),
    ("lib/measures/new.py", "def f(*, x: int, **more) -> None: ...", "f(more) has no type"),
    ("lib/measures/new.py", "def get_rows() -> None: ...", "does not say"),
    ("lib/measures/utils.py", "", "a module is one noun"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "source", "complaint"), PLANTED)
def test_a_planted_violation_is_found(path: str, source: str, complaint: str) -> None:
    module = parsed(path, source)
    assert any(complaint in said for rule in RULES for said in rule(module))


def test_every_rule_has_a_planted_violation() -> None:
    silent = {
        rule.__name__
        for rule in RULES
        if not any(list(rule(parsed(path, source))) for path, source, _ in PLANTED)
    }
    assert silent == set()


def test_a_clean_page_passes() -> None:
    module = parsed("pages/work/today.py", f'"""A page."""\n{_PAGE}{_GUARD}')
    assert [said for rule in RULES for said in rule(module)] == []
