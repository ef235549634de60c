"""`_()` around every text a person sees; Dutch is the source language."""

import gettext
from pathlib import Path

_LOCALES = Path(__file__).parent / "locales"

_ = gettext.translation("stap", _LOCALES, languages=["nl"], fallback=True).gettext
