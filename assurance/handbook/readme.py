"""The block of the README that says how many promises are kept, section by section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assurance.assembly.files import unusable
from assurance.handbook.source import Source
from assurance.report.markdown import escaped, table
from assurance.verdict import Verdict

BEGIN, END = "<!-- promises, by `make docs` -->", "<!-- /promises -->"
_BLOCK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
_DECIDED, _TECHNICAL = "Decided by this project", "Technical rules"


def with_block(readme: Path, source: Source) -> str:
    """The README with its block as it is now. Raises InputErrors where it has none."""
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    block = "\n".join([BEGIN, *_lines(source), END])
    changed, count = _BLOCK.subn(lambda _: block, text)
    if count != 1:
        raise unusable(readme, "", f"one block {BEGIN} ... {END}", f"{count}")
    return changed


def _lines(source: Source) -> Iterator[str]:
    made = {promise.id for promise in source.handbook.catalogue()}
    counted: dict[str, Counter[Verdict]] = {}
    for proof in source.report.promises:
        named = _DECIDED if proof.section.startswith("docs/") else proof.section
        section = named if proof.id in made else _TECHNICAL
        counted.setdefault(section, Counter())[proof.verdict] += 1
    ordered = sorted(counted, key=lambda one: (one == _TECHNICAL, one == _DECIDED))
    rows = [
        (escaped(section), *(str(counted[section][verdict] or "") for verdict in Verdict))
        for section in ordered
    ]
    yield from table(("Section of the handbook", *Verdict), rows)
