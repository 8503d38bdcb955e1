"""The database's functions as Lambda has them: what is packed, the standard library and boto3."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from filmops.packages import packed
from functions.maintenance.sessions import Door, authorities, session
from functions.maintenance.tokens import signed_door

MAINTENANCE = Path(__file__).parents[3] / "functions" / "maintenance"


@pytest.mark.parametrize("module", ["roles", "roles_inside", "care", "archive", "archive_inside"])
def test_a_handler_loads_with_its_certificates_and_without_the_rest_of_the_project(
    module: str,
) -> None:
    # boto3 comes with Lambda's runtime; here it stands last on the path.
    script = (
        "import sys; sys.path.insert(0, '.'); sys.path.append(sys.argv[1]); "
        f"from maintenance.{module} import handle; from maintenance.sessions import authorities; "
        "assert callable(handle); "
        "print(bool(authorities().get_ca_certs()), sorted({'promises', 'mypy_boto3_s3'} & set(sys.modules)))"
    )
    packages = str(next(Path(sys.prefix).glob("lib/python*/site-packages")))
    loaded = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", script, packages],
        cwd=packed(MAINTENANCE),
        env={**os.environ, "AWS_DEFAULT_REGION": "us-east-1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (loaded.stdout, loaded.stderr) == ("True []\n", "")


def test_a_token_is_signed_without_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ACCESS_KEY_ID": "lab",
        "AWS_SECRET_ACCESS_KEY": "lab",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    door = signed_door({"HOST": "db.example", "PORT": "5433", "DATABASE": "aifilmstudio"})()
    assert (door.user, door.host, door.port) == ("filmops_maintenance", "db.example", 5433)
    assert door.password.startswith("db.example:5433/?Action=connect&DBUser=filmops_maintenance&")
    assert "X-Amz-Expires=900" in door.password
    assert door.password not in repr(door)


def test_a_server_without_tls_is_refused() -> None:
    """It answers the request for TLS with N; nothing more is said to it, no password either."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as beside:

        def refuses() -> bytes:
            line, _ = server.accept()
            with line:
                line.settimeout(10)
                line.recv(8)
                line.sendall(b"N")
                return line.recv(1024)

        heard = beside.submit(refuses)
        door = Door("127.0.0.1", server.getsockname()[1], "studio", "filmops_maintenance", "token")
        with pytest.raises(ConnectionError, match="refuses TLS"), session(door, authorities()):
            pass
        assert heard.result() == b""
