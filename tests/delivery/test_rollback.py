"""The way back: which commit, from a real repository, by which steps."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from delivery.deployed import deployed, settle
from delivery.repository import Repository, RepositoryError
from delivery.rollback import Rollback, RollbackError
from environments import load_environment

PROD = load_environment("prod")
COMMIT = "a" * 40


class Ssm:
    """Parameters in memory, as SSM answers."""

    def __init__(self, **kept: str) -> None:
        self.kept = kept

    def get_parameter(self, *, Name: str) -> Mapping[str, Mapping[str, str]]:  # noqa: N803
        if Name not in self.kept:
            raise ClientError({"Error": {"Code": "ParameterNotFound"}}, "GetParameter")
        return {"Parameter": {"Value": self.kept[Name]}}

    def put_parameter(self, *, Name: str, Value: str, Type: str, Overwrite: bool) -> object:  # noqa: N803
        assert (Type, Overwrite) == ("String", True)
        self.kept[Name] = Value
        return {}


class Steps:
    """Runs nothing; the step named fails."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.done: list[tuple[str, str]] = []

    def __call__(self, command: Sequence[str], folder: Path) -> int:
        self.done.append((" ".join(command), (folder / "file").read_text()))
        return 2 if self.failing in command and self.failing else 0


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *who, *arguments], check=True)

    git("init", "-q", "-b", "main")
    for content in ("old", "new"):
        (tmp_path / "file").write_text(content)
        git("add", "file")
        git("commit", "-q", "-m", content)
    return Repository(tmp_path)


def test_the_commit_before_is_synthesized_and_deployed_in_a_copy_of_its_own(
    repository: Repository,
) -> None:
    steps, folder = Steps(), repository.root / "build" / "back"
    Rollback(PROD, repository, folder, steps).to("HEAD~1")
    assert steps.done == [("make synth", "old"), ("make ship ENV=prod", "old")]
    assert (repository.root / "file").read_text() == "new"


def test_a_second_rollback_uses_the_same_copy(repository: Repository) -> None:
    steps, folder = Steps(), repository.root / "build" / "back"
    back = Rollback(PROD, repository, folder, steps)
    back.to("HEAD~1")
    back.to("HEAD")
    assert steps.done[-1] == ("make ship ENV=prod", "new")


def test_a_step_that_fails_says_how_to_go_on_by_hand(repository: Repository) -> None:
    steps = Steps(failing="synth")
    with pytest.raises(RollbackError, match=r"could not synthesize \(exit code 2\); go on by hand"):
        Rollback(PROD, repository, repository.root / "build" / "back", steps).to("HEAD~1")
    assert len(steps.done) == 1


def test_a_commit_that_is_not_there_deploys_nothing(repository: Repository) -> None:
    steps = Steps()
    with pytest.raises(RepositoryError, match="wanted a commit that git knows, got nowhere"):
        Rollback(PROD, repository, repository.root / "build" / "back", steps).to("nowhere")
    assert steps.done == []


def test_a_working_copy_tells_of_its_changes(repository: Repository) -> None:
    assert repository.changes() == []
    (repository.root / "file").write_text("changed")
    assert len(repository.changes()) == 1
    assert not repository.is_on_main()  # there is no remote


def test_what_was_watched_to_the_end_is_where_a_rollback_goes() -> None:
    ssm = Ssm()
    assert deployed(ssm, PROD) is None
    settle(ssm, PROD, COMMIT)
    assert ssm.kept == {"/filmops-prod/deployed": COMMIT}
    assert deployed(ssm, PROD) == COMMIT


def test_something_else_than_a_commit_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted a commit, got yesterday"):
        deployed(Ssm(**{"/filmops-prod/deployed": "yesterday"}), PROD)


def test_a_refusal_of_aws_is_not_taken_for_a_first_deployment() -> None:
    class Denied(Ssm):
        def get_parameter(self, *, Name: str) -> Mapping[str, Mapping[str, str]]:  # noqa: N803
            raise ClientError({"Error": {"Code": "AccessDeniedException"}}, Name)

    with pytest.raises(ClientError):
        deployed(Denied(), PROD)
