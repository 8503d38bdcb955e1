"""Small templates written by hand, before and after a change."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assurance.assembly import Stage, read_lone_template
from assurance.review.pair import Pair
from assurance.review.pairing import compared
from assurance.review.reviewing import spoken
from tests.assurance.lab import Template, resources

Case = tuple[Template, Template]
TODAY = date(2026, 11, 24)
TRUST = {
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"},
        }
    ]
}


def role(*statements: object) -> Template:
    """A role `Writer` with one policy of these statements."""
    return {
        "Writer": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}},
        "Policy": {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": "p",
                "Roles": [{"Ref": "Writer"}],
                "PolicyDocument": {"Statement": list(statements)},
            },
        },
    }


def allow(action: object, resource: object, **more: object) -> Template:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def group(*rules: object, way: str = "SecurityGroupIngress") -> Template:
    """A security group `Guard` with these rules."""
    properties = {"GroupDescription": "d", way: list(rules)}
    return {"Guard": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}


def port(first: int, last: int, peer: str, protocol: str = "tcp") -> Template:
    return {"IpProtocol": protocol, "FromPort": first, "ToPort": last, "CidrIp": peer}


def compared_all(folder: Path, cases: Mapping[str, Case]) -> Mapping[str, Pair]:
    """Every case that differs, by one answer of the CDK's diff; nothing is proven."""
    sides = [
        (_stage(folder / "base", name, before), _stage(folder / "head", name, after))
        for name, (before, after) in cases.items()
    ]
    return {pair.name: pair for pair in compared(sides, folder, TODAY)}


def _stage(folder: Path, name: str, members: Template) -> Stage:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(resources(**members)))
    return read_lone_template(file)


def held(pair: Pair) -> list[str]:
    """What stops at a gate; promises are not asked."""
    return [one.text for one in spoken(pair) if one.gate]
