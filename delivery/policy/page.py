"""docs/exceptions.md: every exception with its reason, in one list."""

from collections.abc import Iterable, Iterator

from delivery.policy.finding import Exceptions
from delivery.policy.reading import Acknowledged

_HEAD = """# Exceptions

What policy tools object to and we mean, each with its reason: written by `make policy WRITE=1`, and `make policy` fails while it is
not current. An exception is about the resources it names and no other; one that nothing needs any more is an error.
"""


def page(exceptions: Exceptions, acknowledged: Iterable[Acknowledged]) -> str:
    """The whole page, in Markdown."""
    return "\n".join(_lines(exceptions, acknowledged)) + "\n"


def _lines(exceptions: Exceptions, acknowledged: Iterable[Acknowledged]) -> Iterator[str]:
    yield _HEAD
    yield "## cfn-lint, checkov, cdk-nag's NIST 800-53 pack\n"
    yield "[exceptions.yaml](../delivery/policy/exceptions.yaml).\n"
    yield "| rule | at | because |\n|---|---|---|"
    for one in exceptions.accepted:
        at = " ".join(f"`{pattern}`" for pattern in one.at)
        only = f"{', '.join(one.environments)} only: " if one.environments else ""
        yield f"| {one.rule} | {only}{at} | {one.because} |"
    yield "\n## cdk-nag's AwsSolutions pack\n"
    yield "Acknowledged on the construct, where it is built.\n"
    yield "| rule | at | because |\n|---|---|---|"
    by_reason: dict[tuple[str, str], list[str]] = {}
    for one in acknowledged:
        by_reason.setdefault((one.rule.partition("[")[0], one.because), []).append(one.where)
    for (rule, because), places in sorted(by_reason.items()):
        at = " ".join(f"`{place}`" for place in sorted(set(places)))
        yield f"| {rule} | {at} | {because} |"
