"""Which statements and rules widen what somebody may do, and which do not."""

from collections.abc import Mapping

import pytest

from assurance.review.pair import Pair
from tests.assurance.lab import Template
from tests.assurance.review.small import Case, allow, compared_all, group, held, port, role

READ, ONE, EVERY = "s3:GetObject", "arn:aws:s3:::one/*", "*"
WHERE = {"StringEquals": {"aws:SourceAccount": "111122223333"}}
DENY = {"Effect": "Deny", "Action": "s3:DeleteObject", "Resource": EVERY}
ALL_BUT = {"Effect": "Allow", "NotAction": READ, "Resource": ONE}
ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess"
INSIDE, WORLD = port(5432, 5432, "10.0.0.0/16"), port(5432, 5432, "0.0.0.0/0")
NOTHING, OUT = port(252, 86, "255.255.255.255/32", "icmp"), port(443, 443, "0.0.0.0/0")
EGRESS = "SecurityGroupEgress"
BLOCKED = {"PublicAccessBlockConfiguration": {"BlockPublicAcls": True}}
OPEN = {"PublicAccessBlockConfiguration": {"BlockPublicAcls": False}}


def may(before: Template, after: Template) -> Case:
    return role(before), role(after)


def writer(**properties: object) -> Template:
    made = role(allow(READ, ONE))
    made["Writer"]["Properties"] |= properties
    return made


def trusted(who: Mapping[str, str]) -> Template:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": who}
    return writer(AssumeRolePolicyDocument={"Statement": [statement]})


def guard(*rules: Template) -> Template:
    return group(*rules)


def it(kind: str, properties: Template) -> Template:
    return {"It": {"Type": kind, "Properties": properties}}


def provider(*audiences: str) -> Template:
    said = {"Url": "https://tokens.test", "ClientIdList": list(audiences)}
    return it("AWS::IAM::OIDCProvider", said)


