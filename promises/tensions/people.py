"""Tensions between what people promised."""

from collections.abc import Iterable
from datetime import timedelta

from promises.severities import Channel
from promises.tensions.tension import Tension
from promises.topics import Topics
from promises.units import text

_WAKING = {Channel.PAGERDUTY, Channel.SMS}
_NIGHT = timedelta(hours=8)


def the_secondary_comes_after_the_p1_response(handbook: Topics) -> Tension | None:
    """A silent primary is replaced after the response time is over."""
    first, secondary = handbook.severities.P1, handbook.on_call.secondary_after
    if not isinstance(first.response, timedelta) or secondary <= first.response:
        return None
    return Tension(
        id="secondary-after-p1-response",
        promises=("severities.P1.response", "on_call.secondary_after"),
        because=(
            f"When the primary is silent the secondary answers after {text(secondary)}; "
            f"P1 wants an answer within {first.response_text}."
        ),
        answer=(
            f"P1 goes out by {_listed(first.channels)} at the same moment, so that it does not "
            f"wait for the escalation to be seen by a second person."
        ),
    )


def not_every_alert_can_be_acknowledged(handbook: Topics) -> Tension | None:
    """Only the pager knows an acknowledgement."""
    unpaged = [
        severity
        for severity in handbook.severities.values()
        if Channel.PAGERDUTY not in severity.channels
    ]
    if not unpaged:
        return None
    within, levels = text(handbook.on_call.acknowledge_within), _listed([s.level for s in unpaged])
    return Tension(
        id="acknowledge-without-a-pager",
        promises=(
            "on_call.acknowledge_within",
            *(f"severities.{severity.level}.channels" for severity in unpaged),
        ),
        because=(
            f"All alerts are to be acknowledged within {within}, but {levels} never "
            f"reach {handbook.on_call.tool}, where an alert is acknowledged."
        ),
        answer=(
            f"The {within} are claimed for what {handbook.on_call.tool} carries; for {levels} "
            f"the response time is the promise."
        ),
    )


def nobody_is_woken_in_time(handbook: Topics) -> Tension | None:
    """A response time shorter than a night, on channels that wake nobody."""
    asleep = [
        severity
        for severity in handbook.severities.values()
        if isinstance(severity.response, timedelta)
        and severity.response < _NIGHT
        and not _WAKING.intersection(severity.channels)
    ]
    if not asleep:
        return None
    sent = _listed([f"{severity.level} ({severity.response_text})" for severity in asleep])
    return Tension(
        id="nobody-is-woken",
        promises=(
            "on_call.coverage",
            *(f"severities.{severity.level}.response" for severity in asleep),
            *(f"severities.{severity.level}.channels" for severity in asleep),
        ),
        because=(
            f"Coverage is {handbook.on_call.coverage}, but {sent} goes only where nobody is "
            f"woken, and a night lasts {text(_NIGHT)}."
        ),
        answer="It is routed as promised. At night it waits; what may not wait is raised as P2.",
    )


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
