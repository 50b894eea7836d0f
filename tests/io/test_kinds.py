"""What annotations say, and how a word of a list of words is read."""

from typing import Generic, Literal, TypeVar

import attrs
import pytest

from dxplan.errors import Problems
from dxplan.io.class_schema import ClassSchema
from dxplan.io.kinds import item_of, needed_of
from dxplan.io.objects import structure
from dxplan.model.plan import Plan
from dxplan.model.targets import Target

Thing = TypeVar("Thing")


class Asked(tuple[Thing, ...], Generic[Thing]):
    __slots__ = ()


class Targets(Asked[Target]):
    __slots__ = ()


@attrs.frozen
class Worded:
    style: Literal["vi", "en"] | None = None


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (tuple[Target, ...], Target),
        (tuple[str, ...], str),
        (Targets, Target),
        (str, None),
        (Target, None),
        (dict[str, str], None),
        (str | None, None),
    ],
)
def test_what_a_tuple_holds(kind, item):
    assert item_of(kind) is item


@pytest.mark.parametrize(("kind", "needed"), [(str | None, str), (str, str), (Plan | None, Plan)])
def test_what_may_be_left_out(kind, needed):
    assert needed_of(kind) is needed


def test_a_word_of_several():
    assert structure({"style": "vi"}, Worded, "$").style == "vi"
    with pytest.raises(Problems) as caught:
        structure({"style": "vn"}, Worded, "$")
    (line,) = caught.value.lines()
    assert line == "no word here has the code 'vn' @ $.style Hint: did you mean 'vi'?" or "known word" in line
    assert ClassSchema().table(Worded)["properties"]["style"] == {"enum": ["vi", "en"]}
