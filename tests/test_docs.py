"""The documents say what the code does: every name in them exists, every generated part is new."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from lib import docs, manage
from lib.settings import VARIABLES
from lib.ui.navigation import ENTRIES

ROOT = Path(__file__).parents[1]
# Could be lifted out as a package, so it has a page of its own.
LIFTED = (ROOT / "lib" / "localsheets" / "README.md",)
BY_HAND = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *LIFTED)
)
ENGLISH = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
# A path from the root, as code in a text; `<domain>` and `…` are for the reader to fill in.
_PATH = re.compile(r"(?:app\.py|(?:lib|pages|tests|docs|benchmarks|\.streamlit|\.ci)/[^\s`<>…]*)")
_MADE_BY_HAND = {".streamlit/secrets.toml"}


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _code(name: str) -> list[str]:
    """What stands between backticks, and the lines of code blocks, without their comments."""
    text = _text(name)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^```\w*\n.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = [line.split("  # ")[0] for block in blocks for line in block.splitlines()]
    return re.findall(r"`([^`\n]+)`", prose) + lines


def _every_source() -> str:
    folders = ("lib", "pages", "benchmarks")
    paths = [ROOT / "app.py", *(p for f in folders for p in (ROOT / f).rglob("*.py"))]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


# ── generated parts ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", docs.DOCUMENTS)
def test_generated_parts_are_up_to_date(name: str) -> None:
    assert docs.with_generated_parts(_text(name)) == _text(name), "run `make docs`"


def test_every_document_with_a_generated_part_is_written() -> None:
    having = {name for name in BY_HAND if re.search("^<!-- generated:", _text(name), re.MULTILINE)}
    assert having == set(docs.DOCUMENTS)


def test_every_generated_part_stands_somewhere() -> None:
    used = {part for name in BY_HAND for part in re.findall(r"^<!-- generated: (\w+) -->",
                                                            _text(name), re.MULTILINE)}  # fmt: skip
    assert used == set(docs._PARTS)


def test_writing_keeps_the_words_around_a_generated_part() -> None:
    made = docs.with_generated_parts("Voor.\n<!-- generated: settings -->\noud\n<!-- end -->\nNa.")
    assert made.startswith("Voor.\n<!-- generated: settings -->\n| Variable |")
    assert "| `STAP_TODAY` |" in made
    assert made.endswith("|\n<!-- end -->\nNa.")
    assert docs.with_generated_parts(made) == made


def test_write_docs_names_what_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in docs.DOCUMENTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(_text(name), encoding="utf-8")
    stale = tmp_path / "docs/rechten.md"
    stale.write_text(_text("docs/rechten.md").replace("| alle |", "| niets |"), encoding="utf-8")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    assert docs.write_docs() == ["docs/rechten.md"]
    assert stale.read_text(encoding="utf-8") == _text("docs/rechten.md")
    assert docs.write_docs() == []


# ── names that exist ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", BY_HAND)
def test_every_file_it_names_exists(name: str) -> None:
    named = {found for code in _code(name) for found in _PATH.findall(code) if "…" not in code}
    whole = {path.rstrip(".,:;") for path in named if not _is_cut(path)}
    gone = {path for path in whole - _MADE_BY_HAND if not list(ROOT.glob(path.rstrip("/")))}
    assert gone == set()


def _is_cut(path: str) -> bool:
    """`lib/schema/<domain>.py` is cut at its bracket; its folder must exist all the same."""
    return path.endswith(("test_",)) or not Path(path).parent.name


@pytest.mark.parametrize("name", BY_HAND)
def test_every_command_it_names_exists(name: str) -> None:
    makefile = _text("Makefile")
    for code in _code(name):
        for verb in re.findall(r"(?:^|\s)make (\w+)", code):
            assert re.search(rf"^{verb}:.*## ", makefile, re.MULTILINE), code
        for line in re.findall(r"python -m lib\.manage (.+)", code):
            if "…" not in line:
                assert manage._parser().parse_args(shlex.split(line)).run, code


@pytest.mark.parametrize("name", BY_HAND)
def test_every_setting_it_names_exists(name: str) -> None:
    """The app's, or those that lead the contract tests to Google."""
    setting = re.compile(r"\bSTAP_[A-Z_]+")
    of_tests = setting.findall(_text("tests/contract/backends.py"))
    assert set(setting.findall(_text(name))) <= {*of_tests, *(v.name for v in VARIABLES)}


