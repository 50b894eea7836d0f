"""What figures were made of those of several places, said in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.numbers import format_number, same
from dxplan.report.places import say_event
from dxplan.scorecard.goal_wording import say_value
from dxplan.scorecard.labels import CONFIDENCE, QUALIFIERS
from dxplan.scorecard.layout import laid_out
from dxplan.text import Text
from dxplan.units import difference_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxplan.figures.merged import MergedFigure, MergedPart
    from dxplan.places import Place
    from dxplan.typing import Lang

RULES: dict[str | None, Text] = {
    "sum": Text(vi="cộng lại", en="added up"),
    "ratio": Text(vi="tổng tử số trên tổng mẫu số", en="ratio of the sums"),
    "weighted_mean": Text(vi="bình quân gia quyền", en="weighted mean"),
    "mean": Text(vi="bình quân giản đơn", en="plain mean"),
    "min": Text(vi="thấp nhất trong các nơi", en="the lowest of them"),
    "max": Text(vi="cao nhất trong các nơi", en="the highest of them"),
    "all": Text(vi="có khi mọi nơi đều có", en="yes where all say yes"),
    "any": Text(vi="có khi ít nhất một nơi có", en="yes where any says yes"),
    "none": Text(vi="không gộp", en="never merged"),
    None: Text(vi="chưa khai báo", en="not declared"),
}
"""How an indicator merges, in words, by the name of the rule."""

REASONS: dict[str, Text] = {
    "no_rule": Text(
        vi="kế hoạch chưa khai báo cách gộp chỉ số này",
        en="no plan says how this indicator merges",
    ),
    "never_merged": Text(
        vi="không bao giờ gộp: thứ hạng phải xếp lại, tốc độ tăng phải tính từ các mức đã gộp",
        en="never merged: ranks are ranked anew, and rates of growth follow from the merged levels",
    ),
    "parts_unknown": Text(
        vi="không có danh sách đủ các nơi thuộc đơn vị này",
        en="nobody lists all the places that it is made of",
    ),
    "missing_part": Text(vi="thiếu số liệu của một phần", en="a part of it has no figure"),
    "no_share": Text(
        vi="một nơi đã bị chia, và không có gì cho biết mỗi bên được bao nhiêu",
        en="a place was divided, and nothing says how much went where",
    ),
    "no_weight": Text(vi="không có gì để gia quyền các phần", en="nothing says what the parts weigh"),
    "open_both_ways": Text(
        vi="phần thì chỉ biết là hơn, phần thì chỉ biết là kém một mức nào đó",
        en="of some parts only a lower bound is known, and of others only an upper one",
    ),
}
"""Why there is no value, by the reason."""

HINTS: dict[str, Text] = {
    "no_rule": Text(
        vi='Ghi vào chỉ số {code} trong kế hoạch: over_units = "sum", "ratio(MẪU_SỐ)", "min" hay cách khác.',
        en='Add to the indicator {code} in the plan: over_units = "sum", "ratio(DENOMINATOR)", "min" or another.',
    ),
    "missing_part": Text(
        vi="Bổ sung số liệu, hoặc --missing ignore để ước tính từ các phần đã biết.",
        en="Add the figures, or let --missing ignore estimate it from the parts that are known.",
    ),
    "no_share": Text(
        vi="--weights MÃ nêu chỉ số dùng để chia; kết quả là ước tính.",
        en="--weights CODE names the indicator by which it is shared out; the result is an estimate.",
    ),
    "no_weight": Text(
        vi="Ghi tử số và mẫu số vào số liệu; hoặc thêm số liệu của mẫu số và khai báo "
        'over_units = "ratio(MẪU_SỐ)"; hoặc --weights MÃ để ước tính.',
        en="Give numerator and denominator; or add figures of the denominator and declare "
        'over_units = "ratio(DENOMINATOR)"; or let --weights CODE estimate it.',
    ),
}
"""What can be done about it, where anything can."""

LEFT_OUT: dict[str, Text] = {
    "ended": Text(vi="nơi đã bãi bỏ, không có nơi kế tục", en="the place ended, and nothing took it over"),
    "not_told": Text(
        vi="các bảng không ghi nơi này về sau ra sao", en="the tables do not say what became of the place"
    ),
    "not_defined": Text(vi="không kế hoạch nào định nghĩa chỉ số", en="no plan defines the indicator"),
    "other_level": Text(vi="nơi thuộc cấp khác hoặc thời điểm khác", en="the place is of another level or day"),
}
"""Why figures were left out."""

WORDS: dict[str, Text] = {
    "restated": Text(vi="Số liệu quy về địa giới ngày {day}", en="Figures restated to the places of {day}"),
    "rolled_up": Text(vi="Số liệu tổng hợp theo địa giới ngày {day}", en="Figures rolled up by the places of {day}"),
    "counts": Text(
        vi="có giá trị {known} (ước tính {estimates}) · chưa có {unknown} · bỏ ra {left}",
        en="with a value {known} (estimated {estimates}) · without {unknown} · left out {left}",
    ),
    "nothing": Text(vi="Không có số liệu nào cần gộp.", en="No figures had to be merged."),
    "figure": Text(vi="Chỉ số", en="Indicator"),
    "period": Text(vi="Kỳ", en="Period"),
    "value": Text(vi="Giá trị", en="Value"),
    "how": Text(vi="Cách tính", en="How"),
    "estimated": Text(vi="≈ ƯỚC TÍNH", en="≈ ESTIMATED"),
    "exact": Text(vi="không có ước tính", en="no estimate in it"),
    "by": Text(vi="trọng số {what}", en="weighed by {what}"),
    "own": Text(vi="mẫu số của chính các phần", en="their own denominators"),
    "period_of": Text(vi="{what} kỳ {period}", en="{what} of {period}"),
    "stands_in": Text(vi="{what} thay cho mẫu số chưa khai báo", en="{what} stands in for a denominator"),
    "other_period": Text(vi="trọng số của kỳ khác ({period})", en="the weights are of another period ({period})"),
    "shared_out": Text(vi="có nơi bị chia theo tỷ lệ", en="a divided place was shared out"),
    "some_parts": Text(vi="chỉ tính từ các phần đã biết", en="made of the known parts only"),
    "missing": Text(vi="Thiếu", en="Missing"),
    "of_whole": Text(vi="{share} % của toàn bộ", en="{share} % of the whole"),
    "of_places": Text(vi="{number}/{total} nơi", en="{number} of {total} places"),
    "reported": Text(vi="Được báo cáo", en="Reported"),
    "counts_instead": Text(vi="dùng số này", en="this counts"),
    "computed": Text(vi="tính được {value}", en="computed {value}"),
    "agrees": Text(vi="khớp", en="they agree"),
    "differs": Text(vi="LỆCH {difference}", en="APART by {difference}"),
    "no_value": Text(vi="Chưa có giá trị", en="Without a value"),
    "left_out": Text(vi="Bỏ ra ngoài", en="Left out"),
    "more": Text(vi="… và {number} dòng nữa; --format json hoặc csv có đủ.",
                 en="… and {number} more; --format json or csv has them all."),
    "parts": Text(vi="Các phần", en="Parts"),
    "weight": Text(vi="trọng số {weight}", en="weight {weight}"),
    "share": Text(vi="{share} % của nơi đó", en="{share} % of it"),
    "events": Text(vi="Căn cứ", en="What happened"),
    "why": Text(vi="Lý do", en="Why"),
    "to_do": Text(vi="Cách xử lý", en="What to do"),
    "rule": Text(vi="Quy tắc", en="Rule"),
    "certainty": Text(vi="Độ chắc", en="Certainty"),
}  # fmt: skip
"""The labels of what was made of figures of several places."""

_MOST_MISSING = 6
_WHOLE = 100


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a label in a language, with values filled in."""
    return WORDS[key].in_(lang).format(**values)


