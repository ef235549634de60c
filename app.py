"""The frame: page settings, sign-in, navigation by role, run the page. No data."""

import streamlit as st

from lib.access.person import Person
from lib.errors import DashboardError
from lib.ui import live, press
from lib.ui.language import _
from lib.ui.messages import show_error, show_unexpected
from lib.ui.navigation import menu
from lib.ui.password import change_button
from lib.ui.session import SHOW_PARAMETER
from lib.ui.sign_in import keep_cookie, sign_in_page, sign_out, signed_in_person
from lib.ui.texts import ICON, demo_banner


def frame(person: Person) -> None:
    """The menu with, under it, who is signed in."""
    is_shown = SHOW_PARAMETER in st.query_params  # a presentation has the whole screen
    page = st.navigation(menu(person), expanded=True, position="hidden" if is_shown else "sidebar")
    if live.settings().is_demo:
        demo_banner(live.today())
    if is_shown:
        page.run()
        return
    with st.sidebar.container():
        st.caption(f"{person.display_name} · {person.role.label}")
        change_button(person)
        st.button(_("Uitloggen"), icon=":material/logout:", on_click=sign_out, width="stretch")
        if page.visibility == "visible":  # the start page sends on before a cookie could be set
            keep_cookie(person)
    with press.told():
        page.run()


def main() -> None:
    # A file of our own: a Material icon would be fetched from elsewhere at every visit.
    st.set_page_config(
        page_title=_("STAP-dashboard"),
        page_icon=ICON,
        layout="wide" if SHOW_PARAMETER in st.query_params else "centered",
    )
    try:
        person = signed_in_person()
        if person is None:
            st.navigation(menu(None), position="hidden")
            sign_in_page()
        else:
            frame(person)
    except DashboardError as error:
        show_error(error)
    except Exception as error:  # noqa: BLE001 - the one place: a calm sentence, no details
        show_unexpected(error)


main()
