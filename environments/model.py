"""One environment: where it runs, who is reached how, what it may promise less than the handbook."""

from pydantic import PrivateAttr, ValidationInfo, field_validator

from environments import rules
from environments.adopted import Adopted
from environments.delivery import Delivery
from environments.fields import Account, Region, Words
from environments.maintenance import Maintenance
from environments.monitoring import Monitoring
from environments.network import Networks
from environments.platform import Platform
from environments.reach import Reach
from environments.sizes import Sizes
from environments.third_copy import ThirdCopy
from environments.weakening import Weakening, weakened
from promises import Handbook
from promises.fields import WebAddress
from promises.frozen import Frozen


class Links(Frozen):
    """What the text of an alarm points at."""

    dashboards: WebAddress
    runbooks: WebAddress
    status_page: WebAddress


class Environment(Frozen):
    """One environment. The order of the fields is the order of the rules between them.

    `account` is 12 digits. `weakens` names every promise that does not hold here as the handbook
    has it; where `may_weaken` is false there is none. Without `network` each Region gets a small
    one of its own; without `third_copy` the lock of the backup vault can still be lifted.
    `adopted` is what was there before the stacks.
    `resilience_policy` gives the recovery objectives to AWS Resilience Hub too. Without `delivery`
    only people deploy.
    """

    name: Words
    account: Account
    primary_region: Region
    recovery_region: Region
    links: Links
    may_weaken: bool
    weakens: tuple[Weakening, ...] = ()
    reach: Reach
    platform: Platform
    adopted: Adopted = Adopted()
    network: Networks | None = None
    sizes: Sizes
    third_copy: ThirdCopy | None = None
    resilience_policy: bool = False
    delivery: Delivery | None = None
    monitoring: Monitoring = Monitoring()
    maintenance: Maintenance = Maintenance()

    _handbook: Handbook = PrivateAttr()

    @property
    def prefix(self) -> str:
        """What the names of everything that belongs to the environment begin with."""
        return f"filmops-{self.name}"

    @property
    def handbook(self) -> Handbook:
        """The handbook as it holds here, its weakenings applied."""
        return self._handbook

    def model_post_init(self, context: object, /) -> None:
        """Derive the handbook once; the rules have seen to it that this cannot fail."""
        del context
        self._handbook = weakened(self.weakens)

    @field_validator("recovery_region")
    @classmethod
    def _recovery(cls, value: str, info: ValidationInfo) -> str:
        rules.raise_all(rules.recovery_is_elsewhere(value, info.data.get("primary_region")))
        return value

    @field_validator("may_weaken")
    @classmethod
    def _may_weaken(cls, value: bool, info: ValidationInfo) -> bool:
        rules.raise_all(rules.production_keeps_everything(info.data.get("name"), value))
        return value

    @field_validator("weakens")
    @classmethod
    def _weakens(cls, value: tuple[Weakening, ...], info: ValidationInfo) -> tuple[Weakening, ...]:
        rules.raise_all(rules.weakenings_are_sound(value, info.data.get("may_weaken")))
        return value

    @field_validator("reach")
    @classmethod
    def _reach(cls, value: Reach, info: ValidationInfo) -> Reach:
        found = list(rules.every_secret_is_its_own(value))
        if "weakens" in info.data:  # else they are wrong, and what holds here is not known
            here = weakened(info.data["weakens"])
            found += rules.everybody_is_reached(value, here)
        rules.raise_all(found)
        return value

    @field_validator("sizes")
    @classmethod
    def _sizes(cls, value: Sizes, info: ValidationInfo) -> Sizes:
        if "weakens" in info.data:
            rules.raise_all(rules.a_lost_zone_keeps_the_rto(value, info.data["weakens"]))
        return value

    @field_validator("adopted")
    @classmethod
    def _adopted(cls, value: Adopted, info: ValidationInfo) -> Adopted:
        rules.raise_all(rules.what_is_adopted_has_a_name(value, info.data.get("platform")))
        return value

    @field_validator("platform")
    @classmethod
    def _platform(cls, value: Platform, info: ValidationInfo) -> Platform:
        region = info.data.get("primary_region")
        rules.raise_all(rules.cloudfront_is_where_its_metrics_are(value, region))
        return value
