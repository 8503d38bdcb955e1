"""The command line, run in this process: a new one takes half a second to begin."""

import os
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

from assurance import cli

ROOT = Path(__file__).parents[2]


def environ() -> dict[str, str]:
    """This process's environment without what decides about colour and width."""
    deciding = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM"}
    return {name: value for name, value in os.environ.items() if name not in deciding}


@dataclass(frozen=True, slots=True)
class Done:
    """What a shell would see."""

    returncode: object
    stdout: str
    stderr: str


def run(*arguments: str | Path, cwd: Path = ROOT) -> Done:
    """`python -m assurance` with these arguments."""
    out, err = (TextIOWrapper(BytesIO(), "utf-8", write_through=True) for _ in range(2))
    argv = ["assurance", *map(str, arguments)]
    code: object = None
    with (
        chdir(cwd),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "argv", argv),
        patch.dict(os.environ, environ(), clear=True),
    ):
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code
    return Done(code, _read(out), _read(err))


def _read(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()
