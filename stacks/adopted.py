"""What was there before the stacks, as they have to write it down to take it over."""

from environments import Environment
from filmops.database_origin import Origin
from filmops.media_names import media_bucket_name
from filmops.names import Names


def origin_of(environment: Environment) -> Origin:
    """What the environment's database has been since it was made, or will be."""
    there = environment.adopted.database
    if there is None:
        return Origin()
    return Origin(there.owner, there.first_database, there.insights_key)


def subnet_group_of(environment: Environment) -> str | None:
    """The one an adopted database lives in, which it never leaves."""
    there = environment.adopted.database
    return there and there.subnet_group


def media_bucket(environment: Environment, names: Names, region: str) -> str:
    """The name of a Region's media bucket. Only the primary Region's can be an adopted one."""
    there = environment.adopted.media
    if there and region == environment.primary_region:
        return there
    return media_bucket_name(names, environment.account, region)
