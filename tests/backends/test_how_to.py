"""The session on Spark that the documentation shows; the other pages run wherever the tests do."""

import doctest
import re
from pathlib import Path

import pytest

from tests.backends.frames import parameters, spark_session

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "evaluate-on-a-cluster.md"


@pytest.mark.parametrize("backend", parameters()[-1:])
def test_the_session_on_spark_gives_what_the_page_shows(backend, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spark_session()
    session = "\n".join(re.findall(r"^```py\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))
    told = doctest.DocTestParser().get_doctest(session, {}, PAGE.name, str(PAGE), 0)
    said = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(told, out=said.append)
    assert len(told.examples) > 8
    assert not said, "".join(said)
