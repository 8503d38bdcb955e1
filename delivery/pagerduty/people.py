"""Whoever begins a schedule that does not exist yet: PagerDuty makes none without anybody."""

from collections.abc import Iterable, Mapping

from delivery.pagerduty.changes import Change
from delivery.pagerduty.client import Client
from delivery.pagerduty.parts import Kind
from promises.pager import Pager, Shift


class NobodyError(Exception):
    """There is nobody to begin a schedule with."""


def first_people(
    client: Client, pager: Pager, changes: Iterable[Change], emails: Mapping[Shift, str | None]
) -> Mapping[str, str]:
    """The id of the person each new schedule begins with, by the schedule's name.

    They are looked up and never changed. Raises NobodyError, naming every schedule that lacks one.
    """
    new = {one.name for one in changes if one.kind is Kind.SCHEDULE and one.creates}
    wanted = {pager.schedule(shift): shift for shift in Shift if pager.schedule(shift) in new}
    lacking = [f"--{shift} EMAIL" for shift in wanted.values() if not emails[shift]]
    if lacking:
        raise NobodyError(f"wanted {' and '.join(lacking)}: a new schedule begins with somebody")
    return {name: _id_of(client, str(emails[shift])) for name, shift in wanted.items()}


def _id_of(client: Client, email: str) -> str:
    for user in client.list("users", query=email):  # finds parts of names and addresses too
        if str(user.get("email")).lower() == email.lower():
            return str(user.get("id"))
    raise NobodyError(f"wanted the email address of a PagerDuty user, got {email}")
