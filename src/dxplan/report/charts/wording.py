"""The words of charts, in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.report.page.dates import say_period
from dxplan.scorecard.labels import say as say_card
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.scorecard.scorecard import Scorecard
    from dxplan.typing import Lang

LABELS: dict[str, Text] = {
    "goal": Text(vi="Mức đề ra: {goal}", en="Goal: {goal}"),
    "due": Text(vi="Hạn: {by}", en="Due: {by}"),
    "judges": Text(vi="Số liệu đang dùng", en="Figure that counts"),
    "last": Text(vi="Số gần nhất, quá cũ để kết luận", en="Last known, too old to judge"),
    "earlier": Text(vi="Các kỳ khác", en="Other periods"),
    "superseded": Text(vi="Đã công bố lại", en="Since revised"),
    "rival": Text(vi="Nguồn khác: {series}", en="Other series: {series}"),
    "no_series": Text(vi="không nêu tên", en="without a name"),
    "members": Text(vi="Đối tượng khác", en="Other members"),
    "worst": Text(vi="Thấp nhất: {member}", en="Worst: {member}"),
    "baseline": Text(vi="Mức ban đầu", en="Baseline"),
    "way": Text(vi="Đường phải đi để đạt", en="Way that reaches the goal"),
    "no_figure": Text(vi="Chưa có số liệu", en="No figure is known"),
    "period": Text(vi="Kỳ", en="Period"),
    "figure": Text(vi="Số liệu", en="Figure"),
    "what": Text(vi="Là gì", en="What it is"),
    "member": Text(vi="Đối tượng", en="Member"),
    "series": Text(vi="Nguồn số", en="Series"),
    "source": Text(vi="Nguồn", en="Source"),
    "published": Text(vi="Công bố", en="Published"),
    "confidence": Text(vi="Độ tin cậy", en="Confidence"),
    "plan": Text(vi="Kế hoạch", en="Plan"),
    "why": Text(vi="Lý do", en="Why"),
    "number": Text(vi="Số mục tiêu", en="Targets"),
    "total": Text(vi="Trong tổng số", en="Of"),
    "group": Text(vi="Nhóm", en="Group"),
    "status_by": Text(vi="Kết luận theo {what}", en="Status by {what}"),
    "progress": Text(vi="{headline} của từng mục tiêu", en="{headline} of each target"),
    "heat_map": Text(vi="Kết luận theo nơi và mục tiêu", en="Status by place and target"),
    "judged_at": Text(vi="Đánh giá tại {at}", en="Judged at {at}"),
    "method": Text(vi="Phương pháp: {method}", en="Method: {method}"),
    "of_judged": Text(vi="kết luận được {judged}/{total}", en="{judged} of {total} judged"),
    "other": Text(vi="Mục tiêu khác", en="Other targets"),
    "no_targets": Text(vi="Không có mục tiêu nào", en="There are no targets"),
    "met": Text(vi="Đạt mức đề ra", en="Meets the goal"),
    "not_met": Text(vi="Chưa đạt", en="Does not meet it"),
    "cannot_tell": Text(vi="Chưa thể nói", en="Cannot be told"),
    "unconfirmed": Text(vi="CHƯA XÁC NHẬN", en="UNCONFIRMED"),
}
"""Every label of a chart."""

GROUPS: dict[str, Text] = {
    "plan": Text(vi="kế hoạch", en="plan"),
    "pillar": Text(vi="trụ cột", en="pillar"),
    "group": Text(vi="nhóm nhiệm vụ, giải pháp", en="group of tasks and solutions"),
    "sector": Text(vi="lĩnh vực", en="sector"),
    "indicator": Text(vi="chỉ số", en="indicator"),
    "place": Text(vi="nơi", en="place"),
    "status": Text(vi="kết luận", en="status"),
}
"""What targets can be grouped by, in words."""


def say_judged(card: Scorecard, lang: Lang) -> str:
    """Say of which period a scorecard is, and what could count."""
    known = "" if card.known_on is None else f", {say_card('known_on', lang, known_on=say_period(card.known_on, lang))}"
    return f"{say('judged_at', lang, at=say_period(card.at, lang))}{known}"


def say_coverage(card: Scorecard, lang: Lang) -> str:
    """Say how many targets could be judged, as the end of a title."""
    judged, total = card.coverage
    coverage = say_card("coverage", lang, judged=judged, total=total)
    return f"{coverage[0].lower()}{coverage[1:]}"


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a label of a chart in a language, with values filled in."""
    return LABELS[key].in_(lang).format(**values)
