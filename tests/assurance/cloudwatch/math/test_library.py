"""The package could be a distribution of its own."""

import ast
import sys
from pathlib import Path

import assurance.cloudwatch.math as library
from assurance.cloudwatch.math.functions import FUNCTIONS
from assurance.cloudwatch.math.signatures import PUBLISHED

PACKAGE = Path(library.__file__).parent
OURS = "assurance.cloudwatch.math"


def test_it_imports_nothing_of_ours_but_itself() -> None:
    for file in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom):
                name = node.module or ""
            elif isinstance(node, ast.Import):
                name = node.names[0].name
            else:
                continue
            root = name.split(".")[0]
            known = root in sys.stdlib_module_names or root in {"lark", "numpy"}
            assert known or name.startswith(OURS), f"{file.name} imports {name}"


def test_every_published_function_is_implemented_and_none_beside() -> None:
    assert set(FUNCTIONS) == {*PUBLISHED, "[]"}
