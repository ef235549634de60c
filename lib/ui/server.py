"""Start the server: `python -m lib.ui.server PORT`.

As `streamlit run app.py` does, but for one thing: a folder named `pages` makes Streamlit take
the very first visit after a start for its old multipage mode, which greets a deep link with a
dialog of its own in English. A module of its own, because a Streamlit component that is
imported before the server runs (the cookie's) is not served by it.
"""

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli


def serve(port: str) -> None:
    """Serve app.py on this port until the process is ended."""
    PagesManager.uses_pages_directory = False
    cli.main(["run", "app.py", f"--server.port={port}"])


if __name__ == "__main__":
    serve(sys.argv[1])
