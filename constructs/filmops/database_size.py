"""How big a database is."""

from dataclasses import dataclass

from promises import Size


@dataclass(frozen=True, slots=True)
class DatabaseSize:
    """The instance class, its storage, how far that grows by itself, and whether it has a standby."""

    instance: str
    storage: Size
    storage_limit: Size
    standby: bool