def say_place(place: Place, lang: Lang) -> str:
    """Name a place with its code."""
    return f"{place.code} {place.name.in_('vi' if lang == 'vi' else 'en')}".strip()


def say_merged_value(merged: MergedFigure, value: float, lang: Lang, *, qualified: bool = True) -> str:
    """Write a value with its word and unit; what was computed is cut to four decimal places, or to four digits."""
    sign = f"{QUALIFIERS[merged.qualifier].in_(lang)} " if merged.qualifier and qualified else ""
    return sign + say_value(_cut(value), merged.indicator, lang)


def _cut(value: float) -> float:
    return round(value, 4) if abs(value) >= 1 or value == 0 else float(f"{value:.4g}")


def say_how(merged: MergedFigure, lang: Lang) -> str:
    """Say by which rule a figure was made, and what weighed."""
    return ", ".join(
        [RULES[None if merged.rule is None else merged.rule.rule.value].in_(lang), *_weighed(merged, lang)]
    )


def _weighed(merged: MergedFigure, lang: Lang) -> Iterator[str]:
    if merged.weighed == "denominator":
        yield say("by", lang, what=say("own", lang))
    elif merged.weighed is not None:
        yield say("by", lang, what=say("period_of", lang, what=merged.weighed, period=merged.weight_period))


def say_estimated(merged: MergedFigure, lang: Lang) -> str:
    """Say why a figure is an estimate; empty where it is none."""
    return "; ".join(_guesses(merged, lang)) if merged.estimated else ""


def _guesses(merged: MergedFigure, lang: Lang) -> Iterator[str]:
    if merged.missing:
        yield say("some_parts", lang)
    if any(part.share != 1 for part in merged.parts):
        yield say("shared_out", lang)
    if merged.weighed not in (None, "denominator"):
        if merged.rule is not None and merged.rule.weight != merged.weighed:
            yield say("stands_in", lang, what=merged.weighed)
        if merged.weight_period != merged.period:
            yield say("other_period", lang, period=merged.weight_period)


