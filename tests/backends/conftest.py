"""One Spark session for all tests."""

import pytest

from tests.backends.frames import spark_session


@pytest.fixture(scope="session", autouse=True)
def _spark():
    """Stop the session at the end, if there was one."""
    yield
    if spark_session.cache_info().currsize:
        spark_session().stop()
