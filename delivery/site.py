"""Hooks of the documentation site: what it takes from outside docs/, and links that leave it."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from posixpath import normpath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_LOG = logging.getLogger("mkdocs.plugins.filmops")
_ROOT = Path(__file__).parents[1]
_TAKEN = {
    "assets/mermaid.js": _ROOT / "node_modules/@mermaid-js/tiny/dist/mermaid.tiny.js",
    "preview/index.html": _ROOT / "build/preview/index.html",
}
_LINK = re.compile(r"\]\((?P<path>\.\.?/[^)#\s]*|[\w-]+/[^)#\s]*)(?P<section>#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the chart library and the preview; a missing one is a warning, which --strict refuses."""
    for target, source in _TAKEN.items():
        if source.is_file():
            files.append(File.generated(config, target, abs_src_path=str(source)))
        else:
            _LOG.warning("%s: wanted a file, got none; run `make docs`", source)
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead links to files outside docs/ to the repository; one that is not there is a warning."""
    folder = Path(page.file.src_uri).parent.as_posix()

    def led(found: re.Match[str]) -> str:
        inside = normpath(f"{folder}/{found['path']}")
        if not inside.startswith("../") and files.get_file_from_path(inside) is not None:
            return found[0]
        target = normpath(f"{Path(config.docs_dir).name}/{inside}")
        place = _ROOT / target
        if target.startswith("../") or not place.exists():
            _LOG.warning(
                "%s: wanted a link to something that is there, got %s",
                page.file.src_uri,
                found["path"],
            )
            return found[0]
        kind = "tree" if place.is_dir() else "blob"
        return f"]({config.repo_url}/{kind}/main/{target}{found['section'] or ''})"

    return _LINK.sub(led, markdown)
