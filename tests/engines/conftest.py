"""Models that the tests of this package share."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.engines.tiny import Tiny

# As `translator.tools` does, and before torch is imported, which is slow beside other work else.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> "Tiny":
    from tests.engines.tiny import make_tiny

    return make_tiny(tmp_path_factory.getbasetemp() / "tiny")


@pytest.fixture(scope="session")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.engines.tiny import make_foreign

    return make_foreign(tmp_path_factory.getbasetemp() / "foreign")
