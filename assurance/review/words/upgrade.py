"""A new major version of a database's engine: what it needs, and that nothing leads back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.assembly import Resource
from assurance.assembly.values import text
from assurance.proof.recovery.figures import is_true
from assurance.review.pair import Pair
from assurance.review.sentence import Sentence, Topic

_ENDS = re.compile(r"[\d.]+$")


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every database whose engine gets another major version.

    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html
    """
    for change in pair.changed("AWS::RDS::DBInstance", "AWS::RDS::DBCluster"):
        if change.before is None or change.after is None:
            continue
        before, after = (_major(side) for side in (change.before, change.after))
        if before and after and before != after:
            lacks = list(_lacking(pair, change.after, after))
            needs = f" RDS will refuse it: {' and '.join(lacks)}." if lacks else ""
            what = f"RDS {change.type.rpartition('::')[2]} {pair.short(change.path)}"
            said = f"{what}: {before} -> {after} is a new major version, back leads only a restore"
            yield Sentence(Topic.VERSIONS, f"{said}.{needs}")


def _lacking(pair: Pair, after: Resource, major: str) -> Iterator[str]:
    if not is_true(after.properties.get("AllowMajorVersionUpgrade")):
        yield "AllowMajorVersionUpgrade is not set"
    group = pair.after.resource(after.properties.get("DBParameterGroupName"))
    family = text(group.properties.get("Family") or "") if group else ""
    version = _ENDS.search(family)
    if version and version[0] != major:
        yield f"its parameters are of the family {family}"


def _major(side: Resource) -> str:
    return text(side.properties.get("EngineVersion") or "").partition(".")[0]
