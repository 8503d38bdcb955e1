"""How many alarm-minutes a CPU second takes, here and in promtool, in one interleaved run."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from assurance.cloudwatch import State
from bench.goals import Verdict
from bench.measuring import ROOT, BenchError, synthesized
from bench.month import Month
from bench.plan import OURS
from bench.rules import burn_alarms, rules_file, services_of

SERVICES: Final = 4
DAY: Final = 1440
WANTED: Final = 200
_LEAST: Final = 0.001
"""Seconds: what is shorter cannot be told from nothing."""
ABSENT: Final = (
    "promtool is not here (Debian's package `prometheus`; `make promtool` installs it where it may): "
    "alarm-minutes are not compared"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """Rounds over the same minutes: CPU in seconds, user and system, of the whole process."""

    alarms: int
    minutes: int
    ours: tuple[float, ...]
    ours_start: tuple[float, ...]
    """The CPU of the same process over one minute: what it costs to start."""
    theirs: tuple[float, ...]
    theirs_start: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many times as many alarm-minutes a CPU second, once both have started."""
        return self._work(self.theirs, self.theirs_start) / self._work(self.ours, self.ours_start)

    @property
    def ratio_with_start(self) -> float:
        """The same, starts included."""
        return median(self.theirs) / median(self.ours)

    @property
    def speeds(self) -> tuple[float, float]:
        """Alarm-minutes a CPU second, ours and theirs, starts apart."""
        work = self.alarms * self.minutes
        ours = work / self._work(self.ours, self.ours_start)
        return ours, work / self._work(self.theirs, self.theirs_start)

    @staticmethod
    def _work(runs: Sequence[float], starts: Sequence[float]) -> float:
        return max(median(runs) - median(starts), _LEAST)


def promtool() -> str | None:
    """The program, where there is one."""
    return shutil.which("promtool")


def compare(program: str, days: int, rounds: int, progress: Callable[[str], None]) -> Compared:
    """Both in turn, after one another; each evaluates every minute of the days.

    Raises BenchError when one fails, or when their alarms end in different states.
    """
    minutes = days * DAY
    with TemporaryDirectory() as scratch:
        assembly, there = Path(scratch) / "assembly", Path(scratch)
        assembly.mkdir()
        synthesized(OURS, SERVICES, assembly)
        runs = _Runs(program, assembly, there)
        ours: list[float] = []
        ours_start: list[float] = []
        theirs: list[float] = []
        theirs_start: list[float] = []
        for number in range(1, rounds + 1):
            progress(f"Evaluating {days} days, round {number} of {rounds}")
            ours_start.append(runs.ours(1)[0])
            spent, states = runs.ours(minutes)
            theirs_start.append(runs.theirs(1, {}))
            theirs.append(runs.theirs(minutes, states))
            # around every run of theirs, so that a neighbour's load falls on both
            ours += [spent, runs.ours(minutes)[0]]
        count = len(burn_alarms(assembly).alarms)
    return Compared(
        count, minutes, tuple(ours), tuple(ours_start), tuple(theirs), tuple(theirs_start)
    )


def verdict(found: Compared) -> Verdict:
    """Whether the goal is met."""
    ours, theirs = found.speeds
    words = (
        f"alarm-minutes a CPU second: wanted at least {WANTED} times as many as promtool, got "
        f"{found.ratio:.0f} times ({ours / 1e6:.1f} million here, {theirs / 1e3:.0f} thousand there; "
        f"{found.ratio_with_start:.0f} times with both programs' start). {found.alarms} burn-rate "
        f"alarms of {SERVICES} services, {found.minutes // DAY} days, {len(found.theirs)} "
        f"round{'' if len(found.theirs) == 1 else 's'}; the same alarms fire at the end"
    )
    return Verdict(found.ratio >= WANTED, words)


@dataclass(frozen=True, slots=True)
class _Runs:
    """One process each; promtool in a folder of its own."""

    program: str
    assembly: Path
    folder: Path

    def ours(self, minutes: int) -> tuple[float, dict[str, State]]:
        """The CPU, and the states at the end."""
        command = [sys.executable, "-m", "bench.evaluating", str(self.assembly), str(minutes)]
        cpu, said = _spent(command, ROOT)
        return cpu, {name: State(state) for name, state in json.loads(said).items()}

    def theirs(self, minutes: int, states: dict[str, State]) -> float:
        """The CPU; promtool fails where other alerts fire at the end than in these states."""
        account = burn_alarms(self.assembly)
        (self.folder / "rules.json").write_text(rules_file(account))
        test = Month(minutes).test_file("rules.json", services_of(account), states)
        (self.folder / "test.json").write_text(test)
        return _spent([self.program, "test", "rules", "test.json"], self.folder)[0]


def _spent(command: Sequence[str], folder: Path) -> tuple[float, str]:
    """The CPU of a process and what it says; raises BenchError when it fails."""
    with TemporaryDirectory() as scratch, (Path(scratch) / "said").open("w+") as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    if process.returncode:
        raise BenchError(f"{' '.join(command[:3])}: {text[-2000:]}")
    return used.ru_utime + used.ru_stime, text
