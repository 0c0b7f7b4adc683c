"""One Java process for all parity tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def ours(tmp_path_factory):
    from ours import Ours

    side = Ours(tmp_path_factory.mktemp("arrays"))
    yield side
    side.close()
