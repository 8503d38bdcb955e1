"""What must hold between the fields of an environment. Each rule yields what is wrong."""

from collections import Counter
from collections.abc import Iterable, Iterator

from environments.adopted import Adopted
from environments.platform import Parameter, Platform
from environments.reach import Reach
from environments.sizes import Sizes
from environments.weakening import Weakening, mistakes
from promises import Handbook
from promises.errors import WantedError, WantedErrors

# The one environment name the code knows: the environment the handbook was written for.
BOUND = "prod"
CLOUDFRONT = "us-east-1"
"""https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html"""


def raise_all(found: Iterable[WantedError]) -> None:
    """Raise everything that was found, at once."""
    if errors := tuple(found):
        raise WantedErrors(errors)


def recovery_is_elsewhere(recovery: str, primary: str | None) -> Iterator[WantedError]:
    """A Region cannot be recovered in itself."""
    if recovery == primary:
        yield WantedError("a Region other than primary_region")


def production_keeps_everything(name: str | None, may_weaken: bool) -> Iterator[WantedError]:
    """The environment the handbook was written for may not weaken any promise."""
    if name == BOUND and may_weaken:
        yield WantedError(f"false: {BOUND} keeps every promise")


def cloudfront_is_where_its_metrics_are(
    platform: Platform, primary_region: str | None
) -> Iterator[WantedError]:
    """CloudFront's metrics are in one Region, and no alarm can watch another Region's."""
    if platform.dashboard and primary_region not in (None, CLOUDFRONT):
        wanted = f"primary_region {CLOUDFRONT}, where CloudFront's metrics are"
        yield WantedError(wanted, str(primary_region), ("dashboard",))


def what_is_adopted_has_a_name(
    adopted: Adopted, platform: Platform | None
) -> Iterator[WantedError]:
    """CloudFormation finds an existing resource only by a name the template spells out."""
    if adopted.database is None or platform is None:
        return
    if platform.database is None or isinstance(platform.database, Parameter):
        got = "a parameter" if platform.database else "nothing"
        yield WantedError("platform.database to be its identifier itself", got, ("database",))


def weakenings_are_sound(
    weakens: tuple[Weakening, ...], may_weaken: bool | None
) -> Iterator[WantedError]:
    """Only known promises, only to something weaker, and only where the environment may."""
    if may_weaken is False:
        for place, weakening in enumerate(weakens):
            wanted = "no weakened promise where may_weaken is false"
            yield WantedError(wanted, weakening.promise, (place, "promise"))
    else:
        yield from mistakes(weakens)


def everybody_is_reached(reach: Reach, handbook: Handbook) -> Iterator[WantedError]:
    """Every severity has all its channels, and Slack is the channel the handbook names."""
    for severity in handbook.severities.values():
        for channel in severity.channels:
            if channel not in reach.channels:
                promise = f"severities.{severity.level}.channels"
                wanted = f"a way to reach people as {promise} says, or that promise weakened"
                yield WantedError(wanted, "nothing", (channel,))
    if reach.slack and reach.slack.name != handbook.on_call.slack_channel:
        wanted = f"{handbook.on_call.slack_channel}, or on_call.slack_channel weakened"
        yield WantedError(wanted, reach.slack.name, ("slack", "name"))


def every_secret_is_its_own(reach: Reach) -> Iterator[WantedError]:
    """One secret for each purpose: with a shared integration key a P2 would page as a P1."""
    if reach.pagerduty is None:
        return
    secrets = reach.pagerduty.model_dump()
    uses = Counter(secrets.values())
    for purpose, secret in secrets.items():
        if uses[secret] > 1:
            wanted = "a secret of its own for each purpose"
            yield WantedError(wanted, secret, ("pagerduty", purpose))


def a_lost_zone_keeps_the_rto(
    sizes: Sizes, weakens: tuple[Weakening, ...]
) -> Iterator[WantedError]:
    """Without a standby a lost Zone is answered by a restore, whose time nobody can promise."""
    promise = "recovery.rto"
    if not sizes.database.standby and promise not in {one.promise for one in weakens}:
        yield WantedError(f"true, or {promise} weakened", "false", ("database", "standby"))
