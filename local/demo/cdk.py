"""The real CDK CLI against the embedded AWS."""

import subprocess
from pathlib import Path

from local.cloud import EmbeddedAws

LONGEST = 300
"""Seconds one call of the CLI may take; it takes about twenty."""


class CdkError(Exception):
    """The CLI failed; its last line, and where all of them are."""


def bootstrap(aws: EmbeddedAws, log: Path) -> None:
    """Prepare every Region for deployments. Raises CdkError."""
    _run(aws, log, "bootstrap", *(f"aws://{aws.account}/{one}" for one in aws.regions))


class Cdk:
    """Deploys and destroys one stage of a synthesized assembly."""

    def __init__(self, aws: EmbeddedAws, assembly: Path, stage: str, log: Path) -> None:
        self._aws = aws
        self._assembly = assembly.resolve()
        self._stage = stage
        self._log = log

    def deploy(self) -> None:
        """Deploy every stack of the stage, both Regions."""
        self._run("deploy", "--require-approval", "never", "--concurrency", "2")

    def destroy(self) -> None:
        """Take every stack of the stage down."""
        self._run("destroy", "--force")

    def _run(self, verb: str, *arguments: str) -> None:
        stacks = f"{self._stage}/**"
        _run(self._aws, self._log, verb, stacks, *arguments, "--app", str(self._assembly))


def _run(aws: EmbeddedAws, file: Path, verb: str, *arguments: str) -> None:
    command = ["cdk", "--no-notices", "--no-version-reporting", verb, *arguments]
    with file.open("a") as log:
        print("$", *command, file=log, flush=True)
        done = subprocess.run(
            command,
            cwd=file.parent,  # where no cdk.json names an app to synthesize
            env=aws.environ(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=LONGEST,
            check=False,
        )
    if done.returncode:
        last = file.read_text().strip().splitlines()[-1]
        raise CdkError(f"cdk {verb}: {last} ({file})")
