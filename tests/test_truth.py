import pytest

from dxplan.truth import all_of, any_of


@pytest.mark.parametrize(
    ("truths", "every", "some"),
    [
        ([], True, False),
        ([True], True, True),
        ([False], False, False),
        ([None], None, None),
        ([True, True], True, True),
        ([True, False], False, True),
        ([False, False], False, False),
        ([True, None], None, True),
        ([None, True], None, True),
        ([False, None], False, None),
        ([None, False], False, None),
        ([None, None], None, None),
        ([True, None, False], False, True),
    ],
)
def test_tables(truths, every, some):
    assert all_of(truths) is every
    assert any_of(truths) is some


def test_any_iterable_will_do():
    assert all_of(truth for truth in (True, True)) is True
    assert any_of(iter((False, None))) is None
