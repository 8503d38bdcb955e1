"""How the maintenance role comes into the database: by a token that is signed without the network."""

from collections.abc import Callable

import boto3

from .environment import Variables, required
from .roles_wanted import MAINTENANCE
from .sessions import Door


def signed_door(variables: Variables) -> Callable[[], Door]:
    """A door with a new token each time, good for a quarter of an hour; raises ValueError."""
    host, port = required(variables, "HOST"), int(required(variables, "PORT"))
    database = required(variables, "DATABASE")
    rds = boto3.client("rds")  # pyright: ignore[reportUnknownMemberType]

    def door() -> Door:
        token = rds.generate_db_auth_token(DBHostname=host, Port=port, DBUsername=MAINTENANCE)
        return Door(host, port, database, MAINTENANCE, token)

    return door
