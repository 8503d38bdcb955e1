"""What the models of scenario files are: frozen, and with a word about every key for editors."""

from __future__ import annotations

from pydantic import ConfigDict

from promises.frozen import Frozen


class Described(Frozen):
    """A value read from a file, whose JSON schema describes its keys by their docstrings."""

    model_config = ConfigDict(use_attribute_docstrings=True)
