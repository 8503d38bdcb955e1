"""The example of docs/evaluate.md is what its command prints."""

import re
import shlex
from pathlib import Path

from tests.assurance.command import ROOT, run

PAGE = ROOT / "docs" / "evaluate.md"


def example() -> tuple[list[str], str]:
    text = PAGE.read_text(encoding="utf-8")
    command = re.search(r"python -m assurance (evaluate .*?)\n\n", text, re.DOTALL)
    output = re.search(r"```text\n(.*?)```", text, re.DOTALL)
    assert command
    assert output
    return shlex.split(command[1].replace("\\\n", " ")), output[1]


def test_the_example_of_the_page_is_what_its_command_prints() -> None:
    arguments, output = example()
    assert run(*arguments).stdout == output


def test_every_link_of_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8")):
        assert (PAGE.parent / Path(target)).exists(), target
