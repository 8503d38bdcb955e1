"""Adding up in a folder of the test's own."""

from functools import partial
from pathlib import Path

import pytest

from tests.assurance.proof.recovery.estimate.sums import Adds, add_up


@pytest.fixture
def adds(tmp_path: Path) -> Adds:
    """What RPO and RTO add up to after these changes."""
    return partial(add_up, tmp_path)
