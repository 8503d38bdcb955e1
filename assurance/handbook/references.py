"""Where a number comes from, as links: a promise on its page, or a decision of this project."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assurance.handbook.source import Source
from assurance.proof.paging.alarms import Alarm
from assurance.report.markdown import code

TAG = "threshold-from"
"""The tag of an alarm that says where its threshold comes from, where no proof rests on it."""
_OF_ALL = ("severities.", "on_call.")
"""Promises on every alarm say nothing about one."""
_DECISION = re.compile(r"docs/(?P<page>decisions/(?P<number>\d+)-[\w-]+\.md)")


def anchor(promise: str) -> str:
    """What a link to the row of a promise leads to."""
    return f'<a id="{promise}"></a>'


def linked(name: str) -> str:
    """The id of a promise, or the page of a decision, as a link from a page of the handbook."""
    decision = _DECISION.fullmatch(name)
    if decision:
        return f"[ADR {int(decision['number'])}](../{decision['page']})"
    return f"[{code(name)}](promises.md#{name})"


def named_by(alarm: Alarm, source: Source) -> Iterator[str]:
    """The promises that are proven by an alarm or by one it listens to, then what their tags say."""
    heard = [alarm, *listened(alarm, source)]
    for one in heard:
        proven = source.promised_of(one.resource)
        yield from (promise for promise in proven if not promise.startswith(_OF_ALL))
    for one in heard:
        yield from one.resource.tags.get(TAG, "").split()


def listened(alarm: Alarm, source: Source) -> Iterator[Alarm]:
    """The alarms that a composite speaks for."""
    for one in alarm.mentions:
        if one.speaks and (found := source.walk.find(one.alarm, alarm)):
            yield found
