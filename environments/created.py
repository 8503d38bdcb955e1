"""What the databases of an environment were created with, written down so that nobody changes it."""

from collections.abc import Mapping
from pathlib import Path

from promises.frozen import Frozen
from promises.reading import read_yaml
from promises.validation import validate

FOLDER = Path(__file__).with_name("created")


class Created(Frozen):
    """By logical id: the properties CloudFormation would replace a database for, references resolved.

    A replaced database is an empty one.
    """

    databases: Mapping[str, Mapping[str, str]]


def load_created(environment: str) -> Created | None:
    """What is written down of an environment; None when nothing is. Raises InputErrors."""
    path = FOLDER / f"{environment}.yaml"
    return validate(Created, read_yaml(path)) if path.is_file() else None
