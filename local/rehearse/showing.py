"""A live rehearsal on a terminal: what was computed beside what was seen, and the verdict."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from assurance.rehearsal.player import Played
from assurance.rehearsal.wording import clock, lasting
from local.rehearse.playing import Stray, Witnessed

_COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many notifications were seen as they were computed, and how many things were not."""

    right: int
    wrong: int

    @property
    def met(self) -> bool:
        """Whether everything was seen as it was computed, and nothing else."""
        return not self.wrong


def show(console: Console, played: Played, witnessed: Iterable[Witnessed | Stray]) -> Verdict:
    """Print the timeline line by line as it happens, then the verdict."""
    width = max((len(_computed(one.severity, one.alarm)) for one in played.told), default=0)
    width = max(width, len(_COMPUTED))
    console.print(
        Text(f"{'clock':5}  {'fault':>9}  {_COMPUTED:{width}}  seen", "bold"), soft_wrap=True
    )
    right = wrong = 0
    for one in witnessed:
        good = isinstance(one, Witnessed) and one.right
        right, wrong = right + good, wrong + (not good)
        line = _told(one, played, width) if isinstance(one, Witnessed) else _stray(one, width)
        console.print(line, soft_wrap=True)
    verdict = Verdict(right, wrong)
    console.print(_said(verdict, played))
    return verdict


def _told(one: Witnessed, played: Played, width: int) -> Text:
    act, seen = one.act, one.seen
    computed = _computed(act.severity, act.alarm, over=act.over)
    after = lasting(act.at - played.scenario.first_fault)
    if one.right:
        said = (f"{seen.words} ({seen.after:.2f} s)", "green")
    else:
        said = (f"wanted {seen.wrong}, got {seen.words or 'nothing'}", "red")
    return Text.assemble(
        (f"{clock(act.at)[11:]}  {after:>9}  ", "cyan"), f"{computed:{width}}  ", said
    )


def _stray(one: Stray, width: int) -> Text:
    said = (f"wanted nothing, got {one.service}: {one.title}", "red")
    return Text.assemble(f"{'':16}  {'nothing':{width}}  ", said)


def _computed(severity: str | None, alarm: str, *, over: bool = False) -> str:
    return f"{'over' if over else 'told'} {severity} {alarm}"


def _said(verdict: Verdict, played: Played) -> Text:
    each = (one for _, history in played.each() for one in history.notifications)
    kept = sum(bool(one.withheld_by) for one in each)
    held = f"; {kept} more are computed to be kept back, and were not sent" if kept else ""
    if not verdict.right + verdict.wrong:
        return Text(f"nobody is told, and nobody was{held}", "bold green")
    if verdict.met:
        return Text(f"seen as computed: {verdict.right} of {verdict.right}{held}", "bold green")
    return Text(f"NOT as computed: {verdict.wrong} of {verdict.right + verdict.wrong}", "bold red")
