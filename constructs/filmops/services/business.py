"""Business figures: watched, and missed when they are not brought up to date."""

from dataclasses import dataclass
from datetime import timedelta

from filmops.alarms import AlarmSpec, Story
from filmops.metrics import Metric
from filmops.service import Policy, Service
from filmops.services.common import MINUTE
from filmops.watching import silence_alarm
from promises.alerting import Silence


@dataclass(frozen=True, slots=True)
class Business:
    """The namespace of the business metrics, which have no dimensions."""

    namespace: str

    def metric(self, name: str, statistic: str = "Sum") -> Metric:
        """A business metric."""
        return Metric(self.namespace, name, {}, statistic, MINUTE)


def business(policy: Policy, figures: Business) -> Service:
    """The figures; how many films are made is missed by film generation's own alarm."""
    cadences = policy.handbook.metrics.business
    return Service(
        name="business",
        signs=tuple(
            _stale(policy, figures, name, metric, cadence)
            for name, metric, cadence in (
                ("active-users", "ActiveSessions", cadences.active_users.cadence.longest),
                ("conversion", "UserSignups", cadences.conversion_rate.cadence.longest),
                ("churn", "ActiveSubscriptions", cadences.churn_rate.cadence.longest),
            )
        ),
    )


def _stale(
    policy: Policy, figures: Business, name: str, metric: str, cadence: timedelta
) -> AlarmSpec:
    stale = policy.handbook.alerting.stale_figures
    silence = Silence(lasting=max(stale.lasting, cadence), severity=stale.severity)
    story = Story(
        f"The figure for {name.replace('-', ' ')} is no longer brought up to date",
        "Nobody but whoever decides by it",
        "business-figures",
    )
    named = policy.names.of(f"{name}-stale")
    severities = policy.handbook.severities
    return silence_alarm(silence, named, figures.metric(metric), story, severities)