@pytest.mark.parametrize("name", ENGLISH)
def test_every_name_of_code_it_uses_exists(name: str) -> None:
    """`Store.write`, `ALLOWED_DAYS`, `read_settings`: the last part stands in our sources."""
    source = _every_source() + _text("Makefile")
    named = {code.split("(")[0] for code in _code(name)}
    plain = {one for one in named if re.fullmatch(r"[A-Za-z_]\w+(\.\w+)*", one)}
    shapes = {"wait_days", "timeout_s"}  # and whole prefixes, which end in "_"
    named = {n for n in plain - shapes if not n.endswith("_")}
    gone = {n for n in named if not re.search(rf"\b{n.split('.')[-1]}\b", source)}
    assert gone == set()


def test_every_folder_of_the_map_and_no_other() -> None:
    listed = set(re.findall(r"^\| `([\w./]+)/` \|", _text("README.md"), re.MULTILINE))
    folders = {f"lib/{path.name}" for path in (ROOT / "lib").iterdir() if path.is_dir()}
    folders -= {"lib/__pycache__"}
    assert {name for name in listed if name.startswith("lib/")} == folders
    assert {"pages", "tests", "benchmarks", "docs", ".streamlit"} <= listed


def test_the_commands_of_the_readme() -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", _text("README.md"), flags=re.DOTALL)
    assert [line.split("  #")[0].split(" #")[0].strip() for line in block.splitlines()] == [
        "make run", "make test"]  # fmt: skip


# ── links ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", BY_HAND)
def test_links_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", _text(name)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        if anchor:
            assert anchor in _anchors(file.read_text(encoding="utf-8")), target


def _anchors(text: str) -> set[str]:
    """Headings as GitHub names them: lower case, no marks, dashes for blanks."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-") for title in titles}


# ── the handbook ─────────────────────────────────────────────────────────────────────────────


def test_the_handbook_tells_every_screen_with_its_picture() -> None:
    text = _text("docs/handleiding.md")
    for entry in ENTRIES:
        page = rf"^### {entry.title}\n\n!\[[^\]]{{10,}}\]\(screenshots/{entry.url}\.png\)\n\n\w"
        assert re.search(page, text, re.MULTILINE), entry.title


def test_no_picture_is_of_a_screen_that_is_gone() -> None:
    pictures = {path.stem for path in (ROOT / "docs" / "screenshots").iterdir()}
    assert pictures == {entry.url for entry in ENTRIES} | {"inloggen"}


# ── length and words ─────────────────────────────────────────────────────────────────────────


def test_the_architecture_fits_in_two_hundred_lines() -> None:
    assert len(_text("ARCHITECTURE.md").splitlines()) <= 200


@pytest.mark.parametrize("name", BY_HAND)
def test_documents_speak_of_the_product_alone(name: str) -> None:
    words = r"\b(AI|LLM|chatbot|assistant|agent|prompt|sprint)\b|\bissue\b|#\d+\b"
    assert re.findall(words, _text(name), re.IGNORECASE) == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    files = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    place = re.compile(rb"(?<!\w)/(work|root|home)/|\bissue \d")
    found = []
    for name in filter(None, files.split("\0")):
        path = ROOT / name
        if path.is_file() and name != "tests/test_docs.py" and path.suffix != ".png":
            found += [f"{name}: {hit.group()!r}" for hit in place.finditer(path.read_bytes())]
    assert found == []
