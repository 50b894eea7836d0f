"""The labels and the sentences for reasons that explanations and tables are written with, in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.scorecard.goal_wording import GOAL_REASONS
from dxplan.scorecard.report_wording import REPORT_REASONS
from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.typing import Lang

REASONS: dict[str, Text] = {
    "inside": Text(
        vi="{figure} ({period}) đạt mục tiêu {goal}.",
        en="{figure} ({period}) meets {goal}.",
    ),
    "outside": Text(
        vi="{figure} ({period}) chưa tới mục tiêu {goal}: còn thiếu {short}.",
        en="{figure} ({period}) misses {goal} by {short}.",
    ),
    "on_open_bound": Text(
        vi="{figure} ({period}) đúng bằng ngưỡng, mà mục tiêu là {goal}.",
        en="{figure} ({period}) is exactly the bound, and the goal is {goal}.",
    ),
    "part_outside": Text(
        vi="{failed}/{parts} đối tượng chưa đạt {goal}; thấp nhất là {member} với {figure} ({period}).{others}",
        en="{failed} of {parts} do not meet {goal}; the worst is {member} with {figure} ({period}).{others}",
    ),
    "parts_inside": Text(
        vi="{ok}/{parts} đối tượng đạt {goal} (cần {needed}); thấp nhất là {member} với {figure} ({period}).{others}",
        en="{ok} of {parts} meet {goal} ({needed} are needed); the worst is {member} with {figure} ({period}).{others}",
    ),
    "parts_missing": Text(
        vi="{ok}/{parts} đối tượng đã đạt {goal}, {failed} chưa đạt; danh sách hoặc số liệu chưa đủ.{failing}",
        en="{ok} of {parts} meet {goal}, {failed} fail; the list or its figures are not complete.{failing}",
    ),
    "straddles": Text(
        vi="{figure} ({period}) có thể nằm ở cả hai phía của {goal}.",
        en="{figure} ({period}) may lie on either side of {goal}.",
    ),
    **GOAL_REASONS,
    "level_ended": Text(
        vi="Từ {ended} không còn {what}{by_law}. {last_sentence} {stood}",
        en="From {ended} there is no {what}{by_law}. {last_sentence} {stood}",
    ),
    "place_ended": Text(
        vi="Từ {ended} không còn {what}{by_law}. {last_sentence} {stood}",
        en="From {ended} there is no {what}{by_law}. {last_sentence} {stood}",
    ),
    "not_due": Text(
        vi="Hạn {by}; hiện tại {figure} ({period}), mục tiêu {goal}.",
        en="Due {by}; so far {figure} ({period}), the goal is {goal}.",
    ),
    "by_method": Text(
        vi="Hạn {by}; hiện tại {figure} ({period}), mục tiêu {goal}. Theo phương pháp {method}: {said}.",
        en="Due {by}; so far {figure} ({period}), the goal is {goal}. By the method {method}: {said}.",
    ),
    "method_needs": Text(
        vi="Hạn {by}; hiện tại {figure} ({period}), mục tiêu {goal}. Phương pháp {method} còn cần: {needs}.",
        en="Due {by}; so far {figure} ({period}), the goal is {goal}. The method {method} lacks: {needs}.",
    ),
    "stale": Text(
        vi="Chưa có số liệu cho {by}; số gần nhất là {last} ({last_period}), cũ {age} tháng, quá cũ "
        "với chỉ số đo {frequency}.",
        en="No figure for {by}; the last known is {last} ({last_period}), {age} months old: too old "
        "for an indicator measured {frequency}.",
    ),
    "no_figure": Text(vi="Chưa có số liệu nào được công bố.", en="No figure is known."),
    "only_rivals": Text(
        vi="Chưa có số liệu của chuỗi {series}, chuỗi dùng để kết luận; cột method của số liệu phải ghi đúng như vậy.",
        en="No figure of the series {series} is known, which decides; its figures say so in the column method.",
    ),
    "withheld": Text(
        vi="Số liệu không tính vì chưa rõ đã công bố đến hết {known_on} hay chưa: {withheld}. {last_sentence}",
        en="Figures left out, as not known to be public by {known_on}: {withheld}. {last_sentence}",
    ),
    **REPORT_REASONS,
}
"""The sentence for each reason of a status."""

LABELS: dict[str, Text] = {
    "promised": Text(vi="Cam kết", en="Promised"),
    "wording": Text(vi="Nguyên văn", en="Wording"),
    "written_in": Text(vi="Văn bản", en="Written in"),
    "measured_by": Text(vi="Chỉ số", en="Measured by"),
    "figure": Text(vi="Số liệu", en="Figure"),
    "made_of": Text(vi="Tính từ", en="Made of"),
    "last_known": Text(vi="Số gần nhất", en="Last known"),
    "gap": Text(vi="Chênh lệch", en="Gap"),
    "computed": Text(vi="Cách tính", en="Computed"),
    "chosen": Text(vi="do người dùng đặt", en="set by the user"),
    "reported": Text(vi="số được báo cáo", en="reported"),
    "sources": Text(vi="Nguồn", en="Sources"),
    "status": Text(vi="Kết luận", en="Status"),
    "why": Text(vi="Lý do", en="Why"),
    "parts": Text(vi="Từng đối tượng", en="Each"),
    "rivals": Text(vi="Nguồn khác", en="Rival series"),
    "proxies": Text(vi="Liên quan", en="Related"),
    "not_used": Text(vi="(đặt cạnh, không dùng)", en="(shown beside, not used)"),
    "not_the_answer": Text(vi="(đặt cạnh, không thay thế)", en="(shown beside, not the answer)"),
    "judged_at": Text(vi="Đánh giá", en="Judged at"),
    "note": Text(vi="Ghi chú", en="Note"),
    "none": Text(vi="không có", en="none"),
    "yes_no": Text(vi="có/không", en="yes/no"),
    "grade": Text(vi="thang bậc", en="grade"),
    "that_is": Text(vi="Tức là", en="That is"),
    "from_start": Text(vi="tính từ {value} ({start})", en="counted from {value} ({start})"),
    "year_before": Text(vi="năm trước", en="the year before"),
    "compounded": Text(vi="tính lũy kế qua {years} năm", en="compounded over {years} years"),
    "summed": Text(vi="cộng dồn qua {years} năm", en="added up over {years} years"),
    "change": Text(vi="Thay đổi", en="Change"),
    "a_year": Text(vi="{change}/năm", en="{change} a year"),
    "on": Text(vi="{change} so với {value}", en="{change} on {value}"),
    "tolerance": Text(vi="“khoảng” là ±{share} %", en="“about” is ±{share} %"),
    "no_unit": Text(vi="không đơn vị", en="no unit"),
    "rank": Text(vi="hạng", en="rank"),
    "by": Text(vi="đến {by}", en="by {by}"),
    "published": Text(vi="công bố {published}", en="published {published}"),
    "known_on": Text(vi="theo những gì đã công bố đến hết {known_on}", en="from what was public by {known_on}"),
    "more_is_better": Text(vi="càng cao càng tốt", en="more is better"),
    "less_is_better": Text(vi="càng thấp càng tốt", en="less is better"),
    "target": Text(vi="Mục tiêu", en="Target"),
    "value": Text(vi="Số liệu", en="Value"),
    "goal": Text(vi="Mức đề ra", en="Goal"),
    "coverage": Text(vi="Kết luận được {judged}/{total} mục tiêu", en="{judged} of {total} targets judged"),
    "no_problems": Text(
        vi="không thấy vấn đề nào (mục tiêu: {targets}, số liệu: {figures}).",
        en="no problems found (targets: {targets}, figures: {figures}).",
    ),
    "problems": Text(vi="Số vấn đề: {number}", en="Problems: {number}"),
    "unused": Text(vi="Số liệu không dùng đến", en="Figures not used"),
    "done": Text(vi="hoàn thành", en="done"),
    "excludes": Text(vi="Trừ", en="Except"),
    "conditions": Text(vi="Điều kiện", en="On condition"),
    "state": Text(vi="Trạng thái", en="State"),
    "report": Text(vi="Báo cáo", en="Report"),
    "agencies": Text(vi="Cơ quan", en="Agencies"),
    "waits_for": Text(vi="Chờ nhiệm vụ", en="Waits for"),
    "task": Text(vi="Nhiệm vụ", en="Task"),
    "now": Text(vi="nay là {agency}", en="now {agency}"),
    "task_coverage": Text(vi="Kết luận được {judged}/{total} nhiệm vụ", en="{judged} of {total} tasks judged"),
    "no_task_reports": Text(
        vi="{total} nhiệm vụ, chưa có báo cáo nào.", en="{total} tasks, of which no report is known."
    ),
    "unused_reports": Text(vi="Báo cáo không dùng đến", en="Reports not used"),
    "revised": Text(vi="đã sửa", en="revised"),
    "revised_by": Text(vi="Được sửa bởi", en="Revised by"),
    "revises": Text(vi="Sửa", en="Revises"),
    "not_yet_adopted": Text(
        vi="Chưa ban hành đến hết {known_on}, nên không đánh giá: {plans}",
        en="Not adopted by {known_on}, and so not judged: {plans}",
    ),
    "each": Text(vi="từng {what}", en="each {what}"),
    "every": Text(vi="mỗi {what} từ {since}", en="every {what} since {since}"),
    "quota": Text(vi="ít nhất {share} % đối tượng", en="at least {share} % of them"),
    "unchanged": Text(vi="không đổi", en="unchanged"),
    "weaker": Text(vi="thấp hơn", en="weaker"),
    "stronger": Text(vi="cao hơn", en="stronger"),
    "no_targets": Text(vi="Kế hoạch không có mục tiêu nào.", en="The plan has no targets."),
}
"""The labels of explanations and tables."""

CONFIDENCE: dict[str, Text] = {
    "official": Text(vi="nguồn chính thức", en="official"),
    "secondary": Text(vi="nguồn thứ cấp", en="secondary"),
    "computed": Text(vi="số tính toán", en="computed"),
    "unconfirmed": Text(vi="CHƯA XÁC NHẬN", en="UNCONFIRMED"),
}
"""How sure a statement is, in words."""

QUALIFIERS: dict[str, Text] = {
    "about": Text(vi="khoảng", en="about"),
    "nearly": Text(vi="gần", en="nearly"),
    "more_than": Text(vi=">", en=">"),
    "at_least": Text(vi="≥", en="≥"),
    "less_than": Text(vi="<", en="<"),
    "at_most": Text(vi="≤", en="≤"),
}
"""The word or sign before a number that is less than exact."""

FREQUENCY: dict[str, Text] = {
    "monthly": Text(vi="hằng tháng", en="monthly"),
    "quarterly": Text(vi="hằng quý", en="quarterly"),
    "half_yearly": Text(vi="6 tháng một lần", en="half-yearly"),
    "yearly": Text(vi="hằng năm", en="yearly"),
    "biennial": Text(vi="2 năm một lần", en="every two years"),
}
"""How often an indicator is measured, in words."""

UNITS: dict[str, Text] = {
    "province": Text(vi="tỉnh", en="province"),
    "district": Text(vi="huyện", en="district"),
    "commune": Text(vi="xã", en="commune"),
    "village": Text(vi="thôn, bản", en="village"),
    "place": Text(vi="nơi", en="place"),
}
"""One unit of each level of places."""

STEPS: dict[str, Text] = {
    "month": Text(vi="tháng", en="month"),
    "quarter": Text(vi="quý", en="quarter"),
    "half": Text(vi="nửa năm", en="half-year"),
    "year": Text(vi="năm", en="year"),
}
"""Every step of the calendar."""


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a label in a language, with values filled in."""
    return LABELS[key].in_(lang).format(**values)
