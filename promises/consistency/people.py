"""Rules between what people promised: who answers, by when, and who hears about it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from promises.consistency.rule import Broken
from promises.topics import Topics
from promises.units import text


def answers_get_slower(handbook: Topics) -> Iterator[Broken]:
    """Acknowledge within P1's response time, and P1 before P2 before P3 before P4."""
    fastest = handbook.severities.P1
    acknowledge = handbook.on_call.acknowledge_within
    if isinstance(fastest.response, timedelta) and acknowledge > fastest.response:
        wanted = f"at most {fastest.response_text}, the response time of P1"
        yield Broken("on_call.acknowledge_within", wanted, text(acknowledge))
    for worse, milder in pairwise(handbook.severities.values()):
        if not isinstance(milder.response, timedelta):
            continue
        if not isinstance(worse.response, timedelta) or worse.response >= milder.response:
            wanted = f"more than {worse.response_text}, the response time of {worse.level}"
            yield Broken(f"severities.{milder.level}.response", wanted, milder.response_text)


def updates_get_rarer(handbook: Topics) -> Iterator[Broken]:
    """A worse incident is reported at least as often as a milder one."""
    for worse, milder in pairwise(handbook.severities.values()):
        if milder.update_every is None:
            continue
        if worse.update_every is None or worse.update_every > milder.update_every:
            wanted = f"at most {text(milder.update_every)}, the updates of {milder.level}"
            got = text(worse.update_every) if worse.update_every else "nothing"
            yield Broken(f"severities.{worse.level}.update_every", wanted, got)


def a_meaning_has_one_severity(handbook: Topics) -> Iterator[Broken]:
    """What happened decides the severity, so no two severities mean the same."""
    first: dict[str, str] = {}
    for severity in handbook.severities.values():
        for meaning in severity.meanings:
            level = first.setdefault(meaning, severity.level)
            if level != severity.level:
                wanted = f"each meaning once ({level} has it)"
                yield Broken(f"severities.{severity.level}.meanings", wanted, meaning)


def the_pager_is_quicker_than_people(handbook: Topics) -> Iterator[Broken]:
    """A page arrives while it can still be acknowledged in time, and a dead path is noticed."""
    on_call = handbook.on_call
    if on_call.page_test.arrives_within > on_call.acknowledge_within:
        wanted = f"at most {text(on_call.acknowledge_within)}, in which it is to be acknowledged"
        got = text(on_call.page_test.arrives_within)
        yield Broken("on_call.page_test.arrives_within", wanted, got)
    response = handbook.severities.P1.response
    if isinstance(response, timedelta) and on_call.heartbeat > response:
        wanted = f"at most {text(response)}, the response time of P1"
        yield Broken("on_call.heartbeat", wanted, text(on_call.heartbeat))


def updates_are_asked_for_in_time(handbook: Topics) -> Iterator[Broken]:
    """Whoever owes an update hears of it before it is due, not after."""
    looked = handbook.on_call.updates.looked_every
    for severity in handbook.severities.values():
        every = severity.update_every
        if every and looked >= every:
            wanted = f"less than {text(every)}, the updates of {severity.level}"
            yield Broken("on_call.updates.looked_every", wanted, text(looked))
            return


def people_are_there_before_the_rto_is_over(handbook: Topics) -> Iterator[Broken]:
    """Whoever restores the service may be the secondary, who comes late and acknowledges too."""
    on_call = handbook.on_call
    engaged = on_call.secondary_after + on_call.acknowledge_within
    if engaged >= handbook.recovery.rto:
        wanted = f"more than {text(engaged)}, until the secondary has acknowledged"
        yield Broken("recovery.rto", wanted, text(handbook.recovery.rto))
