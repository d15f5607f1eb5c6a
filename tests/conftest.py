import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from support.rig import Rig  # noqa: E402  (after the path to it is known)


@pytest.fixture
def bare_rig(tmp_path):
    """A rig without a broker."""
    rig = Rig(tmp_path)
    try:
        yield rig
    finally:
        rig.close()


@pytest.fixture
def rig(bare_rig):
    """A rig with a running broker that lets everybody in."""
    bare_rig.start_broker()
    return bare_rig
