"""How long the database may take to come back, so that the RTO is kept: what the rest leaves."""

from datetime import timedelta

from promises.topics import Topics


def time_for_the_database(handbook: Topics) -> timedelta:
    """The RTO less the time to see, to engage the secondary, to decide, to cut over, to validate."""
    people, steps = handbook.on_call, handbook.recovery.steps
    engage = people.secondary_after + people.acknowledge_within
    rest = steps.decide + steps.cut_over + steps.validate_result
    return handbook.recovery.rto - handbook.alerting.outage_seen_within - engage - rest


def drill_budget(handbook: Topics) -> timedelta:
    """What a drill may take: the time for the database less its reserve, in whole minutes."""
    left = 1 - float(handbook.recovery.steps.reserve.ratio)
    return timedelta(minutes=int(time_for_the_database(handbook) * left / timedelta(minutes=1)))
