"""Office files to the byte: what the libraries take from the clock or leave in from a template
is set right in the finished file."""

import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_ENGLISH, _DUTCH = b'lang="en-US"', b'lang="nl-NL"'
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def settled(file: bytes, moment: datetime) -> bytes:
    """The same file with `moment` for every time in it, also in workbooks behind charts."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(BytesIO(file)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        if name.endswith(".xlsx"):
            parts[name] = settled(part, moment)
        elif name == "docProps/core.xml":
            parts[name] = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", part)
        elif name.startswith("ppt/") and name.endswith(".xml"):
            parts[name] = part.replace(_ENGLISH, _DUTCH)
    return _zipped(parts)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name])
    return out.getvalue()
