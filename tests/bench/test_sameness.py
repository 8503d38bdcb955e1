import json
from collections import Counter
from pathlib import Path

import pytest

from bench.sameness import differences, resources
from bench.synth import synth

COUNT = 4


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ours")
    synth("ours", COUNT, out)
    return out


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("plain")
    synth("l2", COUNT, out)
    return out


def test_both_builds_deploy_the_same_alarms(ours: Path, plain: Path) -> None:
    assert list(differences(ours, plain)) == []


def test_a_service_is_ten_alarms_five_composites_and_an_objective(ours: Path) -> None:
    (held,) = resources(ours).values()
    assert Counter(one["Type"] for one in held.values()) == {
        "AWS::CloudWatch::Alarm": 10 * COUNT,
        "AWS::CloudWatch::CompositeAlarm": 5 * COUNT,
        "AWS::ApplicationSignals::ServiceLevelObjective": COUNT,
        "AWS::CloudWatch::Dashboard": 1,
    }


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"Threshold":1.44', '"Threshold":1.45'),
        ('"Period":3600', '"Period":1800'),
        ("100 * failed", "99 * failed"),
        (" AND ALARM", " OR ALARM"),
        ('"ActionsSuppressorWaitPeriod":120', '"ActionsSuppressorWaitPeriod":121'),
        ('"Value":"P2"', '"Value":"P3"'),
        ('"AttainmentGoal":99.9', '"AttainmentGoal":99'),
        ('\\"type\\":\\"alarm\\"', '\\"type\\":\\"space\\"'),
    ],
)
def test_a_difference_is_named(
    ours: Path, plain: Path, tmp_path: Path, was: str, becomes: str
) -> None:
    (file,) = ours.glob("*.template.json")
    text = json.dumps(json.loads(file.read_text()), separators=(",", ":"))
    assert was in text
    (tmp_path / file.name).write_text(text.replace(was, becomes, 1))
    assert len(list(differences(tmp_path, plain))) == 1
