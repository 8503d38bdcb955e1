import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-m", "local.pagerduty"]


def test_it_serves_until_it_is_stopped_and_prints_no_key(
    tmp_path: Path, send: Callable[..., tuple[int, Any]]
) -> None:
    account = tmp_path / "pagerduty.json"
    command = [*COMMAND, "--port", "0", "--account", str(account)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert send(line.split()[2])[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert line.endswith(f"keys: {account}\n")


def test_an_unusable_account_ends_it_with_one_line(tmp_path: Path) -> None:
    account = tmp_path / "pagerduty.json"
    account.write_text("{}")
    command = [*COMMAND, "--port", "0", "--account", str(account)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert ended.stderr == (
        f"local.pagerduty: {account}: wanted an account as this program writes it\n"
    )


def test_an_impossible_port_ends_it_with_one_line(tmp_path: Path) -> None:
    command = [*COMMAND, "--port", "99999", "--account", str(tmp_path / "pagerduty.json")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("local.pagerduty: ")
    assert ended.stderr.count("\n") == 1
