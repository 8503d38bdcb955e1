"""Ways in and out that widen: security group rules, and what the public may see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from ipaddress import ip_network
from typing import Final

from assurance.assembly import Json
from assurance.review.pair import Pair, StackDiff
from assurance.review.resources.change import Change
from assurance.review.resources.differ import NetworkRule
from assurance.review.sentence import Gate, Sentence, Topic
from assurance.review.words.references import named

_IN: Final = "accepts {} from"
_OUT: Final = "may send {} to"
# The CDK writes "nothing may leave" as a rule that lets ping of one impossible kind out.
_NOTHING: Final = ("icmp", "255.255.255.255/32")
# Properties that keep the public out, and the value that lets it in.
_OPENS: Final[tuple[tuple[str, str, Json, str], ...]] = (
    ("AWS::RDS::DBInstance", "PubliclyAccessible", True, "gets a public address"),
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration*", None, "no longer blocks public access"),
    ("AWS::Lambda::Url", "AuthType", "NONE", "answers everybody"),
)


def sentences(pair: Pair) -> Iterator[Sentence]:
    """Every rule that nothing covered before, and everything that opens to the public."""
    for stack in pair.stacks:
        for way, rules in ((_IN, stack.diff.ingress), (_OUT, stack.diff.egress)):
            for one in rules.added:
                if not _is_nothing(one) and not _covered(one, rules.removed):
                    yield _sentence(pair, stack, one, way)
    for change in pair.changes:
        yield from _opened(pair, change)


def _sentence(pair: Pair, stack: StackDiff, rule: NetworkRule, way: str) -> Sentence:
    group = named(pair, stack, rule.groupId)
    peer = named(pair, stack, str(rule.peer)) if rule.peer else "anywhere"
    text = f"{pair.short(group)} {way.format(_ports(rule))} {pair.short(peer)}"
    return Sentence(Topic.RIGHTS, text, (), Gate.NETWORK, group)


def _ports(rule: NetworkRule) -> str:
    if rule.ipProtocol in ("-1", "all"):
        return "everything"
    first, last = rule.fromPort, rule.toPort
    if first is None or (first, last) == (0, 65535):
        return f"all {rule.ipProtocol}"
    return f"{rule.ipProtocol} {first}" + (f"-{last}" if last != first else "")


def _is_nothing(rule: NetworkRule) -> bool:
    return (rule.ipProtocol, str(rule.peer)) == _NOTHING


def _covered(rule: NetworkRule, before: Sequence[NetworkRule]) -> bool:
    return any(_covers(one, rule) for one in before)


def _covers(wide: NetworkRule, narrow: NetworkRule) -> bool:
    protocol = wide.ipProtocol in ("-1", narrow.ipProtocol)
    ports = wide.fromPort is None or _within(narrow, wide)
    return wide.groupId == narrow.groupId and protocol and ports and _peer_within(narrow, wide)


def _within(narrow: NetworkRule, wide: NetworkRule) -> bool:
    ends = (wide.fromPort, narrow.fromPort, narrow.toPort, wide.toPort)
    numbers = [one for one in ends if isinstance(one, int)]
    if len(numbers) < len(ends):
        return (narrow.fromPort, narrow.toPort) == (wide.fromPort, wide.toPort)
    return numbers == sorted(numbers)


def _peer_within(narrow: NetworkRule, wide: NetworkRule) -> bool:
    if narrow.peer is None or wide.peer is None or narrow.peer == wide.peer:
        return narrow.peer == wide.peer
    try:
        inner, outer = ip_network(narrow.peer.ip), ip_network(wide.peer.ip)
    except ValueError:  # a group, a list, or an address that only the deployment knows
        return False
    return inner.version == outer.version and (
        inner.network_address in outer and inner.broadcast_address in outer
    )


def _opened(pair: Pair, change: Change) -> Iterator[Sentence]:
    for kind, path, value, words in _OPENS:
        if change.type != kind or change.after is None:
            continue
        if any(
            fnmatchcase(name, path) and _opens(before, after, value)
            for name, before, after in _told(change)
        ):
            text = f"{pair.short(change.path)} {words}"
            yield Sentence(Topic.RIGHTS, text, (), Gate.NETWORK, change.path)


def _told(change: Change) -> Iterator[tuple[str, Json, Json]]:
    """What differs; of a new resource every property."""
    if change.before is None and change.after is not None:
        yield from ((name, None, value) for name, value in change.after.properties.items())
    else:
        yield from change.leaves()


def _opens(before: Json, after: Json, value: Json) -> bool:
    """Whether it comes to have the value; None means that a guard that stood is lowered."""
    if value is None:
        return before not in (None, False) and after in (None, False)
    return after == value and before != value
