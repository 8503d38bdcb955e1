"""`rehearse --live` is another room's: assurance reads, what deploys and plays is started by its name."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import click

from assurance.console import needs_assembly

PLAYER: Final = "local.rehearse"


def played_live(assembly: Path, environment: str | None, scenarios: tuple[Path, ...]) -> int:
    """Have the incidents played on the embedded AWS; the exit code is the player's."""
    needs_assembly(assembly)
    if not _there(PLAYER):
        raise click.UsageError(f"--live: wanted the embedded AWS (python -m {PLAYER}), got none")
    named = [] if environment is None else ["--environment", environment]
    files = [part for file in scenarios for part in ("--scenario", str(file))]
    command = [sys.executable, "-m", PLAYER, "--assembly", str(assembly), *named, *files]
    return subprocess.run(command, check=False).returncode


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
