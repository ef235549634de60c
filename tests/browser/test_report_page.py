"""The web page of a publication in a browser: from a file, without a network, for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage

from lib.publication.publication import Publication
from lib.reports.report import build
from tests.browser.conftest import DESKTOP, PHONE
from tests.reports.conftest import publication  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def address(
    publication: Publication,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    file = tmp_path_factory.mktemp("page") / "voortgang.html"
    file.write_bytes(build(publication, "html"))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_page_can_be_read_by_everybody(
    chromium: Browser, address: str, size: dict[str, int], scheme: str
) -> None:
    # The page's own policy forbids scripts, so that axe needs leave to look.
    context = chromium.new_context(
        viewport=size, color_scheme=scheme, offline=True, bypass_csp=True  # type: ignore[arg-type]
    )  # fmt: skip
    page = context.new_page()
    told: list[ConsoleMessage] = []
    page.on("console", lambda message: told.append(message))
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address)
    assert [message.text for message in told] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == []
