"""What `make demo` shows."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from assurance.rehearsal.player import Played
from assurance.verdict import EnvironmentReport, Verdict
from local.cloud import RecordedResource
from local.compare import Verdict as Kept
from local.demo.comparison import Comparison
from local.demo.deployment import SPEED
from local.demo.scenes import Moment, SceneError
from local.rehearse.playing import Stray, Witnessed
from local.rehearse.showing import show
from local.terminal import Terminal

ONLY_REAL = (
    "that KMS and IAM enforce what the policies say: the emulator checks neither",
    "that CloudWatch evaluates the alarms as the rehearsal computes it: their states are set, the emulator's own evaluation is off",
    "that SMS, email and Slack deliver: subscriptions were recorded, nobody's phone rang",
    "that RDS and AWS Backup copy anything: their settings were kept, nothing was backed up",
    "that a copy takes 15 minutes at most, and that S3 tells of the ones that fail",
    "that a mute rule withholds anything: rules are kept and deleted, the emulator knows no such thing",
    "how the real PagerDuty names and merges incidents, and who is on call there",
    f"SNS's real clock and signature: retries were played {SPEED:.0f} times faster",
)


class Report(Terminal):
    """The demo on a terminal."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._played: list[str] = []
        self._proven = ""

    def proof(self, environment: EnvironmentReport) -> None:
        """What was proven before anything was deployed."""
        counts = {
            verdict: sum(proof.verdict is verdict for proof in environment.promises)
            for verdict in Verdict
        }
        self._proven = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())

    def compared(self, comparison: Comparison) -> None:
        """What the emulator kept; what it dropped by name, for a green deployment hides it."""
        same, dropped = comparison.count(Kept.SAME), comparison.count(Kept.DIFFERENT)
        blind = comparison.count(Kept.CANNOT_BE_SHOWN)
        self._console.print(
            f"{len(comparison.findings)} properties compared: {same} same, {dropped} different, "
            f"{blind} that no API shows"
        )
        for verdict, words in ((Kept.DIFFERENT, "different"), (Kept.CANNOT_BE_SHOWN, "not shown")):
            kinds = [f"{name} ({count})" for name, count in comparison.kinds(verdict)]
            if kinds:
                self._console.print(f"  {words}: {', '.join(kinds)}", style="yellow")

    def left_out(self, why: str) -> None:
        """What this environment gives no occasion for."""
        self._console.print(f"\n{why}")

    def scene(self, title: str, moments: Iterable[Moment]) -> None:
        """A timeline, line by line as it happens."""
        table = Table(title=title, title_justify="left", show_header=False, box=None)
        table.add_column(justify="right", style="cyan", min_width=8)
        table.add_column()
        table.add_column(style="dim")
        for moment in moments:
            table.add_row(f"{moment.after.total_seconds():.2f} s", moment.what, moment.seen)
        self._console.print()
        self._console.print(table)
        self._played.append(title)

    def rehearsed(self, played: Played, witnessed: Iterable[Witnessed | Stray]) -> None:
        """What was computed beside what is seen. Raises SceneError where they differ."""
        title = f"Rehearsed, then seen: {played.scenario.written.title}"
        self._console.print(f"\n{title}", style="italic")
        if show(self._console, played, witnessed).wrong:
            raise SceneError(
                f"{played.scenario.name}: wanted what was computed, got something else"
            )
        self._played.append(title)

    def end(self, recorded: Sequence[RecordedResource]) -> None:
        """What is now known, and what is not."""
        self._console.rule()
        self._list("Proven from the templates", [self._proven])
        self._list("Rehearsed here, with real API calls and HTTP", self._played)
        kinds = sorted({one.type for one in recorded})
        self._list("Recorded, not run (the emulator has no such service)", kinds)
        self._list("Only a real account can show", ONLY_REAL)
        self._console.print(f"\n{self._took()} from proof to tear-down; nothing is left running.")
