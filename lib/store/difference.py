"""What differs between two stands of a sheet, as the changes that bring the older one back."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lib.change import STAMP, Change
from lib.cipher import Cipher, Place
from lib.errors import SecretUnreadable
from lib.schema.column import Column, Kind
from lib.schema.sheet import Sheet
from lib.store.stand import Stand

# In these a sheet holds text whatever is written, so also what could not be read as a value.
_TEXTUAL = (Kind.TEXT, Kind.CHOICE, Kind.REFERENCE, Kind.ORGANISATION)

_REPEATED = "rijen met een sleutel die meer dan eens voorkomt; niet aangeraakt"
_UNREAD = "cellen die toen al niet te lezen waren; niet teruggezet"
_OWN = "cellen in kolommen die de app niet kent; niet teruggezet"
_FORMULA = "formules; hun waarde van toen is teruggezet"
_SEALED = "geheime cellen die met geen enkele sleutel opengaan; teruggezet zoals ze waren"
_LEFT = "geheime cellen die met geen enkele sleutel opengaan; gelaten zoals ze nu zijn"


@dataclass(frozen=True)
class Difference:
    """`notes` counts, by sheet title and words, what is not put back as it was."""

    sheet: type[Sheet]
    was: Stand
    now: Stand
    cipher: Cipher
    notes: Counter[tuple[str, str]]

    def changes(self, keys: Iterable[str], reason: str) -> Iterator[Change]:
        for key in keys:
            before = self.now.named.get(key)
            if key in self.was.repeated or key in self.now.repeated:
                self._note(_REPEATED)
            elif before is None:
                yield Change(self.sheet.name, key, None, self._lost(key), reason)
            elif after := self._changed(key):
                yield Change(self.sheet.name, key, before, after, reason)

    def _lost(self, key: str) -> dict[str, Any]:
        """The whole row; a cell that was not read goes back as its text where that can be."""
        row, unread = self.was.rows[key], self.was.unread.get(key, {})
        after: dict[str, Any] = {}
        for column in self._columns():
            text = unread.get(column.name) if column.kind in _TEXTUAL else None
            if (value := text or row[column.name]) is not None:
                after[column.name] = value
        for name in after.keys() & {c.name for c in self.sheet.columns if c.is_secret}:
            if (text := self._text(key, name, after[name])) is None:
                self._note(_SEALED)
            else:
                after[name] = self._sealed(key, name, after[name], text)
        self._note(_UNREAD, len(unread.keys() - after.keys()))
        self._note(_OWN, self.was.own.get(key, 0))
        self._note(_FORMULA, len(self.was.formulas.get(key, set()) & after.keys()))
        return after

    def _changed(self, key: str) -> dict[str, Any]:
        """Only the cells that stood otherwise. Where a formula stood and stands nothing is put:
        its value may have changed by itself."""
        was, now = self.was.named[key], self.now.named[key]
        unread, unread_now = self.was.unread.get(key, {}), self.now.unread.get(key, {})
        formulas = self.was.formulas.get(key, set())
        calculated = formulas & self.now.formulas.get(key, set())
        after: dict[str, Any] = {}
        for column in self._columns():
            name = column.name
            stood, stands = (was[name], unread.get(name)), (now[name], unread_now.get(name))
            if stood == stands or name in calculated:
                continue
            if name in unread:
                self._note(_UNREAD)
            elif column.is_secret:
                after |= self._changed_secret(key, name, was[name], now[name])
            else:
                after[name] = self.was.rows[key][name]
        self._note(_FORMULA, len(formulas & after.keys()))
        return after

    def _changed_secret(
        self, key: str, name: str, was: str | None, now: str | None
    ) -> dict[str, str | None]:
        """Nothing when both hold the same text: then only the key that sealed it differs."""
        text = self._text(key, name, was)
        if text is None:
            self._note(_LEFT)
            return {}
        if text == self._text(key, name, now):
            return {}
        return {name: self._sealed(key, name, was, text)}

    def _columns(self) -> list[Column]:
        """Columns that the sheet had then, without its key and stamp."""
        return [c for c in self.sheet.columns[1:] if c.name in self.was.columns
                and c.name not in STAMP]  # fmt: skip

    def _text(self, key: str, name: str, cell: str | None) -> str | None:
        """None when no key opens it."""
        try:
            return self.cipher.open(cell or "", self._place(key, name))
        except SecretUnreadable:
            return None

    def _sealed(self, key: str, name: str, cell: str | None, text: str) -> str | None:
        """As it was, unless a newer key has come: an older one may no longer be a secret."""
        if cell is None or self.cipher.is_current(cell):
            return cell
        return self.cipher.seal(text, self._place(key, name))

    def _place(self, key: str, name: str) -> Place:
        return Place(self.sheet.workbook, self.sheet.name, key, name)

    def _note(self, words: str, count: int = 1) -> None:
        self.notes[self.sheet.title, words] += count
