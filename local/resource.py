"""What CloudFormation asks of a resource type's handler."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from local import hooks


@dataclass(frozen=True, slots=True)
class Wanted:
    """A resource as the template wants it, references resolved."""

    stack: str
    logical_id: str
    properties: hooks.Json

    def name(self, property_name: str, longest: int = 64) -> str:
        """The name the template gives, or one made as CloudFormation makes them."""
        given = self.properties.get(property_name)
        if given:
            return str(given)
        return hooks.PHYSICAL_NAME.get()(self.stack, self.logical_id, max_len=longest)

    def without(self, *names: str) -> hooks.Json:
        """The properties but these."""
        return {name: value for name, value in self.properties.items() if name not in names}


@dataclass(frozen=True, slots=True)
class Made:
    """A resource as it stands: what Ref gives, and what GetAtt gives."""

    physical_id: str
    attributes: Mapping[str, object] = field(default_factory=dict[str, object])


class Handler(Protocol):
    """Creates, changes and deletes the resources of one type."""

    @property
    def type(self) -> str:
        """The CloudFormation resource type."""
        ...

    def create(self, wanted: Wanted) -> Made:
        """Make it."""
        ...

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it; another physical id means it was replaced, and CloudFormation then deletes
        the one before."""
        ...

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Take it away."""
        ...


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """The emulator's own handler of a type, for ours to complete."""

    type: str
    handlers: hooks.Json

    @classmethod
    def of(cls, resource_type: str) -> "BuiltIn":
        """The one it has now; to be taken before ours is registered."""
        handlers = hooks.RESOURCE_HANDLERS.get().get(resource_type)
        if handlers is None:
            raise hooks.HookGoneError(f"ministack: no handler of its own for {resource_type}")
        return cls(resource_type, handlers)

    def create(self, wanted: Wanted) -> Made:
        """Make it."""
        create: hooks.CREATE = self.handlers["create"]
        return Made(*create(wanted.logical_id, wanted.properties, wanted.stack))

    def update(self, physical_id: str, before: hooks.Json, wanted: Wanted) -> Made:
        """Change it."""
        update: hooks.UPDATE = self.handlers["update"]
        logical_id = (wanted.logical_id,) if self.handlers.get("update_with_logical_id") else ()
        after = (wanted.properties, wanted.stack, *logical_id)
        return Made(*update(physical_id, before, *after))

    def delete(self, physical_id: str, properties: hooks.Json) -> None:
        """Take it away."""
        delete: hooks.DELETE = self.handlers["delete"]
        delete(physical_id, properties)


def register(handler: Handler) -> None:
    """Have CloudFormation use it for its type."""

    def create(logical_id: str, properties: hooks.Json, stack: str) -> tuple[str, hooks.Json]:
        made = handler.create(Wanted(stack, logical_id, properties))
        return made.physical_id, dict(made.attributes)

    def update(
        physical_id: str, before: hooks.Json, after: hooks.Json, stack: str, logical_id: str
    ) -> tuple[str, hooks.Json]:
        made = handler.update(physical_id, before, Wanted(stack, logical_id, after))
        return made.physical_id, dict(made.attributes)

    known = hooks.RESOURCE_HANDLERS.get()
    own = known.get(handler.type, {})
    known[handler.type] = {
        **({"import": own["import"]} if "import" in own else {}),
        "create": create,
        "update": update,
        "update_with_logical_id": True,
        "delete": handler.delete,
    }
