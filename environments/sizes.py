"""How big things are in an environment."""

from typing import Annotated

from pydantic import AfterValidator

from promises.errors import WantedError
from promises.fields import read_by
from promises.frozen import Frozen
from promises.units import SIZE, Size

Amount = Annotated[Size, read_by(Size.parse, Size, SIZE)]
_FEWEST, _MOST = 6, 8388607  # what RDS for PostgreSQL accepts as max_connections


def _connections(value: int) -> int:
    if not _FEWEST <= value <= _MOST:
        raise WantedError(f"between {_FEWEST} and {_MOST} connections")
    return value


class Database(Frozen):
    """The instance class, its storage, how far the storage may grow by itself, and the standby.

    `connections` is how many may be open at once. `standby` is a second instance in another Zone,
    ready to take over.
    """

    instance: str
    storage: Amount
    storage_limit: Amount
    connections: Annotated[int, AfterValidator(_connections)]
    standby: bool


class Sizes(Frozen):
    """The sizes of what this project builds."""

    database: Database