CASES: dict[str, tuple[Case, list[str]]] = {
    "another resource": (may(allow(READ, ONE), allow(READ, EVERY)), [f"Writer may {READ} on *"]),
    "more actions": (may(allow(READ, ONE), allow("s3:*", ONE)), [f"Writer may s3:* on {ONE}"]),
    "one action more": (
        may(allow([READ, "s3:ListBucket"], ONE), allow([READ, "s3:ListBucket", "s3:Put*"], ONE)),
        [f"Writer may s3:Put* on {ONE}"],
    ),
    "one resource more": (
        may(allow(READ, ONE), allow([READ, "s3:PutObject"], [ONE, "two"])),
        [f"Writer may {READ}, s3:PutObject on {ONE}, two"],
    ),
    "one of two resources": (
        may(allow(READ, ONE), allow(READ, [ONE, "two"])),
        [f"Writer may {READ} on two"],
    ),
    "one statement as two": (
        (role(allow([READ, "s3:Put*"], ONE)), role(allow(READ, ONE), allow("s3:Put*", ONE))),
        [],
    ),
    "two statements as one": (
        (role(allow(READ, ONE), allow("s3:Put*", ONE)), role(allow([READ, "s3:Put*"], ONE))),
        [],
    ),
    "one of two denials": (
        (role(DENY | {"Action": ["s3:DeleteObject", "s3:Put*"]}), role(DENY)),
        ["Writer may s3:Put* on *, which was denied"],
    ),
    "many actions": (
        may(allow(READ, ONE), allow([f"s3:Do{count:02}" for count in range(20)], ONE)),
        [f"Writer may {', '.join(f's3:Do{count:02}' for count in range(12))} and 8 more on {ONE}"],
    ),
    "an audience more": (
        (provider("sts.amazonaws.com"), provider("sts.amazonaws.com", "https://evil.test")),
        ["It believes tokens made out to https://evil.test"],
    ),
    "an audience less": (
        (provider("sts.amazonaws.com", "https://evil.test"), provider("sts.amazonaws.com")),
        [],
    ),
    "a new provider": (
        (group(), group() | provider("sts.amazonaws.com")),
        ["It is a new identity provider, of https://tokens.test"],
    ),
    "no condition": (
        may(allow(READ, ONE, Condition=WHERE), allow(READ, ONE)),
        [f"Writer may {READ} on {ONE}"],
    ),
    "all but one": (may(allow(READ, ONE), ALL_BUT), [f"Writer may everything but {READ} on {ONE}"]),
    "fewer actions": (may(allow([READ, "s3:PutObject"], ONE), allow(READ, ONE)), []),
    "a narrower wildcard": (may(allow("s3:*", ONE), allow("s3:Get*", ONE)), []),
    "one resource": (may(allow(READ, EVERY), allow(READ, ONE)), []),
    "a condition": (may(allow(READ, ONE), allow(READ, ONE, Condition=WHERE)), []),
    "a statement's name": (may(allow(READ, ONE), allow(READ, ONE, Sid="Renamed")), []),
    "a denial that goes": (
        (role(allow("s3:*", ONE), DENY), role(allow("s3:*", ONE))),
        ["Writer may s3:DeleteObject on *, which was denied"],
    ),
    "a denial that comes": ((role(allow("s3:*", ONE)), role(allow("s3:*", ONE), DENY)), []),
    "a new role": ((group(), group() | role(allow(READ, ONE))), [f"Writer may {READ} on {ONE}"]),
    "a stranger's trust": (
        (writer(), trusted({"AWS": "999988887777"})),
        ["999988887777 may sts:AssumeRole on Writer"],
    ),
    "a managed policy": ((writer(), writer(ManagedPolicyArns=[ADMIN])), [f"Writer gets {ADMIN}"]),
    "the world let in": ((guard(), guard(WORLD)), ["Guard accepts tcp 5432 from 0.0.0.0/0"]),
    "one more port": (
        (guard(INSIDE), guard(INSIDE, port(22, 22, "10.0.0.0/16"))),
        ["Guard accepts tcp 22 from 10.0.0.0/16"],
    ),
    "more ports": (
        (guard(INSIDE), guard(port(5000, 5999, "10.0.0.0/16"))),
        ["Guard accepts tcp 5000-5999 from 10.0.0.0/16"],
    ),
    "every protocol": (
        (guard(INSIDE), guard(port(-1, -1, "10.0.0.0/16", "-1"))),
        ["Guard accepts everything from 10.0.0.0/16"],
    ),
    "a narrower peer": ((guard(WORLD), guard(INSIDE)), []),
    "fewer ports": ((guard(port(5000, 5999, "10.0.0.0/8")), guard(INSIDE)), []),
    "no rule any more": ((guard(INSIDE), guard()), []),
    "the CDK's nothing": ((guard(), group(NOTHING, way=EGRESS)), []),
    "a way out": (
        (group(NOTHING, way=EGRESS), group(OUT, way=EGRESS)),
        ["Guard may send tcp 443 to 0.0.0.0/0"],
    ),
    "a public database": (
        (
            it("AWS::RDS::DBInstance", {"PubliclyAccessible": False}),
            it("AWS::RDS::DBInstance", {"PubliclyAccessible": True}),
        ),
        ["It gets a public address"],
    ),
    "a block lowered": (
        (it("AWS::S3::Bucket", BLOCKED), it("AWS::S3::Bucket", OPEN)),
        ["It no longer blocks public access"],
    ),
    "a block taken away": (
        (it("AWS::S3::Bucket", BLOCKED), it("AWS::S3::Bucket", {})),
        ["It no longer blocks public access"],
    ),
}


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    cases = {name: case for name, (case, _) in CASES.items()}
    return compared_all(tmp_path_factory.mktemp("cases"), cases)


@pytest.mark.parametrize("case", CASES)
def test_only_what_widens_is_held(case: str, pairs: Mapping[str, Pair]) -> None:
    assert held(pairs[case]) == CASES[case][1]
