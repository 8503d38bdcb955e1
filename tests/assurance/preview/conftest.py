"""One gallery for all of these tests: as an assembly, as data, and as a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assurance.assembly import read_assembly
from assurance.preview import preview
from assurance.preview.alarms import Alarm, alarms_in, by_reference
from assurance.preview.boards import Board, boards_of
from assurance.preview.feed import Feed
from assurance.preview.held import feed_of
from assurance.preview.states import States
from assurance.preview.window import Situation
from tests.assurance.preview.gallery import write_gallery


@dataclass(frozen=True)
class Scene:
    """One environment with its data."""

    alarms: Sequence[Alarm]
    boards: Sequence[Board]
    feed: Feed

    def states(self, situation: Situation) -> dict[str, str]:
        states = States(by_reference(self.alarms), self.feed, situation)
        return {alarm.name: states.of(alarm.name) for alarm in self.alarms}


def scene_of(assembly: Path, environment: str) -> Scene:
    stages = read_assembly(assembly).stages
    stage = next(one for one in stages if one.name == environment)
    alarms, boards = alarms_in(stage), boards_of(stage)
    return Scene(alarms, boards, feed_of(alarms, boards))


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gallery(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="session")
def scene(gallery: Path) -> Scene:
    return scene_of(gallery, "prod")


@pytest.fixture(scope="session")
def page(gallery: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return preview(gallery, None, tmp_path_factory.mktemp("page") / "preview")
