"""Physical names, where a person or another Region must know them before anything is deployed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one environment, all beginning with `prefix` (lower case, `filmops-prod`)."""

    prefix: str

    def of(self, thing: str) -> str:
        """The name of a thing of this environment."""
        return f"{self.prefix}-{thing}"

    def alarm(self, thing: str, region: str) -> str:
        """An alarm that every Region has: PagerDuty must not take two Regions' for one."""
        return f"{self.of(thing)}-{region}"

    def parameter(self, thing: str) -> str:
        """The name of an SSM parameter that others read: `/filmops-prod/deployment-guards/api`."""
        return f"/{self.prefix}/{thing}"
