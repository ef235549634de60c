"""typst, as far as documents need it: a template and data in, PDF or PNG out.

Data goes in as JSON under `sys.inputs`, and a template shows strings: what people typed is never
read as typst markup. Fonts come with the packages, so every machine sets the same bytes.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import font_source_sans_pro
import typst

_PNG_PPI = 180
_CHARTS = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#let charts = json(bytes(sys.inputs.data))
#for (n, chart) in charts.enumerate() {
  if n > 0 { pagebreak() }
  image(bytes(chart), format: "svg")
}
"""
# What the fonts can show, found out by setting every letter; a test sets them again. The
# standard refuses a document with a letter that no font holds, such as an emoji.
_UNSHOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u024f\u0400-\u04ff\u1e00-\u1eff\u2010-\u2015\u2018-\u2027"
    "\u2030-\u203a\u20a0-\u20bf\u2190-\u22ff\u2460-\u2473\u2500-\u262f\u270c-\u2727]"
)
_IN_PLACE = "□"


def pdf(template: bytes, data: Mapping[str, Any], moment: datetime) -> bytes:
    """PDF/UA-1; typst refuses what would not conform."""
    return typst.compile(
        template,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=int(moment.timestamp()),
        sys_inputs={"data": _json(data)},
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


def pngs(svgs: Sequence[str]) -> list[bytes]:
    """A picture of each."""
    if not svgs:
        return []
    # A list for several pages, against what the package declares.
    made: Any = typst.compile(
        _CHARTS,
        format="png",
        ppi=_PNG_PPI,
        sys_inputs={"data": _json(svgs)},
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )
    return made if isinstance(made, list) else [made]


def _json(data: Any) -> str:
    return _UNSHOWN.sub(_IN_PLACE, json.dumps(data, ensure_ascii=False))


def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, font_paths=[str(font_source_sans_pro.font_directory)]
    )
