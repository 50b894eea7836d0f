"""Every wording that real plans use can be said."""

import csv
from pathlib import Path

import pytest

from dxplan.errors import GoalError
from dxplan.intervals import Interval
from dxplan.model.goals import Goal
from dxplan.model.indicators import Direction

# What plans of Vietnamese provinces and of the country promise, as published; the wordings are plausible ones.
TARGETS = Path(__file__).parents[1] / "data" / "goals" / "targets.csv"
UNITS = {
    "percent": ("%", "%", "percent"),
    "percent_of_gdp": ("% GDP", "% of GDP", "percent"),
    "percent_of_grdp": ("% GRDP", "% of GRDP", "percent"),
    "percent_of_communes": ("% số xã", "% of communes", "percent"),
    "percent_per_year": ("%/năm", "% a year", "percent"),
    "percent_vs_baseline": ("%", "%", "percent"),
    "count": ("", "", None),
}
WORDINGS = {
    "bare": ("đạt {n} {u}", "{n} {u}", Interval.at_least),
    "at_least": ("tối thiểu {n} {u}", "at least {n} {u}", Interval.at_least),
    "from": ("từ {n} {u}", "from {n} {u}", Interval.at_least),
    "more_than": ("trên {n} {u}", "more than {n} {u}", Interval.more_than),
    "about": ("khoảng {n} {u}", "about {n} {u}", Interval.at_least),
    "between": ("{n}–{hi} {u}", "between {n} and {hi} {u}", Interval.at_least),
    "top": ("thuộc nhóm {n} tỉnh dẫn đầu", "among the leading {n} provinces", Interval.at_most),
    "reduce_by": ("giảm {n} {u} so với hiện nay", "cut by {n} {u} against now", lambda n: Interval.at_most(-n)),
    "increase_by": ("tăng {n} {u} so với hiện nay", "increase by {n} {u} against now", Interval.at_least),
}
WORDS = {
    "universal": ("phổ cập dịch vụ 4G/5G", "universal 4G/5G service"),
    "qualitative": ("từng bước mở dữ liệu", "gradually open the data"),
    "milestone": ("cơ bản trở thành đô thị thông minh", "basically become smart urban areas"),
    "all_units": ("có dịch vụ đô thị thông minh", "have smart city services"),
    "keep_grade": ("duy trì hạng {n}", "keep grade {n}"),
}


def rows():
    with TARGETS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['scope']}-{row['indicator'][:30]}-{row['year']}")
def test_every_target_of_real_plans_is_sayable(row):
    if row["comparator"] in WORDS:
        vi, en = (Goal.parse(wording.format(n=row["value"])) for wording in WORDS[row["comparator"]])
        assert vi == en
        assert (vi.interval is None) is (row["comparator"] != "all_units")
        return
    of = "/63" if row["unit"] == "rank_of_63" else ""
    unit_vi, unit_en, unit = UNITS.get(row["unit"], ("", "", "rank"))
    template_vi, template_en, interval = WORDINGS[row["comparator"]]
    for value in row["value"].split("/"):
        vi = Goal.parse(template_vi.format(n=value + of, u=unit_vi, hi=row["value_hi"]))
        en = Goal.parse(template_en.format(n=value + of, u=unit_en, hi=row["value_hi"]))
        assert vi == en
        assert vi.interval == interval(float(value))
        assert vi.unit == unit
        assert vi.aim == (float(row["value_hi"]) if row["value_hi"] else None)
        assert vi.about is (row["comparator"] == "about")
        assert vi.of == (63 if of else None)
        assert vi.yearly == ("rate" if row["unit"] == "percent_per_year" else None)


