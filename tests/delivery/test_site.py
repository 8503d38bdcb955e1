"""The documentation site: it builds, every link finds something, nothing is fetched from outside."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_FETCHED = re.compile(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(https?://[^"]+)"')


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    settings = root / "mkdocs.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    return subprocess.run(
        [*command, "--config-file", str(settings), "--site-dir", str(out)],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={"PATH": "", "NO_MKDOCS_2_WARNING": "1"},
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """What the site is made of, to change something in it."""
    for name in ("docs", "delivery"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    for place in ROOT.iterdir():
        if not (tmp_path / place.name).exists() and place.name not in ("node_modules", "build"):
            (tmp_path / place.name).symlink_to(place)
    for name in ("node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js", "build/preview/index.html"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("")
    return tmp_path


def test_the_site_builds_and_fetches_nothing(copied: Path) -> None:
    built = build(copied, copied / "site")
    assert built.returncode == 0, built.stderr
    pages = list((copied / "site").rglob("*.html"))
    assert len(pages) > 10
    fetched = {found for page in pages for found in _FETCHED.findall(page.read_text())}
    assert {one for one in fetched if "github.com/ai-film-studio" not in one} == set()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[x](runbooks.md#nowhere)", "nowhere"),
        ("[x](handbook/nowhere.md)", "nowhere"),
        ("[x](../promises/nowhere.yaml)", "nowhere"),
    ],
)
def test_a_link_that_finds_nothing_stops_the_build(copied: Path, link: str, said: str) -> None:
    index = copied / "docs" / "index.md"
    index.write_text(f"{index.read_text()}\n{link}\n")
    built = build(copied, copied / "site")
    assert built.returncode != 0
    assert said in built.stderr


def test_a_link_to_a_file_of_the_repository_leads_there(copied: Path) -> None:
    index = copied / "docs" / "index.md"
    index.write_text(f"{index.read_text()}\n[x](../promises/handbook.yaml)\n")
    assert build(copied, copied / "site").returncode == 0
    page = (copied / "site" / "index.html").read_text()
    assert "https://github.com/ai-film-studio/operations/blob/main/promises/handbook.yaml" in page
