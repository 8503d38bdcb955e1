"""How soon a burn rate is told."""

from pathlib import Path

import pytest

from assurance.rehearsal.alarms import regions_of
from assurance.rehearsal.burns import burns
from assurance.rehearsal.reading import read_baseline
from tests.assurance.rehearsal.stage import read_shop, write_files


def test_each_rate_has_its_time_and_its_share_of_the_budget(tmp_path: Path) -> None:
    write_files(tmp_path)
    file = tmp_path / "baseline.yaml"
    regions = regions_of(read_shop(tmp_path / "out"), tmp_path)
    found = burns(read_baseline(file), file, regions, lambda _: None)
    by_rate = {one.rate: one for one in found if one.objective == "shop"}
    # 1 % may fail, the alarm asks for more than 10 % over two minutes
    assert by_rate[20.0].after == 120
    assert by_rate[20.0].spent == pytest.approx(20 * 2 / 43200)
    assert by_rate[7.0].first is None
    assert by_rate[7.0].pages == 0