def say_missing(merged: MergedFigure, lang: Lang) -> str:
    """Name the places without a figure, and which part of the whole they are; empty where there are none."""
    if not merged.missing:
        return ""
    names = [say_place(place, lang) for place in merged.missing[:_MOST_MISSING]]
    more = f" (+{len(merged.missing) - len(names)})" if len(merged.missing) > len(names) else ""
    total = len(merged.missing) + len(merged.parts)
    share = say("of_places", lang, number=len(merged.missing), total=total)
    if merged.missing_share is not None and not same(merged.missing_share, len(merged.missing) / total):
        share = say("of_whole", lang, share=format_number(_WHOLE * merged.missing_share, lang, places=1))
    return f"{', '.join(names)}{more} ({share})"


def say_compared(merged: MergedFigure, lang: Lang) -> str:
    """Set the reported value beside the computed one; empty where none was reported."""
    if merged.reported is None:
        return ""
    reported = say_value(merged.reported, merged.indicator, lang)
    said = f"{say('reported', lang)} {reported}, {say('counts_instead', lang)}"
    if merged.value is None or merged.difference is None:
        return said
    computed = say("computed", lang, value=say_merged_value(merged, merged.value, lang))
    if merged.agrees():
        return f"{said}; {computed}, {say('agrees', lang)}"
    apart = _cut(merged.difference)
    unit = difference_label(merged.indicator.unit, lang, apart)
    gap = f"{'+' if apart > 0 else ''}{format_number(apart, lang)} {unit}".strip()
    return f"{said}; {computed}, {say('differs', lang, difference=gap)}"


def say_hint(merged: MergedFigure, lang: Lang) -> str:
    """Say what can be done where there is no value; empty where nothing can."""
    hint = HINTS.get(merged.reason or "")
    return hint.in_(lang).format(code=merged.indicator.code) if hint else ""


def merged_title(merged: MergedFigure, lang: Lang) -> str:
    """Name a figure: its indicator, place, period, breakdown and series."""
    about = [say_place(merged.place, lang), str(merged.period), merged.breakdown, merged.method or ""]
    return f"{merged.indicator.code}: {merged.indicator.name.in_(lang)} ({', '.join(filter(None, about))})"


def merged_rows(merged: MergedFigure, lang: Lang) -> Iterator[tuple[str, str]]:
    """Give all there is to say of a figure in pieces: a label, and what it says."""
    if compared := say_compared(merged, lang):
        yield say("reported", lang), compared.removeprefix(say("reported", lang)).strip()
    elif merged.value is not None:
        yield say("value", lang), say_merged_value(merged, merged.value, lang)
    if merged.value is None:
        yield say("no_value", lang), REASONS[merged.reason or "no_rule"].in_(lang)
        if hint := say_hint(merged, lang):
            yield say("to_do", lang), hint
    rule = str(merged.rule) if merged.rule else "–"
    yield say("rule", lang), f"{rule}: {say_how(merged, lang)}"
    if merged.value is not None:
        guessed = say_estimated(merged, lang)
        yield say("certainty", lang), f"{say('estimated', lang)}: {guessed}" if guessed else say("exact", lang)
    for nth, part in enumerate(merged.parts):
        yield "" if nth else say("parts", lang), _part(part, merged, lang)
    if missing := say_missing(merged, lang):
        yield say("missing", lang), missing
    for nth, event in enumerate(merged.events):
        yield "" if nth else say("events", lang), f"{event.day}: {say_event(event, lang)}"


def _part(part: MergedPart, merged: MergedFigure, lang: Lang) -> str:
    sign = f"{QUALIFIERS[part.qualifier].in_(lang)} " if part.qualifier else ""
    said = [f"{say_place(part.place, lang)}: {sign}{say_value(part.value, merged.indicator, lang)}"]
    if part.weight is not None:
        said.append(say("weight", lang, weight=format_number(part.weight, lang)))
    if part.share is not None and part.share != 1:
        said.append(say("share", lang, share=format_number(_WHOLE * part.share, lang, places=1)))
    if part.source:
        said.append(part.source)
    sure = f" [{CONFIDENCE[part.confidence].in_(lang)}]" if part.confidence in CONFIDENCE else ""
    row = "" if part.row is None else f":{part.row}"
    spot = f" ({part.file}{row})" if part.file else ""
    return "; ".join(said) + sure + spot


def say_merged(merged: MergedFigure, lang: Lang = "en", *, width: int = 80) -> str:
    """Say of one figure all that it was made of: the rule, every part with its weight and source, and the law.

    Args:
        merged: The figure.
        lang: The language.
        width: How many columns a line may have.
    """
    return "\n".join(laid_out(merged_title(merged, lang), list(merged_rows(merged, lang)), width))
