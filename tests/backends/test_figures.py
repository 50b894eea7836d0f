"""Figures on every kind of dataframe, and the page of the documentation that says so."""

import pytest

from tests.backends.figure_cases import COLUMNS, QUESTIONS, column_outcome, question_outcome
from tests.backends.frames import parameters


@pytest.mark.parametrize("backend", parameters())
@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_every_kind(name, backend):
    column_outcome(name, backend)


@pytest.mark.parametrize("backend", parameters())
@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question(name, backend):
    question_outcome(name, backend)
