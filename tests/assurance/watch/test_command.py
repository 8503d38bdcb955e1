"""`watch` on the command line: options that mean nothing alone."""

from tests.assurance.command import run


def test_a_reason_to_deploy_despite_an_alarm_belongs_to_the_baseline() -> None:
    done = run("watch", "--environment", "dev", "--despite", "it mends the api")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("--despite: wanted with --baseline")
