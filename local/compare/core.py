"""Template against API, property by property: a green deployment does not prove that it was kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from botocore.exceptions import ClientError

from local.clients import Clients
from local.compare.agreement import agree, has_secret, in_words

HIDDEN_VALUE = "(not printed)"


class Verdict(StrEnum):
    """What became of a property."""

    SAME = "same"
    DIFFERENT = "different"
    CANNOT_BE_SHOWN = "cannot be shown"


@dataclass(frozen=True, slots=True)
class Deployed:
    """A resource of a deployed stack, and what its template says of it."""

    region: str
    stack: str
    type: str
    logical_id: str
    physical_id: str
    properties: Mapping[str, object]
    """References resolved as far as they can be; what is open stays `${...}` or `{{resolve:...}}`."""


Shown = Mapping[str, object]
"""Property -> the value an API gives for it, None where it gives none. A property the API has no
place for is absent."""

Reader = Callable[[Clients, Deployed], Shown]


class CannotShowError(Exception):
    """No API call could be made for a resource, and why."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One property of one resource."""

    resource: Deployed
    property: str
    verdict: Verdict
    wanted: str
    shown: str
    """What the API shows; the reason, where nothing can be shown; never a secret."""


def compare(resource: Deployed, shown: Shown) -> Iterator[Finding]:
    """A finding for every property of the template."""
    for name, wanted in resource.properties.items():
        if name not in shown:
            yield _finding(resource, name, Verdict.CANNOT_BE_SHOWN, "no API shows it")
        elif agree(wanted, shown[name]):
            yield _finding(resource, name, Verdict.SAME, shown[name])
        else:
            yield _finding(resource, name, Verdict.DIFFERENT, shown[name])


def compare_all(
    clients: Clients, resources: Iterable[Deployed], readers: Mapping[str, Reader]
) -> Iterator[Finding]:
    """The findings of every resource whose type has a reader."""
    for resource in resources:
        reader = readers.get(resource.type)
        if reader is None:
            continue
        try:
            shown = reader(clients, resource)
        except (ClientError, CannotShowError) as error:
            for name in resource.properties:
                yield _finding(resource, name, Verdict.CANNOT_BE_SHOWN, str(error))
        else:
            yield from compare(resource, shown)


def _finding(resource: Deployed, name: str, verdict: Verdict, shown: object) -> Finding:
    wanted = resource.properties[name]
    hide = has_secret(wanted) and verdict is not Verdict.CANNOT_BE_SHOWN
    told = HIDDEN_VALUE if hide else in_words(shown)
    return Finding(resource, name, verdict, in_words(wanted), told)
