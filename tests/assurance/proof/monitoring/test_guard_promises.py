"""What takes a change back: there, held against the state before, published, told only then."""

import pytest

from assurance.verdict import Verdict
from tests.assurance.proof.changes import Change, both, gone, put
from tests.assurance.proof.monitoring.conftest import Judged, assert_told
from tests.assurance.proof.monitoring.test_slo_rules import in_query

RISE, SLOWER = "change.rollback_when.error_rate_rise", "change.rollback_when.response_time_rise"
HOSTS, REFUSED = "change.rollback_when.health_checks", "change.connection_failures"
ERRORS, SLOW = "change.rollback_when.errors", "change.rollback_when.response_time"
CONNECTIONS = "change.rollback_when.database_connections"
GUARDS, WATCH = "change.guards", "change.deployment.watch"


def answer(name: str, formula: str) -> Change:
    return in_query(name, "Expression", "answer", formula)


@pytest.mark.parametrize(
    "promise", [RISE, SLOWER, HOSTS, REFUSED, ERRORS, SLOW, CONNECTIONS, GUARDS, WATCH]
)
def test_the_guards_of_the_lab_keep_every_promise_on_rollbacks(
    judged: Judged, promise: str
) -> None:
    assert judged(promise).verdict is Verdict.KEPT


@pytest.mark.parametrize(
    ("promise", "named", "change"),
    [
        pytest.param(RISE, "at > 6", put(6, "ApiRise", "Threshold"), id="six points"),
        pytest.param(RISE, "no alarm looks at", gone("FilmRise"), id="films are forgotten"),
        pytest.param(
            RISE,
            "a rise of",
            answer("WebRise", "IF(was > -1, IF(n > 19, 100 * bad / n))"),
            id="not held against before",
        ),
        pytest.param(
            RISE,
            "where no rise is meant",
            answer("ApiRise", "IF(n > 19, 100 * bad / n - was)"),
            id="nothing written down counts as no errors",
        ),
        pytest.param(
            RISE,
            "where no rise is meant",
            answer("ApiRise", "IF(was > -1, 100 * bad / n - was)"),
            id="judged by one request",
        ),
        pytest.param(
            RISE,
            "as something else than Maximum",
            in_query("ApiRise", "Stat", "was", "Sum", "MetricStat"),
            id="before is added up",
        ),
        pytest.param(
            RISE,
            "what was before of another alarm",
            in_query("ApiRise", "Value", "was", "FilmRise", "MetricStat", "Metric", "Dimensions", 0),
            id="before of another alarm",
        ),
        pytest.param(RISE, "no deployment reads", put("", "FilmNames", "Value"), id="unpublished"),
        pytest.param(SLOWER, "at > 100", put(100, "ApiSlower", "Threshold"), id="the wrong unit"),
        pytest.param(
            SLOWER, "p50", in_query("WebSlower", "Stat", "slowest", "p50", "MetricStat"), id="p50"
        ),
        pytest.param(
            HOSTS, "comes to", answer("ApiHosts", "100 * good / (good + bad)"), id="healthy ones"
        ),
        pytest.param(HOSTS, "at > 60", put(60, "ApiHosts", "Threshold"), id="sixty percent"),
        pytest.param(
            ERRORS,
            "no deployment reads",
            put("ApiRise,ApiSlower,ApiHosts,ApiSlow", "ApiNames", "Value"),
            id="the errors are left out",
        ),
        pytest.param(
            SLOW,
            "no deployment reads",
            put("ApiRise,ApiSlower,ApiHosts,ApiErrors", "ApiNames", "Value"),
            id="the slowness is left out",
        ),
        pytest.param(REFUSED, "nothing counts", gone("Refusals"), id="no filter"),
        pytest.param(
            CONNECTIONS,
            "nothing counts",
            put("/aws/rds/instance/lab/upgrade", "Refusals", "LogGroupName"),
            id="another log",
        ),
        pytest.param(
            REFUSED,
            "misses FATAL:  sorry, too many clients",
            put('"nothing"', "Refusals", "FilterPattern"),
            id="a filter that counts nothing",
        ),
        pytest.param(
            REFUSED,
            "counts LOG:  checkpoint",
            put("", "Refusals", "FilterPattern"),
            id="a filter that counts everything",
        ),
        pytest.param(
            REFUSED,
            "misses FATAL:",
            put("%(FATAL)%", "Refusals", "FilterPattern"),
            id="a filter that nobody can read",
        ),
        pytest.param(REFUSED, "at > 100", put(100, "DbRefused", "Threshold"), id="too many"),
        pytest.param(
            GUARDS,
            "without a deployment",
            put('ALARM("Deployed") OR ALARM("FilmRise")', "FilmBack", "AlarmRule"),
            id="told at any time",
        ),
        pytest.param(
            GUARDS,
            "does not tell ApiSlower",
            put('ALARM("Deployed") AND ALARM("ApiSlower") AND ALARM("ApiRise")', "ApiBack", "AlarmRule"),
            id="only all together",
        ),
        pytest.param(WATCH, "watches for 10 min", put(600, "Deployed", "Period"), id="ten minutes"),
        pytest.param(
            WATCH, "not alarm on a", put(1000, "Deployed", "Threshold"), id="a thousand deployments"
        ),
        pytest.param(
            WATCH, "without a", put("breaching", "Deployed", "TreatMissingData"), id="never quiet"
        ),
    ],
)  # fmt: skip
def test_a_guard_that_is_not_as_promised_is_told(
    judged: Judged, promise: str, named: str, change: Change
) -> None:
    assert_told(judged(promise, change), named)


def test_no_alarm_that_knows_of_deployments_leaves_the_watch_unproven(judged: Judged) -> None:
    proof = judged(WATCH, both(gone("Deployed")))
    assert (proof.verdict, proof.because) == (
        Verdict.UNPROVEN,
        "no alarm knows of a deployment",
    )
