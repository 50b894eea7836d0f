"""One Spark session and one DuckDB connection for all tests."""

import pytest

from tests.backends.frames import duckdb_connection, spark_session
from tests.backends.outcomes import admitted


@pytest.fixture(scope="session", autouse=True)
def _engines():
    """Stop at the end what was started."""
    yield
    admitted.cache_clear()
    if spark_session.cache_info().currsize:
        spark_session().stop()
    if duckdb_connection.cache_info().currsize:
        duckdb_connection().close()
        duckdb_connection.cache_clear()
