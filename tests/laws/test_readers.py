"""Whatever a stranger hands in is read, or refused with an error of dxplan: nothing else ever comes out of a reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.spoiled import READERS, case, read


@pytest.mark.parametrize("what", READERS)
@settings(max_examples=60)
@given(number=st.integers(0, 10**9))
def test_a_spoiled_file_is_read_or_refused(what, number):
    read(what, number)


@pytest.mark.parametrize("what", READERS)
def test_the_cases_are_both_sound_and_not(what):
    assert {read(what, number) for number in range(150)} == {True, False}
    assert case(what, 1) == case(what, 1) != case(what, 2)
