"""For all tests: laws are tried without a clock, since machines differ; the user's data are not."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True, scope="session")
def _data_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BIAOYI_DATA", str(tmp_path_factory.mktemp("data")))
        patch.delenv("BIAOYI_DATABASE", raising=False)
        patch.delenv("BIAOYI_TEAMS", raising=False)
        patch.delenv("BIAOYI_FONTS", raising=False)
        yield
