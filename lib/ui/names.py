"""A question at entry: is this working name not somebody who is in the list already?"""

from collections.abc import Sequence

from lib.change import Change
from lib.errors import ChangeRefused
from lib.schema.likeness import is_like
from lib.schema.problem import Problem
from lib.ui.language import _
from lib.ui.page import Page
from lib.ui.session import FormState

DOUBT = "doubt"


def ask_about_name(
    page: Page, state: FormState, changes: Sequence[Change], name: str | None
) -> None:
    """ChangeRefused, once, when a name that is being saved is like one of another client. Only
    clients this person may see are compared: others would be told of."""
    change = next((c for c in changes if c.sheet == "clients" and c.after.get("alias")), None)
    if change is None or not name:
        return
    aliases = page.aliases().items()
    like = [code for code, other in aliases if code != change.key and is_like(name, other)]
    asked = (name, *like)
    if like and state.asked != asked:
        state.asked = asked
        sentence = _(
            "Nog niet opgeslagen. Dit lijkt op een bestaande werknaam: {codes}. "
            "Gaat het om iemand anders, sla dan nog eens op."
        )
        sentence = sentence.format(codes=", ".join(sorted(like)))
        raise ChangeRefused([Problem("clients", None, "alias", "", DOUBT, sentence)])
