"""What people typed in a sheet is text on a card, never markup."""

import pytest

from lib.ui.card import _plain


@pytest.mark.parametrize("typed", ["**vet**", "[x](http://y)", "$a$", ":red[x]", "# Kop", "`c`"])
def test_marks_are_escaped(typed: str) -> None:
    escaped = _plain(typed)
    assert "".join(c for c in escaped if c != "\\") == typed
    assert all(escaped[escaped.index(c) - 1] == "\\" for c in typed if c in "*[]$:#`")
