"""The words of a scorecard that asks the same targets of several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dxplan.figures.asked_places import AskedPlaces
    from dxplan.scorecard.lines import ScoreLine
    from dxplan.typing import Lang

PLACES: dict[str | None, Text] = {
    "nation": Text(vi="quốc gia", en="nation"),
    "province": Text(vi="tỉnh, thành phố", en="provinces"),
    "district": Text(vi="đơn vị cấp huyện", en="districts"),
    "commune": Text(vi="đơn vị cấp xã", en="communes"),
    None: Text(vi="nơi được hỏi", en="places that were asked for"),
}
"""Several places of a level."""

_WORDS = {
    "map": Text(
        vi="{number} {places} theo bản đồ ngày {day}{above}", en="{number} {places} on the map of {day}{above}"
    ),
    "above": Text(vi=", thuộc {name}", en=", in {name}"),
    "by_place": Text(vi="Theo nơi", en="By place"),
    "judged": Text(vi="Đã đánh giá", en="Judged"),
    "counted": Text(
        vi="Mỗi mục tiêu được tính một lần tại mỗi nơi.", en="Each target counts once for each of the places."
    ),
    "left_out": Text(
        vi="Không nơi nào có số liệu cho {number} mục tiêu; chúng chỉ có trong danh sách dưới đây.",
        en="No place has a figure for {number} of the targets; they stand in the list below only.",
    ),
    "one": Text(
        vi="Xem riêng một nơi và lý do của từng kết luận: --places {code}.",
        en="For one place, with the reason of every status: --places {code}.",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a label in a language, with values filled in."""
    return _WORDS[key].in_(lang).format(**values)


def say_map(asked: AskedPlaces, lang: Lang, number: int | None = None) -> str:
    """Say how many places there are, and on which day's map."""
    above = asked.above
    inside = above is not None and above.level != "nation"
    return say(
        "map",
        lang,
        number=len(asked.places) if number is None else number,
        places=PLACES[asked.level].in_(lang),
        day=asked.day,
        above=say("above", lang, name=above.called(lang)) if above is not None and inside else "",
    )


def compared(lines: Iterable[ScoreLine]) -> tuple[ScoreLine, ...]:
    """Give the lines of targets that are asked of several places; none where they are asked of one."""
    found = tuple(line for line in lines if line.situation.elsewhere)
    return found if len({line.situation.unit.id for line in found}) > 1 else ()
