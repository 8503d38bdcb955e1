"""The whole cycle, as people run it. Minutes long: `CYCLE=1 pytest tests/local/cycle` asks for it."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.local.helpers import eventually

ROOT = Path(__file__).parents[3]
pytestmark = [
    pytest.mark.skipif(not os.environ.get("CYCLE"), reason="minutes long: CYCLE=1 asks for it"),
    pytest.mark.timeout(900),
]


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "local.cycle", "--folder", str(folder)]


def test_a_change_goes_from_its_review_to_its_rollback(tmp_path: Path) -> None:
    done = subprocess.run(
        command(tmp_path / "cycle"), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = " ".join(done.stdout.split())
    moments = (
        "no guard tripped",
        "HELD RDS DBInstance Data/Database/Instance is REPLACED",
        "database-cpu-signal: threshold > 85 -> 95",
        "database-cpu-signal alarms above 85 -> 95",
        "-> ALARM, by hand",
        "dev: tripped after ",
        "is deployed again",
        "; database-cpu-signal alarms above 85",
        "dev was rolled back. A guard tripped while",
        "Only a real account can show",
    )
    place = 0
    for moment in moments:
        place = said.find(moment, place)
        assert place >= 0, moment


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_ends_when_it_is_interrupted(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        command(tmp_path / "cycle"), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as cycle:
        assert cycle.stdout
        line = next(one for one in cycle.stdout if "Embedded AWS at" in one)
        log = tmp_path / "cycle" / "1-make-deploy.log"
        eventually(lambda: log.exists() and "synth: " in log.read_text(), within=60)
        cycle.send_signal(number)
        assert cycle.wait(30) != 0
    [port] = re.findall(r"Embedded AWS at http://127\.0\.0\.1:(\d+)", line)
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", int(port))):
        pass
    clone = str(tmp_path / "cycle" / "clone")
    assert not [one for one in folders_of_processes() if one.startswith(clone)]


def folders_of_processes() -> list[str]:
    found: list[str] = []
    for place in Path("/proc").glob("[0-9]*/cwd"):
        try:
            found.append(str(place.readlink()))
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
    return found
