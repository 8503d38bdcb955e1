"""What an environment costs: what adds up, what hangs on use, what nobody knows."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assurance.assembly import Stage, read_assembly, read_lone_template
from assurance.cost.counting import counted
from assurance.cost.estimate import cost_of
from assurance.cost.prices import Each, Price, read_prices
from promises import InputErrors
from tests.assurance import command
from tests.assurance.command import Done
from tests.assurance.lab import Template, resources


def stage(folder: Path, **members: Template) -> Stage:
    file = folder / "shop.json"
    file.write_text(json.dumps(resources(**members)))
    return read_lone_template(file)


def alarm(**properties: object) -> Template:
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def measure(name: str, period: int = 60) -> Template:
    metric = {"Namespace": "Shop", "MetricName": name}
    return {"Id": name, "MetricStat": {"Metric": metric, "Period": period, "Stat": "Sum"}}


def test_an_alarm_on_metric_math_counts_each_metric_it_reads(tmp_path: Path) -> None:
    queries = [{"Id": "e", "Expression": "a / b"}, measure("a"), measure("b")]
    found = counted(stage(tmp_path, A=alarm(Metrics=queries)))
    assert found == {"alarm_metric": 2, "custom_metric": 2}


def test_an_alarm_below_a_minute_has_its_own_price(tmp_path: Path) -> None:
    own = alarm(Namespace="AWS/SQS", MetricName="m", Period=10)
    assert counted(stage(tmp_path, A=own)) == {"fast_alarm_metric": 1}


def test_a_standby_costs_the_database_and_its_storage_again(tmp_path: Path) -> None:
    database = {"DBInstanceClass": "db.t4g.medium", "AllocatedStorage": "20", "MultiAZ": True}
    one = {"Type": "AWS::RDS::DBInstance", "Properties": database}
    cost = cost_of(stage(tmp_path, D=one))
    assert cost.known == Decimal("0.065") * 730 * 2 + Decimal("0.115") * 20 * 2


def test_what_nobody_knows_is_named_and_left_out_of_the_sum(tmp_path: Path) -> None:
    strange = {"Type": "AWS::RDS::DBInstance", "Properties": {"DBInstanceClass": "db.z9.huge"}}
    cost = cost_of(stage(tmp_path, D=strange))
    assert cost.known == 0
    assert [one.name for one in cost.unknown] == ["database.db.z9.huge"]
    assert [one.name for one in cost.by_use] == ["database_backup"]


def test_storage_is_counted_by_its_kind_and_by_what_is_bought_beside_it(tmp_path: Path) -> None:
    said = {"AllocatedStorage": 100, "StorageType": "io2", "Iops": 20000, "MultiAZ": True}
    advanced = {"DatabaseInsightsMode": "advanced", "DBInstanceClass": "x"}
    found = counted(
        stage(tmp_path, D={"Type": "AWS::RDS::DBInstance", "Properties": said | advanced})
    )
    assert found == {
        "database.x": 2,
        "database_backup": 1,
        "database_insights": 2,
        "database_iops": 40_000,
        "database_storage.io2": 200,
    }


def test_a_type_that_nobody_looked_at_is_named_as_unknown(tmp_path: Path) -> None:
    cost = cost_of(stage(tmp_path, E={"Type": "AWS::MSK::Cluster", "Properties": {}}))
    assert [(one.name, one.is_missing) for one in cost.unknown] == [("AWS::MSK::Cluster", True)]


def test_everything_in_production_has_a_price_or_is_written_down_as_unknown(
    production: Path,
) -> None:
    [one] = read_assembly(production).stages
    assert [item.name for item in cost_of(one).items if item.price is None] == []


def test_every_known_price_has_a_source_a_region_and_a_day() -> None:
    for name, price in read_prices().items():
        if price.usd is not None:
            assert price.source, name
            assert price.region.startswith("us-"), name
            assert price.read is not None, name
            assert price.read <= datetime.now(UTC).date(), name


@pytest.mark.parametrize(
    "written",
    [
        "{what: x, each: month, usd: 1}",
        "{what: x, each: month, usd: cheap}",
        "{what: x, each: month, usd: -1, region: us-east-1, source: s, read: 2026-11-24}",
        "{what: x, each: decade, usd: unknown}",
    ],
)
def test_a_price_from_nowhere_is_refused(written: str, tmp_path: Path) -> None:
    file = tmp_path / "prices.yaml"
    file.write_text(f"prices:\n  alarm: {written}\n")
    with pytest.raises(InputErrors):
        read_prices(file)


def test_every_environment_has_its_cost_and_the_sum_is_that_of_its_items(synthesized: Path) -> None:
    for one in read_assembly(synthesized).stages:
        cost = cost_of(one)
        alarms = sum(count for name, count in counted(one).items() if name == "alarm_metric")
        assert next(item.count for item in cost.items if item.name == "alarm_metric") == alarms
        assert cost.known == sum(item.monthly for item in cost.items if item.monthly is not None)
        assert cost.known > 100


def test_an_hour_is_counted_730_times_and_use_not_at_all() -> None:
    read = date(2026, 11, 24)
    prices = [
        Price(what="x", each=each, usd=Decimal(2), region="us-east-1", source="s", read=read)
        for each in Each
    ]
    assert [one.monthly for one in prices] == [2, 1460, None]


def test_the_command_prints_a_sum_or_one_line(synthesized: Path) -> None:
    def run(*more: str) -> Done:
        return command.run("cost", "--assembly", synthesized, *more)

    told = run("--environment", "prod")
    assert told.returncode == 0
    assert "a month are known" in told.stdout
    found = json.loads(run("--format", "json").stdout)
    assert {one["name"] for one in found["environments"]} == {"dev", "staging", "prod"}
    nowhere = run("--environment", "moon")
    assert (nowhere.returncode, nowhere.stdout, nowhere.stderr.count("\n")) == (2, "", 1)
