"""An error is one line, whatever the file says."""

from pathlib import Path

import pytest

from promises import InputError, InputErrors
from promises.reading import read_yaml
from promises.validation import describe


def test_a_mistake_names_file_line_key_wanted_and_got() -> None:
    error = InputError(Path("a.yaml"), 3, "recovery.rpo", "a duration", "soon")
    assert str(error) == "a.yaml:3: recovery.rpo: wanted a duration, got soon"


def test_a_mistake_of_the_whole_file_has_no_key() -> None:
    error = InputError(Path("a.yaml"), None, "", "a readable file", "a directory")
    assert str(error) == "a.yaml: wanted a readable file, got a directory"


def test_a_value_of_several_lines_is_told_in_one() -> None:
    error = InputError(Path("a.yaml"), 3, "name", "a name", "first\nsecond\r\nthird")
    assert str(error) == "a.yaml:3: name: wanted a name, got first second third"


def test_mistakes_come_in_the_order_of_the_lines() -> None:
    errors = [InputError(Path("a.yaml"), line, "", "x", "y") for line in (20, 3, 100)]
    assert [error.line for error in InputErrors(errors).errors] == [3, 20, 100]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "empty text"),
        (None, "nothing"),
        (True, "true"),
        ({"a": 1}, "a mapping"),
        ((), "an empty list"),
        (("a",), "a list"),
        ("x " * 40, "x " * 30 + "…"),
        ("a1" * 16, "32 characters that may be a secret (not shown)"),
    ],
)
def test_a_value_is_described_in_few_words(value: object, words: str) -> None:
    assert describe(value) == words


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a: &a [*a]", ":1: a.0: wanted a value, got an alias of something around it"),
        (b"a: !!int x", ":1: a: wanted text, a number, true, false or null, got tag"),
        (b"1: x", ":1: wanted a name as key, got 1"),
    ],
)
def test_what_yaml_allows_and_we_do_not_is_told_with_the_rest(
    content: bytes, line: str, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    assert line in str(read_yaml(file).mistakes[0])


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"\xff\xfe", ": wanted UTF-8 text, got other bytes"),
        (b"a: 1\n---\nb: 2", ":2: wanted valid YAML, got an error"),
        (b"a: \x00", ": wanted valid YAML, got"),
    ],
)
def test_what_cannot_be_read_is_told_alone(content: bytes, line: str, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(content)
    with pytest.raises(InputErrors) as raised:
        read_yaml(file)
    assert line in str(raised.value)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputErrors, match="wanted a readable file, got is a directory"):
        read_yaml(tmp_path)
