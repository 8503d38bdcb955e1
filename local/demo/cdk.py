"""The real CDK CLI against the embedded AWS."""

import subprocess
from pathlib import Path

from local.cloud import EmbeddedAws

LONGEST = 300
"""Seconds one call of the CLI may take; it takes about twenty."""


class CdkError(Exception):
    """The CLI failed; its last line, and where all of them are."""


class Cdk:
    """Bootstraps, deploys and destroys one stage of a synthesized assembly."""

    def __init__(self, aws: EmbeddedAws, assembly: Path, stage: str, log: Path) -> None:
        self._aws = aws
        self._assembly = assembly
        self._stage = stage
        self._log = log
        log.write_text("")

    def bootstrap(self) -> None:
        """Prepare every Region for deployments."""
        self._run("bootstrap", *(f"aws://{self._aws.account}/{one}" for one in self._aws.regions))

    def deploy(self) -> None:
        """Deploy every stack of the stage, both Regions."""
        self._run(
            "deploy", f"{self._stage}/**", "--require-approval", "never", "--concurrency", "2"
        )

    def destroy(self) -> None:
        """Take every stack of the stage down."""
        self._run("destroy", f"{self._stage}/**", "--force")

    def _run(self, verb: str, *arguments: str) -> None:
        command = ["cdk", "--no-notices", "--no-version-reporting", verb, *arguments]
        command += ["--app", str(self._assembly)]
        with self._log.open("a") as log:
            print("$", *command, file=log, flush=True)
            done = subprocess.run(
                command,
                env=self._aws.environ(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=LONGEST,
                check=False,
            )
        if done.returncode:
            last = self._log.read_text().strip().splitlines()[-1]
            raise CdkError(f"cdk {verb}: {last} ({self._log})")