SAME = [
    (
        "tối thiểu 80 %",
        "ít nhất 80%",
        "không dưới 80 %",
        "từ 80 % trở lên",
        "80 % trở lên",
        "at least 80 %",
        "≥80%",
        "80%",
    ),
    (
        "tối thiểu 80 %",
        "80%+",
        "minimum 80 %",
        "không thấp hơn 80 %",
        "đạt từ 80 % trở lên",
        "=> 80 %",
        "đạt 80 phần trăm",
    ),
    ("trên 80 %", "hơn 80 %", "vượt 80 %", "more than 80 %", "> 80 %", "exceeding 80 %"),
    ("dưới 5 ngày", "ít hơn 5 ngày", "less than 5 days", "< 5 ngày", "fewer than 5 days"),
    ("không quá 5 ngày", "tối đa 5 ngày", "at most 5 days", "<= 5 ngày", "5 ngày trở xuống", "up to 5 days"),
    ("từ 25 đến 30 %", "25–30 %", "25%-30%", "25 % đến 30 % GRDP", "between 25 and 30 %", "trong khoảng 25–30 %"),
    ("từ 25 đến 30 %", "tối thiểu 25 %, phấn đấu 30 %", "at least 25 %, aiming at 30 %"),
    ("khoảng 20 %", "gần 20 %", "xấp xỉ 20 %", "about 20 %", "~20%", "≈ 20 %", "ít nhất khoảng 20 %", "nearly 20 %"),
    ("khoảng 25–30 %", "about 25–30 %"),
    ("trên 80 % và dưới 90 %", "> 80 %, < 90 %", "more than 80 % and less than 90 %"),
    ("đúng 5", "exactly 5", "= 5", "≥ 5, ≤ 5"),
    ("thuộc nhóm 20/63 tỉnh, thành phố dẫn đầu", "top 20/63", "top 20 of 63", "among the top 20 of 63 provinces"),
    ("thuộc nhóm 20/63 tỉnh, thành phố dẫn đầu", "thứ hạng 20/63", "nhóm 20 dẫn đầu trong 63 tỉnh"),
    ("top 20", "trong top 20 cả nước", "thuộc 20 tỉnh dẫn đầu", "xếp thứ 20 trở lên", "hạng 20", "rank 20 or better"),
    ("giảm 30 % so với 2020", "cắt giảm ít nhất 30 % so với năm 2020", "cut by 30 % against 2020", "-30 % so với 2020"),
    ("giảm 30 % so với 2020", "reduce by 30 % from 2020 levels", "down 30 % vs 2020"),
    (
        "giảm 20 % so với hiện nay",
        "giảm tối thiểu 20 %",
        "cut by 20 % compared with now",
        "down 20 % against the baseline",
    ),
    ("tăng thêm 5 điểm % so với 2020", "up by 5 percentage points against 2020"),
    ("tăng 5 bậc so với 2022", "up 5 places against 2022"),
    ("giảm một nửa so với 2020", "giảm 50 % so với 2020", "halve against 2020"),
    ("gấp đôi so với 2020", "tăng gấp 2 lần so với 2020", "tăng 100 % so với 2020", "double against 2020"),
    ("tăng lên 80 %", "tối thiểu 80 %", "increase to 80 %"),
    ("giảm xuống còn 5 %", "tối đa 5 %", "reduce to 5 %"),
    (
        "tối thiểu 7 %/năm",
        "at least 7 % a year",
        "mỗi năm tối thiểu 7 %",
        "tăng trưởng 7 %/năm",
        "at least 7 % every year",
    ),
    ("tăng tối thiểu 7 %/năm", "up at least 7 % a year", "tăng 7 % hằng năm"),
    ("bình quân 7 %/năm", "bình quân tối thiểu 7 % mỗi năm", "at least 7 % a year on average", "7 %/năm bình quân"),
    (
        "tăng bình quân trên 7 %/năm",
        "bình quân tăng trên 7 %/năm",
        "up more than 7 % a year on average",
        "tăng bình quân hằng năm trên 7 %",
    ),
    ("tăng hằng năm tối thiểu 7 %", "mỗi năm tăng ít nhất 7 %", "tăng từ 7 %/năm", "up by at least 7 % a year"),
    ("hạng A", "duy trì hạng A", "grade a", "keep grade A", "ít nhất hạng A", "loại A", "từ hạng A trở lên"),
    ("cấp độ 3", "mức độ 3", "level 3", "đạt cấp độ 3 trở lên", "level 3 or higher"),
    ("mức khá", "đạt mức khá", "mức khá trở lên", "ở mức khá"),
    (
        "có",
        "yes",
        "hoàn thành",
        "hình thành chính quyền số các cấp",
        "hoàn thành trên toàn tỉnh",
        "ban hành chiến lược",
    ),
    ("không", "no", "chưa"),
    ("cơ bản hoàn thành", "basically complete", "cơ bản trở thành đô thị thông minh", "hoàn thành cơ bản"),
    ("100 % doanh nghiệp", "hoàn thành 100 %", "100 %", "at least 100 % of enterprises"),
    ("trên 1,5 triệu hộ", "more than 1.5 million households"),
    ("tối thiểu 17,5 nghìn tỷ đồng", "at least 17.5 trillion VND"),
]


@pytest.mark.parametrize("same", SAME, ids=lambda same: same[0])
def test_wordings_that_ask_the_same_are_equal_goals(same):
    first = Goal.parse(same[0])
    for wording in same[1:]:
        assert Goal.parse(wording) == first, wording
    assert len({Goal.parse(wording) for wording in same}) == 1


@pytest.mark.parametrize("same", SAME, ids=lambda same: same[0])
def test_they_are_said_again_in_both_languages(same):
    goal = Goal.parse(same[0])
    for lang in ("vi", "en"):
        for words in (False, True):
            assert Goal.parse(goal.say(lang, words=words), numbers=lang) == goal


