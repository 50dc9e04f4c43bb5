"""Documents that are not there: their tests are skipped, with a reason that names them."""

from __future__ import annotations

import pytest

from tests.specs.documents import SOURCES


@pytest.fixture
def platform(request: pytest.FixtureRequest) -> str:
    """The network of a test, by its parameter; skips the test where its document is not there."""
    name: str = request.param
    source = SOURCES[name]
    if not source.path.exists():
        pytest.skip(source.missing)
    return name
