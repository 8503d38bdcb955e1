"""The process of the embedded AWS: it starts or says why not, and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local import hooks
from local.cloud import ROOT, CloudError, EmbeddedAws
from tests.local.helpers import ACCOUNT, eventually

HOLDER = """
import signal, sys, time
from pathlib import Path
from local.cloud import EmbeddedAws

# A shell that starts the tests in the background makes them ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
with EmbeddedAws(directory=Path(sys.argv[1])) as aws:
    print(aws.pid, flush=True)
    time.sleep(60)
"""
WITHOUT_A_HOOK = """
import ministack.services.sns
del ministack.services.sns._fanout
from local.emulator import main
main(["--port", "9", "--journal", "{journal}"])
"""


def is_gone(group: int) -> bool:
    """Whether no process of the group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_it_ends_with_its_block(tmp_path: Path) -> None:
    with EmbeddedAws(directory=tmp_path) as aws:
        pid = aws.pid
        assert not is_gone(pid)
    assert is_gone(pid)


def test_it_ends_with_an_error_in_its_block(tmp_path: Path) -> None:
    pids: list[int] = []

    def fail() -> None:
        with EmbeddedAws(directory=tmp_path) as aws:
            pids.append(aws.pid)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert is_gone(pids[0])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_the_process_that_started_it(tmp_path: Path, number: signal.Signals) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as holder:
        assert holder.stdout
        pid = int(holder.stdout.readline())
        holder.send_signal(number)
        holder.wait(20)
    eventually(lambda: is_gone(pid))


def test_a_gone_hook_stops_the_start_and_is_named(tmp_path: Path) -> None:
    code = WITHOUT_A_HOOK.format(journal=tmp_path / "journal.jsonl")
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = ended.stderr.strip().splitlines()[-1]
    assert ended.returncode == 2
    assert re.fullmatch(
        r"ministack [\d.]+: services\.sns\._fanout is gone; .* is written for ministack [\d.]+",
        said,
    )


def test_the_hooks_are_written_for_the_pinned_version() -> None:
    pinned = (ROOT / "requirements-dev.txt").read_text()
    assert f"ministack=={hooks.PINNED}\n" in pinned


def test_a_start_that_fails_says_why(tmp_path: Path) -> None:
    cloud = EmbeddedAws(directory=tmp_path, outside={"example.com": "http://192.0.2.1:80"})
    with pytest.raises(CloudError, match="wanted a loopback address"):
        cloud.__enter__()


def test_the_environment_is_of_one_account_and_hides_any_other(
    aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "of-the-user")
    environ = aws.environ()
    assert "AWS_PROFILE" not in environ
    assert environ["AWS_ENDPOINT_URL"] == aws.endpoint
    assert environ["AWS_ACCESS_KEY_ID"] == ACCOUNT
    identity = aws.client("sts", "us-west-2").get_caller_identity()
    assert identity["Account"] == ACCOUNT
