"""How big things are in an environment."""

from typing import Annotated

from promises.fields import read_by
from promises.frozen import Frozen
from promises.units import SIZE, Size

Amount = Annotated[Size, read_by(Size.parse, Size, SIZE)]


class Database(Frozen):
    """The instance class, its storage, and how far the storage may grow by itself."""

    instance: str
    storage: Amount
    storage_limit: Amount


class Sizes(Frozen):
    """The sizes of what this project builds."""

    database: Database
