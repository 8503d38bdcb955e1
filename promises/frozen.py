"""What every model here is: frozen, strict, and closed to keys it does not know."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Member = TypeVar("Member")


class Frozen(BaseModel):
    """A value read from a file. Unknown keys are errors; nothing is coerced; nothing changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Whole(Frozen):
    """A value whose fields make one promise together; `str` gives it in words."""


class Group(Frozen, Generic[Member]):
    """Named things of one kind, each a field: by attribute, by name, or all in order."""

    def __getitem__(self, name: str) -> Member:
        """The member of that name; KeyError when there is none."""
        if name not in type(self).model_fields:
            known = ", ".join(type(self).model_fields)
            raise KeyError(f"{type(self).__name__}: wanted one of {known}, got {name}")
        member: Member = getattr(self, name)
        return member

    def items(self) -> tuple[tuple[str, Member], ...]:
        """Every member with its name, in the order of the handbook."""
        return tuple((name, self[name]) for name in type(self).model_fields)

    def values(self) -> tuple[Member, ...]:
        """Every member, in the order of the handbook."""
        return tuple(self[name] for name in type(self).model_fields)
