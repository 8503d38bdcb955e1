"""Reading the files of an assembly, each mistake as one line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, cast

from assurance.assembly.values import Json
from assurance.assembly.yaml_ import NoYamlError, parsed
from promises import InputError, InputErrors

_YAML: Final = (".yaml", ".yml", ".template")


def unusable(file: Path, key: str, wanted: str, got: str, line: int | None = None) -> InputErrors:
    """The error that says the assembly cannot be read, and where."""
    return InputErrors([InputError(file, line, key, wanted, got)])


def read_object(file: Path) -> dict[str, Json]:
    """The JSON object in the file; a template may be written in YAML.

    Raises InputErrors when the file is missing or holds no object.
    """
    try:
        text = file.read_text(encoding="utf-8")
        yaml = file.suffix in _YAML and not text.lstrip().startswith("{")
        value = parsed(text) if yaml else cast("Json", json.loads(text))
    except FileNotFoundError:
        raise unusable(file, "", "a file", "nothing there") from None
    except OSError as error:
        raise unusable(file, "", "a readable file", error.strerror or str(error)) from None
    except UnicodeDecodeError:
        raise unusable(file, "", "text in UTF-8", "other bytes") from None
    except NoYamlError as error:
        raise unusable(file, "", "YAML", str(error), error.line) from None
    except json.JSONDecodeError as error:
        raise unusable(file, "", "JSON", error.msg, error.lineno) from None
    except RecursionError:
        raise unusable(file, "", "JSON of a reasonable depth", "too many levels") from None
    if not isinstance(value, dict):
        raise unusable(file, "", "a JSON object", _kind(value))
    return value


def section(file: Path, template: dict[str, Json], name: str) -> dict[str, dict[str, Json]]:
    """The objects of one section, such as Resources.

    Raises InputErrors when the section or one of its members is no object.
    """
    found = template.get(name, {})
    if not isinstance(found, dict):
        raise unusable(file, name, "an object", _kind(found))
    members: dict[str, dict[str, Json]] = {}
    for key, value in found.items():
        if not isinstance(value, dict):
            raise unusable(file, f"{name}.{key}", "an object", _kind(value))
        members[key] = value
    return members


def _kind(value: Json) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return json.dumps(value)
