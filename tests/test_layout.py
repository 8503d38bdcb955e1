"""Guards of the layout. They import nothing from CDK, so they still run when every import of it fails."""

from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_constructs_folder_never_becomes_a_package() -> None:
    # It would hide the PyPI package `constructs` and break every import of CDK.
    assert not (ROOT / "constructs" / "__init__.py").exists()


def test_the_tests_have_no_constructs_folder() -> None:
    assert not (ROOT / "tests" / "constructs").exists()
