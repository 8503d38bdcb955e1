"""One synth in a process of its own, and what it cost."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.sameness import resources

ROOT = Path(__file__).parents[1]


class BenchError(Exception):
    """A synth failed, or the two builds are not the same."""


@dataclass(frozen=True, slots=True)
class Run:
    """One synth: CPU in seconds (user and system, of the process and its Node), peak in bytes.

    `peak` is of the largest single process, which is Node.
    """

    cpu: float
    peak: int
    resources: int
    fullest: int
    """The resources of the stack that has most of them."""


def measure(style: str, count: int) -> Run:
    """Synthesize so many services; raises BenchError."""
    with TemporaryDirectory() as scratch:
        cpu, peak = synthesized(style, count, Path(scratch))
        sizes = [len(held) for held in resources(Path(scratch)).values()]
    return Run(cpu, peak, sum(sizes), max(sizes))


def synthesized(style: str, count: int, out: Path) -> tuple[float, int]:
    """The CPU and the peak of a synth into a folder; raises BenchError."""
    command = [sys.executable, "-m", "bench.synth", style, str(count), str(out)]
    # the Node beside this Python before any other; the library's validation costs more than a synth
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "CDK_VALIDATION": "false", "PATH": path}
    with (out / "said").open("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise BenchError(f"{style}, {count} services: {said.read()[-2000:]}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT


# kibibytes on Linux, bytes on macOS (getrusage(2) of each)
_UNIT = 1 if sys.platform == "darwin" else 1024
