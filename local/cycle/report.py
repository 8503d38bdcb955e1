"""What `make cycle` shows."""

from collections.abc import Iterable, Iterator

from rich.console import Console

from local.cycle.making import Made
from local.terminal import Terminal

ONLY_REAL = (
    "that a guard's alarm is evaluated: the emulator evaluates none, its state was set by hand, and the change did not cause it",
    "CloudFormation's own change sets: the emulator's call a threshold's change a possible replacement, and touch every resource",
    "that Slack shows the message: it was read from the topic that the channel's configuration names",
    "the two roles, GitHub's identity and its approval: everything ran with one set of credentials that nothing checks",
    "how long a stack takes, and what of the data a rollback cannot take back",
    "thirty minutes of watching: the first deployment was watched for seconds",
)


class Report(Terminal):
    """The cycle on a terminal."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._acts: list[str] = []

    def left_out(self, files: Iterable[str]) -> None:
        """What is not part of it."""
        for file in files:
            self._console.print(f"not committed, not part of it: {file}", style="yellow")

    def act(self, title: str) -> None:
        """A new part of the story."""
        self._console.print(f"\n{title}", style="italic")
        self._acts.append(title)

    def typed(self, made: Made, *marks: str) -> None:
        """How a verb ended, and what of it is worth reading."""
        self._console.print(f"  $ {made.typed}  # exit code {made.code}, {made.file}", style="dim")
        for line in telling(made.output, marks):
            self._console.print(f"    {line}", highlight=False, soft_wrap=True)

    def seen(self, what: str) -> None:
        """What an API says."""
        self._console.print(f"  {what}", highlight=False, emoji=False, soft_wrap=True)

    def end(self) -> None:
        """What is now known, and what is not."""
        self._console.rule()
        self._list("Shown here, with the real make, CDK CLI and API calls", self._acts)
        self._list("Only a real account can show", ONLY_REAL)
        took = self._took()
        self._console.print(f"\n{took} from clone to tear-down; nothing is left running.")


def telling(output: str, marks: Iterable[str]) -> Iterator[str]:
    """The lines that say one of the marks, in their order, without rules and indents."""
    wanted = tuple(marks)
    for line in output.splitlines():
        if any(mark in line for mark in wanted):
            yield line.strip(" ─")
