"""How a message is said again: by the template that fits, with every value as it was, and never late."""

import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan import message_catalogue
from dxplan.errors import DxplanError, FiguresError, GoalError, Problems, UnknownCodeError, Where
from dxplan.messages import say
from tests.messages.refusals import Refusals


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("no indicator has the code 'x'", "không có chỉ số nào mang mã 'x'"),
        ("no target of 'vn-749' has the code 'x'", "không có mục tiêu của 'vn-749' nào mang mã 'x'"),
        ("known target codes: target, task.", "những mục tiêu hiện có: target, task."),
        ("known target codes: target.", "những mục tiêu hiện có: target."),
        (
            "the goal 'trên x' cannot be read: 'x' is not a unit known here",
            "không đọc được mức đề ra 'trên x': 'x' không phải là đơn vị đã biết",
        ),
        (
            "'1.234' can be read as 1234.0 (Vietnamese) or 1.234 (English)",
            "'1.234' có thể đọc là 1234.0 (kiểu Việt Nam) hoặc 1.234 (kiểu Anh)",
        ),
        (
            "'24' meant different places in 2025: Bắc Giang until 2025-06-30, Bắc Ninh from 2025-07-01",
            "'24' chỉ những địa phương khác nhau trong 2025: Bắc Giang đến 2025-06-30, Bắc Ninh từ 2025-07-01",
        ),
        (
            "Lào Cai had the code '15' then. A had the code '1' then.",
            "Khi đó Lào Cai mang mã '15'. Khi đó A mang mã '1'.",
        ),
        ("the plans 'a' and 'b' both have 'c'", "các kế hoạch 'a' và 'b' đều có 'c'"),
        (
            "a.csv has columns that dxplan does not use: unitt, x. Did you mean 'unit' by 'unitt'?",
            "a.csv có những cột mà dxplan không dùng: unitt, x. Có phải 'unitt' là 'unit'?",
        ),
        ("[Errno 13] Permission denied: 'a b.csv'", "không có quyền đọc hoặc ghi 'a b.csv'"),
    ],
)
def test_messages_within_messages(english, vietnamese):
    assert say(english, "vi") == vietnamese
    assert say(english, "en") == english


@pytest.mark.parametrize("text", ["", "nobody wrote this", "no", "'x'", "{", "{}", "{code!r}", "\x00", "\\", "'"])
def test_what_no_template_fits_stays_as_it_is(text):
    assert say(text, "vi") == text


@pytest.mark.parametrize(
    "code",
    ["x' is already defined by 'y", "' has the code '", "a\nb", "{code}", "{0}", "%s", "', '", "\\", "a\"b'c", "''"],
)
def test_words_of_messages_in_a_value_stay_its_own(code):
    error = UnknownCodeError.among("indicator", code, ["other"])
    assert say(error.fact, "vi") == f"không có chỉ số nào mang mã {code!r}"


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_no_value_is_lost_or_changed(code, known):
    error = UnknownCodeError.among("target", code, known)
    assert say(error.fact, "vi") == f"không có mục tiêu nào mang mã {code!r}"
    assert error.line("vi").startswith("không có mục tiêu nào mang mã")


@given(st.text(alphabet="'\"\\ {}!ria,.:?and or is no the has code in", max_size=200))
def test_any_text_can_be_said(text):
    assert isinstance(say(text, "vi"), str)


@pytest.mark.parametrize(
    "piece",
    [
        "'",
        "a",
        "\\",
        " and ",
        " or ",
        ", ",
        "'x' and ",
        "is not a period ",
        "did you mean 'x'? If not, ",
        "\\'",
        "No. ",
    ],
)
def test_long_hostile_texts_take_no_long_time(piece):
    message_catalogue.in_vietnamese.cache_clear()
    say("no task has the code 'x'", "vi")
    for prefix in ("", "'", "the goal "):
        text = (prefix + piece * 20_000)[:19_999]
        before = time.perf_counter()
        say(text, "vi")
        assert time.perf_counter() - before < 5


def test_a_text_beyond_all_measure_is_not_looked_up():
    text = f"no task has the code {'x' * 30_000!r}"
    assert say(text, "vi") == text


def test_an_error_is_said_with_its_spot_and_hint():
    error = GoalError(
        "the goal 'x' cannot be read", "write the lower number first.", Where("$.targets[1].by", "a.toml", 12)
    )
    assert error.say("vi") == (
        "không đọc được mức đề ra 'x' (a.toml, dòng 12, $.targets[1].by)\n\nGợi ý: viết số nhỏ hơn trước."
    )
    assert error.say("en") == str(error)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)
    assert again.say("vi") == error.say("vi")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (Where("value", "a.csv", 3), " (a.csv, dòng 3, value)"),
        (Where("", "a.csv"), " (a.csv)"),
        (Where("$.by"), " ($.by)"),
        (Where(), ""),
    ],
)
def test_a_spot_in_vietnamese(where, said):
    assert DxplanError("fact", "", where).say("vi") == f"fact{said}"


def test_a_group_is_said_line_by_line():
    group = Problems("the plan cannot be read", [GoalError("it goes from 3 to 2"), FiguresError("a fact", "a hint")])
    assert group.say("vi") == "không đọc được kế hoạch (2)\nkhoảng đi từ 3 đến 2\na fact Gợi ý: a hint"
    assert group.lines("vi") == ["khoảng đi từ 3 đến 2", "a fact Gợi ý: a hint"]
    assert str(group) == "the plan cannot be read (2)\nit goes from 3 to 2\na fact Hint: a hint"


def test_refusals_that_stay_english_are_found():
    kept = Refusals()
    kept.keep(DxplanError("nobody translated this", "did you mean 'x'?"), "dxplan.made_up")
    kept.keep(DxplanError("nor this"), "tests.made_up")
    kept.keep(DxplanError("ValueError: what another library says"), "dxplan.made_up")
    assert kept.only_english() == ["nobody translated this"]
