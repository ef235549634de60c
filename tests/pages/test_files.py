"""How the page files lie: one folder down, and every one of them begins with its guard."""

import ast

import pytest

from lib.ui.navigation import ENTRIES, Entry
from tests.conftest import ROOT

PAGES = sorted((ROOT / "pages").rglob("*.py"))


def test_no_python_file_lies_directly_in_pages() -> None:
    # Streamlit would take it for its old multipage mode: a deep link runs it without app.py.
    assert list((ROOT / "pages").glob("*.py")) == []
    assert list((ROOT / "pages").rglob("__init__.py")) == []


def test_every_page_file_is_in_the_navigation_and_the_other_way_round() -> None:
    assert {str(page.relative_to(ROOT)) for page in PAGES} == {entry.file for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.url)
def test_the_first_statement_of_a_page_is_its_guard_with_the_permission_of_the_menu(
    entry: Entry,
) -> None:
    body = ast.parse((ROOT / entry.file).read_text(encoding="utf-8")).body
    first = next(
        node for node in body
        if not isinstance(node, ast.Import | ast.ImportFrom) and not _is_docstring(node)
    )  # fmt: skip
    assert isinstance(first, ast.Assign)
    guard = first.value
    assert isinstance(guard, ast.Call)
    assert ast.unparse(guard.func) == "open_page"
    assert ast.unparse(guard.args[1]) == f"Permission.{entry.needs.name}"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
