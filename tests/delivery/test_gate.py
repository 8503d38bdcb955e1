import pytest

from delivery.gate import Copy, objections
from environments import load_environment


@pytest.mark.parametrize("ref", ["", "refs/heads/main"])
def test_production_comes_from_main_as_it_is_there(ref: str) -> None:
    assert list(objections(load_environment("prod"), Copy((), is_on_main=True, ref=ref))) == []


@pytest.mark.parametrize(
    ("copy", "named"),
    [
        (Copy((" M app.py",), is_on_main=True, ref=""), "a clean working copy, got 1 changes"),
        (Copy((), is_on_main=False, ref=""), "a commit of origin/main"),
        (Copy((), is_on_main=True, ref="refs/pull/7/merge"), "got refs/pull/7/merge"),
        (Copy((), is_on_main=True, ref="refs/tags/main"), "got refs/tags/main"),
    ],
)
def test_production_comes_from_nothing_else(copy: Copy, named: str) -> None:
    [line] = objections(load_environment("prod"), copy)
    assert named in line


def test_an_environment_that_may_weaken_promises_is_deployed_from_anywhere() -> None:
    anything = Copy((" M app.py",), is_on_main=False, ref="refs/heads/mine")
    assert list(objections(load_environment("dev"), anything)) == []


def test_staging_is_held_to_what_production_is_where_it_may_not_weaken_either() -> None:
    staging = load_environment("staging")
    loose = Copy((), is_on_main=False, ref="")
    assert bool(list(objections(staging, loose))) is not staging.may_weaken
