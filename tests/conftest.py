"""What several files of tests share."""

import pytest

from tests.drafts import Draft, draft, sample


@pytest.fixture(scope="session")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """The draft on the sample; no test writes into it."""
    return draft(sample(tmp_path_factory.mktemp("drafted") / "leverkusen"))
