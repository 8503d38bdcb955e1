"""Proving an assembly: which environments, which promises, and what is honestly left open."""

from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.proof import prove, prove_stage
from assurance.verdict import Proof, Verdict
from environments import load_environment
from promises import InputErrors, Level, load_handbook
from tests.assurance.lab import ELSEWHERE, resources, write_assets, write_stack, write_stage
from tests.assurance.proof.changes import Proven, added, changed, drop, gone, put
from tests.assurance.proof.paging_path import whole
from tests.assurance.proof.parts import alarm, any_of, resource


def broken(proofs: dict[str, Proof]) -> dict[str, str]:
    return {one.id: one.because for one in proofs.values() if one.verdict is Verdict.BROKEN}


def test_the_whole_path_breaks_no_rule_in_one_region_or_in_two(proven: Proven) -> None:
    assert broken(dict(proven(whole()))) == {}
    assert broken(dict(proven(whole(), whole()))) == {}


def test_every_promise_of_the_handbook_is_shown_and_unproven_ones_say_why(proven: Proven) -> None:
    proofs = proven(whole())
    promised = [promise.id for promise in load_handbook().catalogue()]
    assert list(proofs)[: len(promised)] == promised
    assert proofs["slos.api.availability"].verdict is Verdict.UNPROVEN
    assert "no environment file" in proofs["thresholds.api_errors.alert"].because
    assert proofs["maintenance.activities.database"].because.startswith("no steps of a window")
    assert "page test or an incident" in proofs["severities.P1.response"].because
    assert all(one.because for one in proofs.values())


def test_a_rule_with_nothing_to_look_at_is_unproven_and_never_kept(proven: Proven) -> None:
    proof = proven(changed(gone("P1Alarm")))["severities.P1.channels"]
    assert (proof.verdict, proof.because) == (Verdict.UNPROVEN, "no P1 alarms in these templates")


def test_a_kept_promise_says_how_much_was_looked_at_and_where(proven: Proven) -> None:
    proof = proven(whole())["severities.P1.channels"]
    assert (proof.proven, proof.fix) == ("1 of 1 P1 alarms", "")
    [evidence] = proof.evidence
    assert (evidence.logical_id, evidence.path) == ("P1Alarm", "Properties.AlarmActions")
    assert evidence.template.endswith("paging.template.json")


