"""deploy/Containerfile, done step by step without an engine: what it copies is enough to run on,
and holds nothing of anybody; it runs as somebody who may write in the data folder alone."""

import fnmatch
import json
import os
import re
import shlex
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.running import answer, free_port, running, tracked

NOBODY = 65534
SECRET = re.compile(r"secrets|\.(sqlite|backup|key|pem)$|keys\.json|accounts\.yaml")


def steps() -> list[tuple[str, str]]:
    """Instruction and what follows it, in order; a HEALTHCHECK's own CMD belongs to it."""
    text = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def all_of(word: str) -> list[str]:
    return [rest for given, rest in steps() if given == word]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in all_of("ENV") for pair in shlex.split(line))


def command(word: str) -> list[str]:
    """The one command of CMD, or of HEALTHCHECK, which is in JSON: no shell comes between."""
    (rest,) = all_of(word)
    found: list[str] = json.loads(rest[rest.index("[") :])
    return found


def is_kept(name: str) -> bool:
    """Whether .containerignore lets a file reach the engine: the last rule that fits decides."""
    kept = True
    for rule in (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines():
        pattern = rule.removeprefix("!")
        if not rule or rule.startswith("#"):
            continue
        parts = name.split("/")
        heads = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        if pattern.startswith("**/"):
            heads = parts
        if any(fnmatch.fnmatchcase(head, pattern.removeprefix("**/")) for head in heads):
            kept = rule.startswith("!")
    return kept


def copied() -> dict[str, str]:
    """Every file in the image: its place below WORKDIR → its place here."""
    found = {}
    for line in all_of("COPY"):
        source, target = line.split()
        for name in filter(is_kept, tracked(source)):
            inside = name.removeprefix(source).lstrip("/")
            into = f"{target}{Path(source).name}" if target.endswith("/") else target
            found[os.path.normpath(f"{into}/{inside}" if inside else into)] = name
    return found


def test_the_image_holds_what_the_app_needs_and_nothing_of_anybody() -> None:
    here = copied()
    assert all(place == name for place, name in here.items())
    needed = [name for name in tracked("app.py", "lib", "pages") if name.endswith(".py")]
    assert {*needed, "requirements.txt", ".streamlit/config.toml", "lib/ui/icon.svg"} <= set(here)
    tops = {place.split("/")[0] for place in here}
    assert tops == {"app.py", "requirements.txt", ".streamlit", "lib", "pages"}
    assert [p for p in here if SECRET.search(Path(p).name) and not p.endswith(".py")] == []
    assert [p for p in here if Path(p).name.startswith("test_")] == []


@pytest.mark.parametrize(
    "name", [".streamlit/secrets.toml", ".streamlit/secrets.example.toml", "data/keys.json", ".git",
             "tests/conftest.py", "deploy/Containerfile", "lib/__pycache__/errors.pyc"],
)  # fmt: skip
def test_the_engine_is_not_even_handed_what_lies_beside_the_code(name: str) -> None:
    assert not is_kept(name)


def test_only_the_pinned_requirements_are_installed_before_the_code_comes() -> None:
    installs = [line for line in all_of("RUN") if re.search(r"\bpip\b", line)]
    given = [shlex.split(line) for line in installs]
    words = [[word for word in line if not word.startswith("--")] for line in given]
    assert words == [["pip", "install", "-r", "requirements.txt"]]
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.split("#")[0].strip() for line in pins]
    assert [
        line for line in wanted if line and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)
    ] == []


def test_it_listens_to_the_engine_and_its_health_is_asked_where_it_listens() -> None:
    (port,) = all_of("EXPOSE")
    assert environment()["STREAMLIT_SERVER_ADDRESS"] == "0.0.0.0"  # the engine comes from outside
    assert command("CMD")[-1] == port
    assert f"http://127.0.0.1:{port}/" in command("HEALTHCHECK")[-1]
    assert "STAP_SHEETS_URL" not in environment()
    (user,) = all_of("USER")
    (made,) = [line for line in all_of("RUN") if "useradd" in line]
    (volume,) = all_of("VOLUME")
    assert f"install -d -o {user} -g {user} -m 0700 {volume}" in made
    assert environment()["STAP_DATA"] == volume
    assert re.search(rf"useradd .*--home-dir {volume} {user}\b", made)


