"""The plugin inside a real synth: an App for each test, one jsii process for all of them."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from aws_cdk import Acknowledgment, App, Stack, Stage, Validations
from aws_cdk import aws_sns as sns
from constructs import IConstruct

from assurance import plugin
from assurance.plugin import HandbookChecks
from assurance.verdict import EnvironmentReport, Evidence, Proof, Report, Verdict
from promises import InputError, InputErrors

CHANNELS = "severities.P1.channels"


class Platform:
    """A Stage `prod` with one stack and two topics, and what the templates prove about them."""

    def __init__(self, outdir: Path) -> None:
        self.outdir = outdir
        self.app = App(outdir=str(outdir), builtin_cloud_formation_validation=False)
        self.stage = Stage(self.app, "prod")
        self.stack = Stack(self.stage, "Paging")
        self.one = sns.CfnTopic(self.stack, "One")
        self.other = sns.CfnTopic(self.stack, "Other")
        self.verdict = Verdict.BROKEN
        self.evidence = tuple(map(self._at, (self.one, self.other)))
        self.proven: list[list[str]] = []
        Validations.of(self.app).add_plugins(HandbookChecks())

    def prove(self, assembly: Path, _environment: str | None) -> Report:
        files = sorted(file.relative_to(assembly).as_posix() for file in assembly.rglob("*.json"))
        self.proven.append(files)
        proof = Proof(
            id=CHANNELS,
            section="Incident Severity Levels",
            promised="pagerduty, sms",
            proven="",
            verdict=self.verdict,
            because="nobody is subscribed",
            fix="subscribe somebody",
            evidence=self.evidence,
        )
        return Report((EnvironmentReport("prod", (proof,)),))

    def acknowledge(self, at: IConstruct, id: str = f"Handbook::{CHANNELS}") -> None:
        Validations.of(at).acknowledge(Acknowledgment(id=id, reason="the rota starts in May"))

    def found(self, kind: str = "violations") -> dict[str, list[str]]:
        """The constructs of each violation, by rule."""
        report = json.loads((self.outdir / "validation-report.json").read_text())
        return {
            violation["ruleName"]: [at["constructPath"] for at in violation["violatingConstructs"]]
            for violation in report["pluginReports"][0].get(kind, [])
        }

    def _at(self, topic: sns.CfnTopic) -> Evidence:
        logical_id = str(self.stack.resolve(topic.logical_id))
        return Evidence(f"assembly-prod/{self.stack.template_file}", logical_id, topic.node.path)


@pytest.fixture
def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Platform:
    platform = Platform(tmp_path)
    monkeypatch.setattr(plugin, "prove", platform.prove)
    return platform


def test_a_broken_promise_stops_the_synth_with_its_reason_and_fix(platform: Platform) -> None:
    with pytest.raises(RuntimeError) as stopped:
        platform.app.synth()
    said = str(stopped.value)
    assert f"prod: {CHANNELS}: promised pagerduty, sms. nobody is subscribed." in said
    assert "Suggested fix: subscribe somebody" in said
    assert f"Acknowledge with 'Handbook::{CHANNELS}'" in said


def test_a_broken_promise_lands_in_the_report_at_the_constructs_of_its_evidence(
    platform: Platform,
) -> None:
    with pytest.raises(RuntimeError):
        platform.app.synth()
    assert platform.found() == {CHANNELS: ["prod/Paging/One", "prod/Paging/Other"]}


def test_evidence_in_a_property_is_reported_as_that_property(platform: Platform) -> None:
    platform.evidence = (replace(platform.evidence[0], path="Properties.TopicName"),)
    with pytest.raises(RuntimeError):
        platform.app.synth()
    report = (platform.outdir / "validation-report.json").read_text()
    (violation,) = json.loads(report)["pluginReports"][0]["violations"]
    (place,) = violation["violatingConstructs"]
    assert place["constructPath"] == "prod/Paging/One"
    assert place["cloudFormationResource"]["propertyPaths"] == ["Properties.TopicName"]


def test_what_a_whole_environment_lacks_is_reported_at_each_of_its_stacks(
    platform: Platform,
) -> None:
    platform.evidence = (replace(platform.evidence[0], logical_id="", path=""),)
    with pytest.raises(RuntimeError):
        platform.app.synth()
    assert platform.found() == {CHANNELS: ["prod/Paging"]}


@pytest.mark.parametrize("verdict", [Verdict.KEPT, Verdict.UNPROVEN])
def test_what_is_not_broken_does_not_stop_the_synth(platform: Platform, verdict: Verdict) -> None:
    platform.verdict = verdict
    assert platform.app.synth().get_stack_artifact(platform.stack.artifact_id) is not None


def test_the_whole_assembly_is_on_disk_when_it_is_proven_and_it_is_proven_once(
    platform: Platform,
) -> None:
    platform.verdict = Verdict.KEPT
    platform.app.synth()
    (files,) = platform.proven
    assert {
        "manifest.json",
        "assembly-prod/manifest.json",
        f"assembly-prod/{platform.stack.template_file}",
    } <= set(files)


def test_acknowledging_at_one_construct_leaves_the_other_reported(platform: Platform) -> None:
    platform.acknowledge(platform.one)
    with pytest.raises(RuntimeError):
        platform.app.synth()
    assert platform.found() == {CHANNELS: ["prod/Paging/Other"]}
    assert platform.found("suppressedViolations") == {CHANNELS: ["prod/Paging/One"]}


def test_acknowledging_at_the_stage_covers_all_below_it(platform: Platform) -> None:
    platform.acknowledge(platform.stage)
    platform.app.synth()
    assert platform.found() == {}


def test_an_id_without_the_prefix_acknowledges_nothing(platform: Platform) -> None:
    platform.acknowledge(platform.stage, CHANNELS)
    with pytest.raises(RuntimeError, match="nobody is subscribed"):
        platform.app.synth()


def test_a_promise_broken_by_nothing_in_particular_is_reported_at_the_stacks(
    platform: Platform,
) -> None:
    platform.evidence = ()
    with pytest.raises(RuntimeError):
        platform.app.synth()
    assert platform.found() == {CHANNELS: ["prod/Paging"]}


MISTAKE = InputError(Path("environments/prod.yaml"), 3, "reach", "a name", "a key")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MISTAKE, "FATAL environments/prod.yaml:3: reach: wanted a name, got a key"),
        (InputErrors([MISTAKE]), "FATAL environments/prod.yaml:3: reach: wanted a name, got a key"),
        (KeyError("Topic"), "FATAL KeyError('Topic')"),
    ],
)
def test_a_proof_that_cannot_be_made_stops_the_synth_and_cannot_be_acknowledged(
    platform: Platform, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(_assembly: Path, _environment: str | None) -> Report:
        raise error

    monkeypatch.setattr(plugin, "prove", fail)
    platform.acknowledge(platform.app, "Handbook::unusable-input")
    with pytest.raises(RuntimeError) as stopped:
        platform.app.synth()
    assert said in str(stopped.value)
    assert platform.found() == {"unusable-input": [""]}


APP = """
from aws_cdk import App, Stack, Stage, Validations
from assurance import plugin
from assurance.verdict import EnvironmentReport, Proof, Report, Verdict

proof = Proof("recovery.rpo", "Disaster Recovery", "1 h", "", Verdict.BROKEN, "no backup", "back up")
plugin.prove = lambda *_: Report((EnvironmentReport("prod", (proof,)),))
app = App()
Stack(Stage(app, "prod"), "Data")
Validations.of(app).add_plugins(plugin.HandbookChecks())
app.synth()
"""


def test_the_cdk_cli_exits_1_and_prints_the_fix_when_it_is_given_all_stacks(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP)
    cdk = Path("node_modules/.bin/cdk").resolve()
    node = str(Path(sys.executable).parent)
    outside_pytest = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    synth = subprocess.run(
        [cdk, "--no-notices", "--app", f"{sys.executable} app.py", "synth", "--quiet", "**"],
        cwd=tmp_path,
        env=outside_pytest
        | {
            "PATH": f"{node}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "CDK_VALIDATION": "false",
            "CDK_DISABLE_CLI_TELEMETRY": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert synth.returncode == 1
    assert "ERROR prod: recovery.rpo: promised 1 h. no backup. (Handbook)" in synth.stderr
    assert "Suggested fix: back up" in synth.stderr
