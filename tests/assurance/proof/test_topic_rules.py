"""Rules about topics: keys and policies."""

import pytest

from tests.assurance.lab import ACCOUNT
from tests.assurance.proof.changes import (
    Change,
    Proven,
    added,
    assert_broken,
    case,
    changed,
    drop,
    gone,
    put,
)
from tests.assurance.proof.parts import resource

KEY = ("Key", "KeyPolicy", "Statement")
P1 = ("P1Policy", "PolicyDocument", "Statement")


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("the AWS managed key", "alias/aws/sns", put("alias/aws/sns", "P1", "KmsMasterKeyId")),
        case("no key", "p1", drop("P1", "KmsMasterKeyId")),
        case("a disabled key", "Key", put(False, "Key", "Enabled")),
        case("alarms shut out by the key", "cloudwatch.amazonaws.com", drop(*KEY, 1)),
        case("half a grant", "kms:GenerateDataKey", put(["kms:Decrypt"], *KEY, 1, "Action")),
        case("a key open to any account", "any account", drop(*KEY, 1, "Condition")),
        case(
            "a key policy nobody can read",
            "StringSounds",
            put({"StringSounds": {"aws:SourceAccount": ACCOUNT}}, *KEY, 1, "Condition"),
        ),
        case(
            "the schedule's role without the key",
            "BeatRole",
            drop("BeatRole", "Policies", 0, "PolicyDocument", "Statement", 2),
        ),
    ],
)
def test_no_publisher_is_shut_out_by_the_key_and_no_stranger_let_in(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.topic_keys", named)


@pytest.mark.parametrize(
    ("named", "one"),
    [
        case("alarms shut out by the topic", "cloudwatch.amazonaws.com", drop(*P1, 0)),
        case("a topic open to any account", "any account", drop(*P1, 0, "Condition")),
        case("no TLS needed", "without TLS", drop(*P1, 1)),
        case("a deny of everything", "denies", drop(*P1, 1, "Condition")),
        case(
            "two policies on one topic",
            "overwrite each other",
            added(
                "Twin",
                resource(
                    "AWS::SNS::TopicPolicy",
                    Topics=[{"Ref": "P1"}],
                    PolicyDocument={"Statement": []},
                ),
            ),
        ),
        case("no policy at all", "p1", gone("P1Policy")),
    ],
)
def test_a_topic_lets_in_its_publishers_over_tls_and_nobody_else(
    proven: Proven, named: str, one: Change
) -> None:
    assert_broken(proven(changed(one)), "paging.topic_policies", named)