DIFFERENT = [
    *(
        "80 %",
        "80",
        "trên 80 %",
        "tối đa 80 %",
        "80 điểm %",
        "80–90 %",
        "khoảng 80 %",
        "80 %/năm",
        "bình quân 80 %/năm",
    ),
    *("= 80 %", "≥ 80 %, ≤ 90 %", "tăng 80 %", "giảm 80 %", "tăng 80 % so với 2020", "tăng 80 điểm %", "tăng 80 %/năm"),
    *("top 80", "top 80/90", "cấp độ 80", "hạng A", "hạng B", "có", "không", "phổ cập", "cơ bản", "từng bước"),
]


def test_different_promises_are_different_goals():
    assert len({Goal.parse(wording) for wording in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize(
    ("wording", "vi", "en", "vi_words", "en_words"),
    [
        ("80 %", "≥ 80 %", "≥ 80 %", "80 %", "80 %"),
        ("tối thiểu 80 %", "≥ 80 %", "≥ 80 %", "tối thiểu 80 %", "at least 80 %"),
        ("25–30 %", "≥ 25 %, phấn đấu 30 %", "≥ 25 %, aiming at 30 %", "25–30 %", "25–30 %"),
        ("khoảng 20 %", "≥ khoảng 20 %", "≥ about 20 %", "khoảng 20 %", "about 20 %"),
        ("top 20/63", "top 20/63", "top 20/63", "top 20/63", "top 20/63"),
        (
            "giảm 12,5 % so với 2020",
            "giảm ≥ 12,5 % so với 2020",
            "down ≥ 12.5 % against 2020",
            "giảm tối thiểu 12,5 % so với 2020",
            "down at least 12.5 % against 2020",
        ),
        ("tăng 5 bậc", "tăng ≥ 5 bậc so với mức ban đầu", "up ≥ 5 places against the baseline", None, None),
        ("bình quân 7 %/năm", "bình quân ≥ 7 %/năm", "≥ 7 % a year on average", "bình quân 7 %/năm", None),
        ("hạng A", "hạng A", "grade A", None, None),
        ("cấp độ 3", "cấp độ 3", "level 3", None, None),
        ("đạt mức khá", "mức khá", "grade khá", None, None),
        ("hoàn thành", "có", "yes", None, None),
        ("cơ bản hoàn thành", "cơ bản", "basically", None, None),
        ("từng bước mở dữ liệu", "từng bước", "gradually", None, None),
    ],
)
def test_say_in_signs_and_words(wording, vi, en, vi_words, en_words):
    goal = Goal.parse(wording)
    assert (goal.say("vi"), goal.say("en")) == (vi, en)
    assert goal.say("vi", words=True) == (vi_words or goal.say("vi", words=True))
    assert goal.say("en", words=True) == (en_words or goal.say("en", words=True))


@pytest.mark.parametrize(
    ("wording", "fact", "hint"),
    [
        ("toi thieu 80 %", "cannot be read", "did you mean 'tối thiểu 80 %'?"),
        ("tôi thiểu 80 %", "cannot be read", "did you mean 'tối thiểu 80 %'?"),
        ("at leest 80 %", "cannot be read", "did you mean 'at least 80 %'?"),
        ("80 % tro len", "'% tro len' is not a unit known here", "did you mean '80 % trở lên'?"),
        ("trên 700 doanh nghiệp lớn", "is not a unit known here", "did you mean 'trên 700 doanh nghiệp'?"),
        ("30–25 %", "it goes from 30 to 25", "write the lower number first."),
        ("ít nhất 20 % so với hiện nay", "does not say whether the number is a rise or a fall", "write 'giảm ít nhất"),
        ("giảm 20 % so với năm ngoái", "'năm ngoái' is not a period", "write a year (2025)"),
        ("2.154", "can be read as 2154 (Vietnamese) or 2.154 (English)", "declare the style"),
        ("top 20/10", "cannot be read", "top 70"),
        ("bình quân 7 %", "it is a mean and does not say of what", "write 'bình quân 7 %/năm'"),
        ("90/80/60 %", "it names 3 goals at once", "write a target for each, such as '90 %'"),
        ("x" * 1001, "cannot be read", "top 70"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_nearest_reading(wording, fact, hint):
    with pytest.raises(GoalError) as caught:
        Goal.parse(wording)
    assert fact in caught.value.fact
    assert hint in caught.value.hint


def test_a_range_that_is_no_place_can_still_be_said_of_a_rank():
    goal = Goal.parse("0–153").facing(Direction.DOWN)
    assert goal.say("vi", "rank") == "≤ 153 hạng, phấn đấu 0 hạng"
