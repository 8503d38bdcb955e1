"""What ends by itself, what is no longer guarded, what single properties say: exact sentences."""

from collections.abc import Mapping

import pytest

from assurance.review.pair import Pair
from assurance.review.reviewing import spoken
from tests.assurance.lab import Template
from tests.assurance.review.small import Case, compared_all

BUCKET, TABLE, INSTANCE = "AWS::S3::Bucket", "AWS::DynamoDB::Table", "AWS::RDS::DBInstance"
FUNCTION, PARAMETER = "AWS::Lambda::Function", "AWS::SSM::Parameter"
QUERY = "AWS::Logs::QueryDefinition"


def one(kind: str, properties: Template | None = None, **beside: object) -> Template:
    return {"It": {"Type": kind, "Properties": properties or {}, **beside}}


def expiring(*rules: Template) -> Template:
    enabled = [{"Status": "Enabled", **rule} for rule in rules]
    return one(BUCKET, {"LifecycleConfiguration": {"Rules": enabled}})


def expires(attribute: str, *, on: bool = True) -> Template:
    return one(TABLE, {"TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": on}})


def engine(version: str, **more: object) -> Template:
    return one(INSTANCE, {"EngineVersion": version, **more})


def query(name: str, text: str) -> Template:
    return one(QUERY, {"Name": name, "QueryString": text})


MONTH, YEAR = {"ExpirationInDays": 30}, {"ExpirationInDays": 365}
LOGS = {"ExpirationInDays": 30, "Prefix": "logs/"}
OLD = {"NoncurrentVersionExpiration": {"NoncurrentDays": 30}}
ALL = "HELD S3 Bucket It: every object is deleted after 30 days"
OFF = "HELD DynamoDB Table It: every item is deleted when its "
LONG = "x" * 300
AROUND = ("S3 Bucket It: lifecycle", "DynamoDB Table It: items end")
REST: Template = {"Rest": {"Type": "AWS::SNS::Topic", "Properties": {}}}

CASES: dict[str, tuple[Case, list[str]]] = {
    "objects end": ((expiring(OLD), expiring(OLD, MONTH)), [ALL]),
    "objects end sooner": ((expiring(YEAR), expiring(MONTH)), [ALL]),
    "objects end later": ((expiring(MONTH), expiring(YEAR)), []),
    "some objects end": (
        (expiring(OLD), expiring(LOGS)),
        ["HELD S3 Bucket It: every object with Prefix logs/ is deleted after 30 days"],
    ),
    "some of what ends already": ((expiring(MONTH), expiring(MONTH, LOGS)), []),
    "all and not some": ((expiring(LOGS), expiring(MONTH)), [ALL]),
    "objects end on a day": (
        (expiring(OLD), expiring({"ExpirationDate": "2027-01-01"})),
        ["HELD S3 Bucket It: every object is deleted on 2027-01-01"],
    ),
    "a new bucket whose objects end": (
        (REST, REST | expiring(MONTH)),
        ["bucket 0 -> 1: its price is unknown"],
    ),
    "items end": ((expires("ends", on=False), expires("ends")), [f"{OFF}ends has come"]),
    "items end by another": ((expires("ends"), expires("at")), [f"{OFF}at has come"]),
    "items end no more": ((expires("ends"), expires("ends", on=False)), []),
    "a snapshot is no longer kept": (
        (one(INSTANCE, DeletionPolicy="Snapshot"), one(INSTANCE, DeletionPolicy="Delete")),
        ["HELD RDS DBInstance It: DeletionPolicy Snapshot -> Delete"],
    ),
    "nothing is said of a database": ((one(INSTANCE, DeletionPolicy="Snapshot"), one(INSTANCE)), []),
    "nothing is said of a bucket": (
        (one(BUCKET, DeletionPolicy="Retain"), one(BUCKET)),
        ["HELD S3 Bucket It: DeletionPolicy Retain -> Delete"],
    ),
    "more is kept": ((one(BUCKET), one(BUCKET, DeletionPolicy="Retain")), []),
    "a database is unprotected": (
        (one(INSTANCE, {"DeletionProtection": True}), one(INSTANCE)),
        ["HELD RDS DBInstance It: DeletionProtection is switched off: one call may delete it"],
    ),
    "a pool is unprotected": (
        (
            one("AWS::Cognito::UserPool", {"DeletionProtection": "ACTIVE"}),
            one("AWS::Cognito::UserPool", {"DeletionProtection": "INACTIVE"}),
        ),
        ["HELD Cognito UserPool It: DeletionProtection is switched off: one call may delete it"],
    ),
    "JSON in a variable": (
        (
            one(FUNCTION, {"Environment": {"Variables": {"L": '{"P1": {"every": 900}}'}}}),
            one(FUNCTION, {"Environment": {"Variables": {"L": '{"P1": {"every": 9000}}'}}}),
        ),
        ["Lambda Function It: variable 900 -> 9000 (Environment.Variables.L.P1.every)"],
    ),
    "JSON in a parameter": (
        (one(PARAMETER, {"Value": '[{"waits": 25}]'}), one(PARAMETER, {"Value": '[{"waits": 85}]'})),
        ["SSM Parameter It: says 25 -> 85 (Value.0.waits)"],
    ),
    "long text": (
        (one(PARAMETER, {"Value": f"{LONG}a{LONG}"}), one(PARAMETER, {"Value": f"{LONG}b"})),
        [f"SSM Parameter It: says …{'x' * 20}a{'x' * 99}… -> …{'x' * 20}b (Value)"],
    ),
    "a minor version": ((engine("17.1"), engine("17.2")), ["RDS DBInstance It: engine 17.1 -> 17.2"]),
    "a major version that is allowed": (
        (engine("16.4"), engine("17.1", AllowMajorVersionUpgrade=True)),
        [
            "RDS DBInstance It: engine 16.4 -> 17.1",
            "RDS DBInstance It: 16 -> 17 is a new major version, back leads only a restore.",
        ],
    ),
    "another query": ((query("a", "x"), query("a", "y")), ["saved query a does something else"]),
    "a query's name": (
        (query("a", "x"), query("b", "x")),
        ["saved query a is called b: whatever names the old one leads nowhere"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Pair]:
    cases = {name: case for name, (case, _) in CASES.items()}
    return compared_all(tmp_path_factory.mktemp("cases"), cases)


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_and_held_in_exactly_these_words(
    case: str, pairs: Mapping[str, Pair]
) -> None:
    told = [f"{'HELD ' * bool(one.gate)}{one.text}" for one in spoken(pairs[case])]
    told = [one for one in told if not one.startswith(AROUND)]
    assert told == CASES[case][1]