# ── the same, run ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def image() -> Iterator[Path]:
    """A folder that stands for the image's root; not below pytest's own, which is closed to all
    but its maker."""
    with tempfile.TemporaryDirectory(prefix="stap-image-") as folder:
        root = Path(folder)
        root.chmod(0o755)
        yield root


def place(root: Path, path: str) -> Path:
    return root / path.lstrip("/")


def installed(root: Path) -> Path:
    """Everything that COPY names under WORKDIR, which nobody may write to."""
    (workdir,) = all_of("WORKDIR")
    code = place(root, workdir)
    for inside, name in copied().items():
        (code / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, code / inside)
    for path in (code, *code.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return code


def is_open(path: Path) -> bool:
    """Whether anybody may come there."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def within_reach(path: Path, root: Path, name: str) -> Path:
    """The folder, or the same files under the image where only their owner can come."""
    if os.geteuid() != 0 or is_open(path.resolve()):
        return path

    def linked(source: str, target: str) -> None:
        try:
            os.link(source, target)
        except OSError:  # another disk
            shutil.copy2(source, target)

    left_out = shutil.ignore_patterns("test", "__pycache__")
    is_base = path == Path(sys.base_prefix)
    source = path / "lib" if is_base else path
    target = root / name / "lib" if is_base else root / name
    shutil.copytree(source, target, copy_function=linked, ignore=left_out, symlinks=True)
    return root / name


def interpreter(root: Path) -> tuple[str, dict[str, str]]:
    """This environment's python and packages, in place of the image's; what makes it find them."""
    base = within_reach(Path(sys.base_prefix), root, "python")
    packages = within_reach(Path(sysconfig.get_paths()["purelib"]), root, "packages")
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if base != Path(sys.base_prefix):
        (base / "bin").mkdir()
        shutil.copy2(Path(sys.executable).resolve(), base / "bin" / name)
    return str(base / "bin" / name), {
        "PYTHONPATH": str(packages),
        "LD_LIBRARY_PATH": str(base / "lib"),
    }


def closed_folder(path: Path, owner: int | None) -> Path:
    """As `install -d -m 0700` makes it."""
    path.mkdir(mode=0o700)
    if owner is not None:
        os.chown(path, owner, owner)
    return path


def test_what_is_copied_starts_as_somebody_without_rights_and_becomes_healthy(
    image: Path, tmp_path: Path
) -> None:
    owner = NOBODY if os.geteuid() == 0 else None
    code, (python, found_by) = installed(image), interpreter(image)
    data = closed_folder(place(image, environment()["STAP_DATA"]), owner)
    (old_port,) = all_of("EXPOSE")
    port = str(free_port())
    assert command("CMD")[0] == command("HEALTHCHECK")[0] == "python"
    start = [python, *(word.replace(old_port, port) for word in command("CMD")[1:])]
    (address,) = re.findall(r"http://[^']+", command("HEALTHCHECK")[-1].replace(old_port, port))
    env = {
        **environment(),
        "PATH": "/usr/bin:/bin",
        "HOME": str(data),
        "STAP_DATA": str(data),
        "STAP_SECRETS": str(place(image, environment()["STAP_SECRETS"])),  # not there: the demo
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",  # nobody else has business here
        "STREAMLIT_BROWSER_SERVER_ADDRESS": "stap.example.org",
        **found_by,
    }
    who = {} if owner is None else {"user": owner, "group": owner, "extra_groups": []}
    before = {path: path.stat().st_mtime_ns for path in code.rglob("*")}
    log = tmp_path / "log"
    with running(start, code, env, log, **who) as process:
        assert answer(address, process, log) == "ok"
        assert answer(address.replace("/healthz", "/readyz"), process, log) == "gereed"
    assert {path: path.stat().st_mtime_ns for path in code.rglob("*")} == before
    made = [path for path in data.rglob("*") if path.is_file()]
    assert {"keys.json", "sheets.sqlite"} <= {path.name for path in made}
    assert {path.stat().st_uid for path in made} == {os.geteuid() if owner is None else owner}
