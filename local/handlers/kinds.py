"""What several handlers have in common: how a resource is changed, replaced and taken away."""

from abc import ABC, abstractmethod

from local import hooks
from local.inside import call
from local.resource import BuiltIn, Made, Wanted


class OfEventBridge(ABC):
    """A thing of EventBridge's API that is known by its name; another name is another thing."""

    type: str
    noun: str
    """As EventBridge's operations spell it: `connection`, `api_destination`."""

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        return self._put("create", wanted.name("Name"), wanted)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place, or replace it under another name."""
        del before
        name = wanted.name("Name")
        return self._put("update" if name == physical_id else "create", name, wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        del properties
        call("events", f"delete_{self.noun}", {"Name": physical_id})

    @abstractmethod
    def made(self, name: str, described: hooks.Json) -> Made:
        """Its id and attributes, from what the API says of it."""

    def _put(self, verb: str, name: str, wanted: Wanted) -> Made:
        call("events", f"{verb}_{self.noun}", {**wanted.properties, "Name": name})
        return self.made(name, call("events", f"describe_{self.noun}", {"Name": name}))


class Completed(ABC):
    """The emulator's own handler, and after it the properties that one drops."""

    type: str

    def __init__(self) -> None:
        self._own = BuiltIn.of(self.type)

    def create(self, wanted: Wanted) -> Made:
        """Create it."""
        return self.complete(self._own.create(wanted), {}, wanted)

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it in place or replace it, as the emulator decides."""
        made = self._own.update(physical_id, before, wanted)
        return self.complete(made, before if made.physical_id == physical_id else {}, wanted)

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Delete it."""
        self._own.delete(physical_id, properties)

    @abstractmethod
    def complete(self, made: Made, before: hooks.Json, wanted: Wanted) -> Made:
        """Add what was dropped; `before` is empty for a new resource."""
