"""The comparison with promtool: the same rules, the same minutes, the same alarms firing."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from assurance.cloudwatch import Account, CompositeAlarm, State, evaluate
from bench.measuring import BenchError, synthesized
from bench.month import START, Month
from bench.plan import OURS
from bench.rival import Compared, compare, promtool, verdict
from bench.rules import burn_alarms, rules_file, services_of

MAIN = import_module("bench.__main__")


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    folder = tmp_path_factory.mktemp("catalogue")
    synthesized(OURS, 2, folder)
    return burn_alarms(folder)


def test_each_service_has_nine_windows_and_five_composites(account: Account) -> None:
    assert services_of(account) == ("service-0001", "service-0002")
    composites = [one for one in account.alarms if isinstance(one, CompositeAlarm)]
    assert (len(account.alarms), len(composites)) == (28, 10)


def test_promtool_gets_an_alert_for_each_alarm_of_a_service(account: Account) -> None:
    [group] = json.loads(rules_file(account))["groups"]
    alerts = {one["alert"]: one["expr"] for one in group["rules"] if "alert" in one}
    assert len(alerts) == 14
    fast = alerts["filmops-bench-any-availability-fast"]
    hour = "((100 * failed:3600 / requests:3600 > 1.44) and requests:3600 >= 70)"
    assert hour in fast
    assert ") and (" in fast
    assert " or " in alerts["filmops-bench-any-availability-slow"]
    recorded = [one["record"] for one in group["rules"] if "record" in one]
    assert len(recorded) == 10


def test_a_burst_of_failures_fires_every_burn_rate(account: Account) -> None:
    month = Month(2 * 1440)
    histories = evaluate(account, month.data(account), START, month.end)
    firing = {one.name for one in histories if one.state is State.ALARM}
    assert {one.name for one in account.alarms} - firing == {
        f"filmops-bench-service-000{number}-availability-few" for number in (1, 2)
    }


def test_promtool_is_told_what_has_to_fire(account: Account) -> None:
    states = {account.alarms[0].name: State.OK, account.alarms[1].name: State.ALARM}
    file = Month(300).test_file("rules.json", services_of(account), states)
    [test] = json.loads(file)["tests"]
    quiet, firing = test["alert_rule_test"]
    assert quiet["exp_alerts"] == []
    assert firing["exp_alerts"] == [{"exp_labels": {"service": "service-0001"}}]
    failures = next(one for one in test["input_series"] if one["series"].startswith("failed"))
    assert failures["values"] == "0x120 10+10x179"


def test_starts_are_taken_off_both_sides() -> None:
    found = Compared(10, 1000, (1.5, 1.3), (0.4,), (201.0,), (1.0,))
    assert found.ratio == pytest.approx(200)
    assert found.ratio_with_start == pytest.approx(201 / 1.4)
    assert verdict(found).met
    assert not verdict(Compared(10, 1000, (2.5,), (0.4,), (201.0,), (1.0,))).met


def test_without_promtool_the_benchmark_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MAIN, "promtool", lambda: None)
    ran = CliRunner().invoke(MAIN.main, ["--only", "alarms"])
    assert ran.exit_code == 0
    assert "promtool is not here" in ran.output


def test_a_promtool_that_fails_ends_the_benchmark(tmp_path: Path) -> None:
    broken = tmp_path / "promtool"
    broken.write_text("#!/bin/sh\necho no such alert\nexit 1\n")
    broken.chmod(0o755)
    with pytest.raises(BenchError, match="no such alert"):
        compare(str(broken), 1, 1, lambda _: None)


@pytest.mark.skipif(promtool() is None, reason="no promtool here; `make promtool` installs it")
def test_promtool_and_we_have_the_same_alarms_firing() -> None:
    program = promtool()
    assert program
    found = compare(program, 1, 1, lambda _: None)
    assert (found.alarms, found.minutes) == (56, 1440)