def test_only_the_environment_that_is_named_is_proven(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_stack(write_stage(tmp_path, name), name, whole())
    assert [one.name for one in prove(tmp_path, "two").environments] == ["two"]
    assert [one.name for one in prove(tmp_path).environments] == ["one", "two"]


def test_an_environment_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    write_stack(write_stage(tmp_path, "one"), "paging", whole())
    with pytest.raises(InputErrors) as raised:
        prove(tmp_path, "three")
    assert str(raised.value) == f"{tmp_path}: environment: wanted one of one, got three"


def test_an_environment_is_held_to_the_people_its_file_names(tmp_path: Path) -> None:
    write_stack(write_stage(tmp_path, "prod"), "paging", whole())
    [stage] = read_assembly(tmp_path).stages
    report = prove_stage(stage, load_environment("prod"))
    [p1] = [one for one in report.promises if one.id == "severities.P1.channels"]
    assert p1.verdict is Verdict.BROKEN
    assert "filmops/prod/pagerduty/p1" in p1.because


def test_a_weakened_promise_is_proven_as_it_holds_there(tmp_path: Path) -> None:
    write_stack(write_stage(tmp_path, "dev"), "paging", whole())
    [report] = prove(tmp_path).environments
    [p1] = [one for one in report.promises if one.id == "severities.P1.channels"]
    assert p1.promised == "slack"
    assert "severities.P1.channels" in [one.promise for one in report.weakened]


def test_a_region_with_alarms_and_no_way_to_people_is_broken(proven: Proven) -> None:
    lonely = resources(Alarm=alarm("P1"))
    found = broken(dict(proven(whole(), lonely)))
    for rule in (
        "paging.reaches",
        "paging.actions",
        "on_call.heartbeat",
        "paging.events.guardduty",
    ):
        assert rule in found
    assert ELSEWHERE in found["on_call.heartbeat"]


def test_a_region_that_hears_a_topic_less_is_broken_even_before_it_has_alarms(
    proven: Proven,
) -> None:
    there = changed(gone("P1Alarm"), gone("P1Sms"))
    assert broken(dict(proven(whole(), there))).keys() == {"paging.regions_alike"}


def test_a_topic_people_listen_to_is_open_to_alarms_even_before_it_has_one(proven: Proven) -> None:
    without_alarm = gone("P1Alarm")
    shut = drop("P1Policy", "PolicyDocument", "Statement", 0)
    assert proven(changed(without_alarm))["paging.topic_policies"].verdict is Verdict.KEPT
    assert proven(changed(without_alarm, shut))["paging.topic_policies"].verdict is Verdict.BROKEN


def test_a_foreign_assembly_without_severities_is_told_what_it_lacks(tmp_path: Path) -> None:
    topic = resource(
        "AWS::SNS::Topic", Subscription=[{"Protocol": "email", "Endpoint": "a@b.example"}]
    )
    told = {"AlarmActions": [{"Ref": "Topic"}], "OKActions": [{"Ref": "Topic"}]}
    foreign = resources(Topic=topic, Alarm=resource("AWS::CloudWatch::Alarm", **told))
    write_stack(tmp_path, "shop", foreign)
    [report] = prove(tmp_path).environments
    proofs = {one.id: one for one in report.promises}
    assert report.name == "shop"
    assert proofs["paging.reaches"].verdict is Verdict.KEPT
    assert "severity" in proofs["paging.descriptions"].because
    assert "no customer key" in proofs["paging.topic_keys"].because
    assert all(
        proofs[f"severities.{level}.channels"].verdict is Verdict.UNPROVEN for level in Level
    )


def test_a_scaling_alarm_is_no_page(proven: Proven) -> None:
    policy = resource("AWS::AutoScaling::ScalingPolicy")
    scaling = resource("AWS::CloudWatch::Alarm", AlarmActions=[{"Ref": "Policy"}])
    template = changed(added("Policy", policy), added("Scaling", scaling))
    assert proven(template)["paging.reaches"].verdict is Verdict.KEPT


def test_an_alarm_that_only_holds_others_back_is_no_page_unless_it_has_a_severity(
    proven: Proven,
) -> None:
    rule = put(
        {"Fn::Sub": "ALARM(${LostPages.Arn}) AND NOT ALARM(${Window.Arn})"}, "Degraded", "AlarmRule"
    )
    window = resource("AWS::CloudWatch::Alarm", AlarmName="window")
    tagged = resource("AWS::CloudWatch::Alarm", Tags=[{"Key": "severity", "Value": "P1"}])
    others = [gone(f"{topic}Failed") for topic in ("P1", "P2", "Tests")]
    plain = proven(changed(rule, added("Window", window), *others))
    severe = proven(changed(rule, added("Window", tagged), *others))
    assert plain["paging.reaches"].verdict is Verdict.KEPT
    assert severe["paging.reaches"].verdict is Verdict.BROKEN


def test_a_child_nobody_speaks_for_is_broken(proven: Proven) -> None:
    alone = put(any_of("LostPages", "P1Failed", "P2Failed"), "Degraded", "AlarmRule")
    assert "TestsFailed" in proven(changed(alone))["paging.reaches"].because


def test_too_many_children_are_counted(proven: Proven) -> None:
    children = {f"Child{count}": alarm("P2") for count in range(101)}
    more = [added(name, child) for name, child in children.items()]
    for count, verdict in ((100, Verdict.KEPT), (101, Verdict.BROKEN)):
        rule = put(any_of(*list(children)[:count]), "Degraded", "AlarmRule")
        assert proven(changed(rule, *more))["paging.composites"].verdict is verdict


def test_an_alarm_in_a_nested_stack_reaches_the_topics_of_its_parent(tmp_path: Path) -> None:
    stage = write_stage(tmp_path, "lab")
    inner = resources(Inner=alarm("P1"))
    inner["Parameters"] = {"Topic": {"Type": "String"}}
    told = [{"Ref": "Topic"}]
    inner["Resources"]["Inner"]["Properties"] |= {"AlarmActions": told, "OKActions": told}
    nest = resource("AWS::CloudFormation::Stack", Parameters={"Topic": {"Ref": "P1"}})
    nest["Metadata"] = {"aws:asset:path": "inner.template.json"}
    write_stack(stage, "inner", inner)
    write_stack(stage, "paging", changed(added("Nest", nest)))
    manifest = stage / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"aws:cloudformation:stack"', '"other"', 1))
    [report] = prove(tmp_path).environments
    [p1] = [one for one in report.promises if one.id == "severities.P1.channels"]
    assert (p1.verdict, p1.proven) == (Verdict.KEPT, "2 of 2 P1 alarms")


def test_a_key_in_a_text_asset_is_found_with_its_line(tmp_path: Path) -> None:
    stage = write_stage(tmp_path, "lab")
    for line, verdict in (
        ("KEY = None", Verdict.KEPT),
        ("KEY = '" + "0a" * 16 + "'", Verdict.BROKEN),
    ):
        (stage / "asset.abc").mkdir(exist_ok=True)
        (stage / "asset.abc" / "handler.py").write_text(f"import os\n{line}\n")
        (stage / "asset.abc" / "picture.png").write_bytes(b"\x89PNG\xff")
        write_stack(stage, "paging", whole(), dependencies=["paging.assets"])
        write_assets(stage, "paging", {"abc": "asset.abc"})
        [report] = prove(tmp_path).environments
        [proof] = [one for one in report.promises if one.id == "paging.no_key_literals"]
        assert proof.verdict is verdict
    [evidence] = proof.evidence
    assert evidence.path == "line 2"
    assert "0a0a0a0a0a" not in proof.because
