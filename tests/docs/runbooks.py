"""The runbooks as a reader meets them: sections, their links, and the commands as a shell runs them."""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "runbooks.md"
HEADER = "before-you-type"
ACCOUNT = "111122223333"
ELEMENTS = (
    "**Felt by:**",
    "**First look:**",
    "**Likely causes, in this order",
    "**Do:**",
    "**It worked when**",
    "**Escalate**",
    "**Back:**",
)
"""What every section says, in this order."""
_LINK = re.compile(r"\[[^\]]+\](?:\[(?P<name>[\w-]+)\]|\((?P<address>https?://[^)]+)\))")
_NAMED = re.compile(r"^\[(?P<name>[\w-]+)\]: (?P<address>\S+)$", re.MULTILINE)
_FENCE = re.compile(r"^```sh\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
_BOARD = re.compile(r"region=(?P<region>[\w-]+)#dashboards/dashboard/(?P<name>[\w-]+)$")
_ROLE = re.compile(r"# (?P<role>break-glass|approver|another administrator)\b")
_STUBS = Path(__file__).with_name("recording.sh")


@dataclass(frozen=True, slots=True)
class Section:
    """A section by its anchor, and what stands in it."""

    name: str
    text: str

    @property
    def boards(self) -> frozenset[tuple[str, str]]:
        """Region and name of each board it links to."""
        found = (_BOARD.search(one) for one in self._addresses())
        return frozenset((one["region"], one["name"]) for one in found if one)

    @property
    def queries(self) -> frozenset[str]:
        """The saved queries it names, in words and in commands."""
        linked = re.findall(r"\[`([^`]+)`\]\[queries\]", self.text)
        typed = re.findall(r"^saved (?:'([^']+)'|(\S+))", self.text, re.MULTILINE)
        return frozenset([*linked, *(one or other for one, other in typed)])

    @property
    def pasted(self) -> Sequence[str]:
        """What one press of a copy button takes, block by block."""
        return [found["lines"] for found in _FENCE.finditer(self.text)]

    def _addresses(self) -> Iterator[str]:
        for link in _LINK.finditer(self.text):
            yield link["address"] or addresses()[link["name"]]


@dataclass(frozen=True, slots=True)
class Command:
    """One call of the AWS CLI, as the shell made it; `role` is whose it is when not the shift's."""

    section: str
    line: int
    words: Sequence[str]
    role: str

    @property
    def name(self) -> str:
        """Service and verb."""
        return " ".join(self.words[:2])

    @property
    def options(self) -> Mapping[str, Sequence[str]]:
        """Each option without its dashes, and what follows it."""
        found: dict[str, list[str]] = {}
        values: list[str] = []
        for word in self.words[2:]:
            if word.startswith("--"):
                values = found.setdefault(word[2:], [])
            else:
                values.append(word)
        return found

    def __str__(self) -> str:
        return f"{PAGE.name}:{self.line}: aws {' '.join(self.words)}"


def page() -> str:
    """The whole text."""
    return PAGE.read_text(encoding="utf-8")


def addresses() -> Mapping[str, str]:
    """What links of the page are short for."""
    return {one["name"]: one["address"] for one in _NAMED.finditer(page())}


def sections() -> Sequence[Section]:
    """Every runbook; what is said before them belongs to all."""
    parts = re.split(r"^## ", page(), flags=re.MULTILINE)[1:]
    named = [(part.partition("\n")[0], part) for part in parts]
    found = [Section(title.lower().replace(" ", "-"), part) for title, part in named]
    return [one for one in found if one.name != HEADER]


def commands(folder: Path, text: str, account: str = ACCOUNT) -> Sequence[Command]:
    """What bash calls `aws` with when all of a page is pasted, section by section, in an account.

    Nothing is called: every program that could do something only writes down what it was asked.
    Raises AssertionError with bash's own words when it cannot run a line: a variable is never set,
    a quote is not closed, a program is not one of those a shift has.
    """
    record = folder / "recorded"
    script = _script(text).replace("/tmp/", f"{folder}/")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f"{_STUBS.read_text()}\nsource /dev/stdin"],
        input=script,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "RECORD": str(record), "USER": "me", "ACCOUNT_ID": account},
    )
    assert done.returncode == 0, done.stderr
    roles = _roles(text)
    return [_command(one, roles) for one in record.read_text().split("\x02") if one]


def _command(written: str, roles: Mapping[int, str]) -> Command:
    section, line, *words = written.split("\x01")[:-1]
    return Command(section, int(line), words, roles.get(int(line), ""))


def _script(text: str) -> str:
    """What is not to be typed becomes an empty line, so that a line keeps its number.

    Each section is a shell of its own below the header's: it must not need another section's.
    """
    typed = [False] * (text.count("\n") + 1)
    for fence in _FENCE.finditer(text):
        first = text.count("\n", 0, fence.start("lines"))
        for place in range(first, first + fence["lines"].count("\n")):
            typed[place] = True
    lines = list[str]()
    closes = ""
    for place, line in enumerate(text.split("\n")):
        title = line.removeprefix("## ").lower().replace(" ", "-")
        if line.startswith("## ") and not typed[place]:
            lines.append(closes if title == HEADER else f"{closes}(SECTION={title}")
            closes = "" if title == HEADER else "); "
        else:
            lines.append(line if typed[place] else "")
    return "\n".join([*lines, closes])


def _roles(text: str) -> Mapping[int, str]:
    """The role that a command's comment names, by each line of the command."""
    found: dict[int, str] = {}
    for fence in _FENCE.finditer(text):
        begins = text.count("\n", 0, fence.start("lines")) + 1
        command = ""
        for place, line in enumerate(fence["lines"].splitlines(), start=begins):
            command += line
            if line.endswith("\\") or command.count("'") % 2:
                continue
            if role := _ROLE.search(line):
                found.update(dict.fromkeys(range(begins, place + 1), role["role"]))
            begins, command = place + 1, ""
    return found
