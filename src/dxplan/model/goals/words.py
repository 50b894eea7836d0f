"""The words of goals in Vietnamese and English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from dxplan.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Callable

Bound: TypeAlias = Literal["at_least", "more_than", "at_most", "less_than", "exactly"]

INTERVALS: dict[Bound, Callable[[float], Interval]] = {
    "at_least": Interval.at_least,
    "more_than": Interval.more_than,
    "at_most": Interval.at_most,
    "less_than": Interval.less_than,
    "exactly": Interval.exactly,
}

# The sign and the words that are said: in signs, in Vietnamese, in English.
SAID: dict[Bound, tuple[str, str, str]] = {
    "at_least": ("≥", "tối thiểu", "at least"),
    "more_than": (">", "trên", "more than"),
    "at_most": ("≤", "tối đa", "at most"),
    "less_than": ("<", "dưới", "less than"),
    "exactly": ("=", "đúng", "exactly"),
}

BEFORE: dict[Bound, tuple[str, ...]] = {
    "at_least": (
        *("tối thiểu", "tối thiểu là", "ít nhất", "ít nhất là", "không dưới", "không thấp hơn", "không ít hơn"),
        *("không nhỏ hơn", "không kém", "từ", "at least", "no less than", "not less than", "no fewer than"),
        *("not below", "no lower than", "minimum", "a minimum of", "minimum of", "min", "from", ">=", "=>", "≥", "⩾"),
    ),
    "more_than": (
        *("trên", "hơn", "lớn hơn", "cao hơn", "nhiều hơn", "vượt", "vượt mức", "vượt trên", "quá"),
        *("more than", "over", "above", "greater than", "higher than", "exceeding", "exceed", "in excess of", ">"),
    ),
    "at_most": (
        *("tối đa", "tối đa là", "nhiều nhất", "không quá", "không vượt quá", "không vượt", "không trên"),
        *("không hơn", "không lớn hơn", "không cao hơn", "không nhiều hơn", "cao nhất là", "đến mức", "at most"),
        *("no more than", "not more than", "no higher than", "not above", "not exceeding", "up to", "maximum"),
        *("a maximum of", "maximum of", "max", "<=", "=<", "≤", "⩽"),
    ),
    "less_than": (
        *("dưới", "nhỏ hơn", "thấp hơn", "ít hơn", "kém hơn", "chưa đến", "chưa tới", "chưa quá"),
        *("less than", "under", "below", "fewer than", "lower than", "<"),
    ),
    "exactly": ("đúng", "đúng bằng", "bằng", "exactly", "equal to", "="),
}
"""Words before a number."""

AFTER: dict[Bound, tuple[str, ...]] = {
    "at_least": (
        *("trở lên", "hoặc hơn", "hoặc cao hơn", "or more", "or above", "or higher", "or over", "and above"),
        *("and over", "and more", "or better", "upwards", "+"),
    ),
    "at_most": (
        *("trở xuống", "hoặc ít hơn", "hoặc thấp hơn", "or less", "or fewer", "or below", "or lower", "or under"),
        *("and below", "and under"),
    ),
}
"""Words after a number and its unit."""

ABOUT = (
    *("khoảng", "vào khoảng", "gần", "gần bằng", "xấp xỉ", "tầm", "ước", "about", "around", "approximately", "nearly"),
    *("almost", "roughly", "circa", "some", "~", "≈"),
)
"""Words that loosen a number."""

GROWS = ("tăng trưởng", "growth of", "growth")
"""Words before the level of a rate of growth, which is no change of it."""

VERBS = (
    *("phấn đấu", "đạt", "chiếm", "có", "duy trì", "giữ", "giữ vững", "đưa", "bảo đảm", "đảm bảo", "hoàn thành"),
    *("đã", "sẽ", "ở", "mức", "là", "cung cấp", "trong khoảng", "triển khai", "kết nối", "xếp"),
    *GROWS,
    *("reach", "achieve", "attain", "maintain", "keep", "keep at", "have", "ensure", "complete", "hold", "get to"),
    *("account for", "provide", "aim for", "strive for", "be"),
)
"""Words before a goal that add nothing to it."""

AIMS = (
    *("phấn đấu", "phấn đấu đạt", "phấn đấu đến", "hướng tới", "hướng đến", "tiến tới"),
    *("aiming at", "aiming for", "with an aim of", "striving for", "and striving for", "and aiming at"),
)
"""Words between a goal and the better number that is aimed at."""

RISES = (
    *("tăng", "tăng thêm", "nâng", "nâng thêm", "up", "up by", "increase", "increase by", "rise"),
    *("rise by", "raise by", "grow by", "an increase of", "increased by", "plus"),
)
FALLS = (
    *("giảm", "cắt giảm", "giảm bớt", "cắt", "hạ", "rút ngắn", "giảm đi", "down", "down by", "cut", "cut by"),
    *("reduce", "reduce by", "decrease", "decrease by", "fall by", "lower by", "a reduction of", "a cut of"),
    *("reduction of", "reduced by", "shorten by"),
)
CHANGES = ("thay đổi", "change", "change by", "a change of")
"""Words that make what follows a change."""

RISES_TO = (
    "tăng lên",
    "nâng lên",
    "tăng đến",
    "tăng lên mức",
    "increase to",
    "raise to",
    "rise to",
    "grow to",
    "up to",
)
FALLS_TO = (
    *("giảm xuống", "giảm xuống còn", "giảm còn", "giảm về", "hạ xuống", "hạ xuống còn", "rút ngắn còn"),
    *("rút xuống còn", "reduce to", "cut to", "fall to", "decrease to", "lower to", "bring down to", "down to"),
)
"""Words that name the level at the end of a change."""

MEANS = ("bình quân", "trung bình", "an average of", "average", "on average")
"""Words that make a goal one about the mean."""

AGAINST = (
    *("so với", "so sánh với", "against", "compared with", "compared to", "relative to", "versus", "vs", "vs."),
    "with respect to",
)
NOW = (
    *("mức ban đầu", "hiện nay", "hiện tại", "bây giờ", "thời điểm hiện tại", "mức hiện nay", "mức hiện tại"),
    *("năm cơ sở", "năm gốc", "mức cơ sở", "kỳ gốc", "ban đầu", "nay"),
    *("the baseline", "baseline", "now", "today", "the present", "at present", "the present level", "current levels"),
    *("the current level", "the base year", "base year", "the start"),
)
"""Starts that only the baseline of the target can date."""

UNDEFINED_WORDS: dict[str, tuple[str, ...]] = {
    "universal": ("phổ cập", "universal"),
    "basically": ("cơ bản", "về cơ bản", "hoàn thành cơ bản", "basically", "essentially"),
    "gradually": ("từng bước", "dần", "dần dần", "bước đầu", "gradually", "step by step"),
}
"""Words that promise without a threshold."""

YES = ("có", "yes", "đúng", "true", "done")
NO = ("không", "no", "chưa", "false", "không có", "not done")
DEEDS = (
    *("hoàn thành", "hình thành", "xây dựng", "ban hành", "đưa vào", "thành lập", "trở thành", "triển khai"),
    *("vận hành", "kết nối", "có", "công bố", "tổ chức", "thiết lập", "khai trương", "phê duyệt", "đã", "áp dụng"),
    *("complete", "completed", "establish", "established", "launch", "build", "issue", "issued", "become", "adopt"),
    *("operate", "publish", "put into", "set up", "connect", "introduce", "have"),
)
"""Words that begin a promise to do something, which is done or not."""

GRADES = ("hạng", "cấp độ", "mức độ", "mức", "loại", "bậc", "grade", "level", "class", "tier")
"""Words before a grade."""

OF_WHAT = frozenset({"gdp", "grdp", "dân số", "population", "the population", "người trưởng thành", "adults"})
"""What a share may be said to be of, besides what is counted; the indicator's definition says it."""

RANKED = (
    r"(?:nước|quốc gia|nền kinh tế|địa phương|tỉnh(?:,? thành(?: phố)?)?(?: trực thuộc trung ương)?|bộ|ngành|đơn vị"
    r"|countries|economies|provinces|localities|cities|places)"
)
"""Who is ranked."""


@cache
def by_length(words: tuple[str, ...]) -> tuple[str, ...]:
    """Put the longest word first, so that "không quá" is found before "không"."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
