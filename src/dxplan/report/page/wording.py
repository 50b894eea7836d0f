"""The labels and sentences of the page, in Vietnamese and English; why a line says what it says is worded elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.typing import Lang

LABELS: dict[str, Text] = {
    "skip": Text(vi="Đến phần kết quả", en="Skip to the results"),
    "contents": Text(vi="Nội dung", en="Contents"),
    "several": Text(vi="Kết quả thực hiện {number} kế hoạch", en="How far {number} plans have come"),
    "scorecard": Text(vi="Kết quả thực hiện kế hoạch", en="How far a plan has come"),
    "plan": Text(vi="Kế hoạch", en="Plan"),
    "place": Text(vi="Nơi", en="Place"),
    "adopted": Text(vi="Ban hành", en="Adopted"),
    "judged_at": Text(vi="Đánh giá tại", en="Judged at"),
    "known_on": Text(vi="Chỉ dùng những gì đã công bố đến hết", en="Only what was public by the end of"),
    "all_known": Text(vi="Dùng mọi số liệu đã biết", en="Everything known counts"),
    "known": Text(vi="Số liệu được dùng", en="What counts"),
    "method": Text(vi="Phương pháp", en="Method"),
    "written": Text(vi="Lập ngày", en="Written on"),
    "made_up": Text(
        vi="Đây là ví dụ bịa đặt: nơi mang mã {place} không có thật, và mọi số liệu cũng vậy.",
        en="This is a made-up example: the place with the code {place} does not exist, and neither do its figures.",
    ),
    "unconfirmed": Text(
        vi="{number}/{total} mục tiêu dựa trên nội dung hoặc số liệu CHƯA XÁC NHẬN, được đánh dấu tại từng dòng.",
        en="{number} of {total} targets rest on wording or figures that are UNCONFIRMED; each of them is marked.",
    ),
    "not_yet_adopted": Text(
        vi="Chưa ban hành đến ngày đó nên không đánh giá: {plans}.",
        en="Not adopted by that day, and so not judged: {plans}.",
    ),
    "results": Text(vi="Kết quả", en="Results"),
    "done_of_due": Text(
        vi="Tính đến hết {at}: hoàn thành {done}/{due} mục tiêu đã đến hạn.",
        en="By the end of {at}: {done} of the {due} targets due are achieved.",
    ),
    "none_due": Text(vi="Tính đến hết {at}: chưa mục tiêu nào đến hạn.", en="By the end of {at} no target is due."),
    "open_of_due": Text(
        vi="{open} mục tiêu đến hạn chưa kết luận được; đó không phải là không đạt.",
        en="{open} of those due cannot be judged; that does not mean they are missed.",
    ),
    "later": Text(
        vi="Chưa đến hạn: {later} mục tiêu, trong đó {done} đã đạt.",
        en="Due later: {later}, of which {done} are achieved already.",
    ),
    "lapsed": Text(vi="Không còn đối tượng trước khi đến hạn: {lapsed}.", en="Lapsed before they fell due: {lapsed}."),
    "revised_number": Text(
        vi="{number} mục tiêu đã được kế hoạch sau sửa đổi.", en="{number} are revised by a later plan."
    ),
    "by_pillar": Text(vi="Theo trụ cột", en="By pillar"),
    "pillar": Text(vi="Trụ cột", en="Pillar"),
    "other": Text(vi="Mục tiêu khác", en="Other targets"),
    "all": Text(vi="Tổng số", en="All"),
    "judged": Text(vi="Kết luận được", en="Judged"),
    "share": Text(vi="Cơ cấu", en="Shares"),
    "rolled": Text(vi="Gộp theo phương pháp", en="By the method"),
    "targets": Text(vi="Từng mục tiêu", en="The targets"),
    "picture": Text(vi="số liệu so với mức đề ra", en="value against goal"),
    "picture_column": Text(vi="Hình", en="Picture"),
    "axis": Text(vi="Trục từ {low} đến {high}.", en="The axis goes from {low} to {high}."),
    "drawn_goal": Text(vi="Mức đề ra: {goal}, đến {by}.", en="Goal: {goal}, by {by}."),
    "drawn_value": Text(vi="Số liệu: {value} ({period}).", en="Value: {value} ({period})."),
    "drawn_last": Text(
        vi="Số gần nhất, không kết luận được: {value} ({period}).",
        en="Last known, which does not judge it: {value} ({period}).",
    ),
    "drawn_nothing": Text(vi="Chưa có số liệu.", en="No figure is known."),
    "drawn_start": Text(vi="Mức ban đầu: {value}.", en="Baseline: {value}."),
    "legend": Text(
        vi="Cách đọc hình: dải màu là mức đề ra; ◆ là số liệu; ◇ là số gần nhất, không kết luận được; "
        "vạch ngang quanh số liệu là khoảng mà số ấy có thể chỉ (“gần”, “trên” …); ▲ là mức ban đầu.",
        en="How to read the pictures: the shaded band is the goal; ◆ is the value; ◇ the last one known, which does "
        "not judge it; the bar around it is what it may stand for (“nearly”, “over” …); ▲ is the baseline.",
    ),
    "path": Text(vi="tiến độ theo thời gian", en="progress over time"),
    "path_said": Text(
        vi="Từ {start} ({from_}) đến {actual} ({now}): mỗi năm {seen}. Để đạt {goal} ({due}) cần mỗi năm {needed}.",
        en="From {start} ({from_}) to {actual} ({now}): {seen} a year. To reach {goal} ({due}) it needs {needed} a "
        "year.",
    ),
    "of_whom": Text(vi="Phạm vi", en="Of whom"),
    "value": Text(vi="Số liệu", en="Value"),
    "goal": Text(vi="Mức đề ra", en="Goal"),
    "gap": Text(vi="Chênh lệch", en="Gap"),
    "status": Text(vi="Kết luận", en="Status"),
    "target": Text(vi="Mục tiêu", en="Target"),
    "by": Text(vi="đến {by}", en="by {by}"),
    "last_known": Text(vi="Số gần nhất", en="Last known"),
    "age": Text(vi="cũ {months} tháng", en="{months} months old"),
    "source_ref": Text(vi="nguồn {number}", en="source {number}"),
    "by_formula": Text(vi="tính theo công thức của chỉ số", en="by the formula of the indicator"),
    "no_source": Text(vi="không nêu nguồn", en="no source named"),
    "no_confidence": Text(vi="không nêu mức tin cậy", en="confidence not stated"),
    "written_in": Text(vi="Văn bản", en="Written in"),
    "why": Text(vi="Lý do", en="Why"),
    "failing": Text(vi="Chưa đạt", en="Not met by"),
    "missing_parts": Text(vi="Chưa rõ", en="Not known of"),
    "more": Text(vi="và {number} nữa", en="and {number} more"),
    "missing": Text(vi="Còn thiếu gì", en="What is missing"),
    "what_is_missing": Text(vi="Cần có", en="What is needed"),
    "who_answers": Text(vi="Cơ quan", en="Agency"),
    "nothing_missing": Text(
        vi="Không mục tiêu đến hạn nào thiếu thông tin.", en="No target that is due lacks anything."
    ),
    "nobody": Text(vi="Kế hoạch không nêu cơ quan nào.", en="The plan names nobody."),
    "through_tasks": Text(
        vi="{agencies} (theo các nhiệm vụ cùng {what})", en="{agencies} (by the tasks of the same {what})"
    ),
    "published_by": Text(vi="{owner} (nơi công bố chỉ số)", en="{owner} (which publishes the indicator)"),
    "same_group": Text(vi="nhóm", en="group"),
    "same_pillar": Text(vi="trụ cột", en="pillar"),
    "need_figure": Text(
        vi="Số liệu {period} của “{indicator}” ({frequency})", en="A figure of “{indicator}” for {period} ({frequency})"
    ),
    "need_parts": Text(vi="Số liệu của: {parts}", en="Figures of: {parts}"),
    "need_list": Text(
        vi="Danh sách đầy đủ các đối tượng, hoặc số liệu của chúng", en="The whole list of members, or their figures"
    ),
    "need_publication": Text(
        vi="Ngày công bố của số liệu hoặc báo cáo đã có", en="The day on which what is known was published"
    ),
    "need_threshold": Text(vi="Ngưỡng bằng số trong kế hoạch", en="A threshold in the plan"),
    "need_start": Text(vi="Mức ban đầu của mục tiêu", en="The target's baseline"),
    "need_report": Text(vi="Báo cáo kết quả đến {period}", en="A report on it for {period}"),
    "need_exact": Text(vi="Con số chính xác hơn", en="A more exact figure"),
    "need_base": Text(vi="Thứ hạng trong cùng một bảng xếp hạng", en="A rank among as many as the goal names"),
    "tasks": Text(vi="Nhiệm vụ", en="Tasks"),
    "task": Text(vi="Nhiệm vụ", en="Task"),
    "duties": Text(vi="Cơ quan", en="Agencies"),
    "due": Text(vi="Hạn", en="Due"),
    "no_due": Text(vi="không nêu thời hạn", en="no date set"),
    "state": Text(vi="Trạng thái", en="State"),
    "initiatives": Text(vi="Sáng kiến, chương trình ưu tiên", en="Initiatives"),
    "pilots": Text(vi="Thí điểm", en="Pilots"),
    "list": Text(vi="Danh sách", en="List"),
    "period": Text(vi="Giai đoạn", en="Period"),
    "not_listed": Text(vi="chưa có danh sách", en="not listed yet"),
    "picks": Text(vi="mỗi {each} chọn {number} {picks}", en="each {each} picks {number} {picks}"),
    "skills": Text(vi="Kỹ năng", en="Skills"),
    "belongs_to": Text(vi="Thuộc nhiệm vụ", en="Belongs to the task"),
    "sources": Text(vi="Nguồn", en="Sources"),
    "used_in": Text(vi="dùng tại", en="used in"),
    "no_sources": Text(vi="Không có nguồn nào.", en="There are no sources."),
    "computed": Text(vi="Cách tính", en="How it was computed"),
    "method_from": Text(vi="Nguồn phương pháp", en="The method's source"),
    "parameters": Text(vi="Tham số", en="Parameters"),
    "parameter": Text(vi="Tham số", en="Parameter"),
    "number": Text(vi="Giá trị", en="Value"),
    "meaning": Text(vi="Ý nghĩa", en="Meaning"),
    "chosen": Text(vi="do người dùng đặt", en="set by the user"),
    "steps": Text(vi="Công thức", en="Formulas"),
    "statuses": Text(vi="Các kết luận", en="The statuses"),
    "judged_status": Text(vi="là kết luận", en="a verdict"),
    "open_status": Text(vi="chưa phải kết luận", en="no verdict"),
    "rule": Text(
        vi="Mục tiêu đến hạn chỉ được kết luận bằng số liệu của kỳ kết thúc trước hạn chưa đầy một chu kỳ đo. "
        "“Chưa có thông tin” không bao giờ là “không đạt”.",
        en="A target that is due is judged only by a figure whose period ends less than one step of measurement "
        "before. “No data” never means “missed”.",
    ),
    "version": Text(vi="Lập bằng dxplan {version}", en="Written by dxplan {version}"),
    "not_used": Text(vi="Không dùng đến", en="Not used"),
    "unused_figures": Text(vi="Số liệu ({why}): {codes}.", en="Figures ({why}): {codes}."),
    "unused_reports": Text(
        vi="Báo cáo không thuộc nhiệm vụ hay mục tiêu nào: {codes}.",
        en="Reports on no task and no target: {codes}.",
    ),
    "dash": Text(vi="không có", en="none"),
    "back": Text(vi="Về đầu trang", en="Back to the top"),
}
"""The labels of the page."""


def say(key: str, lang: Lang, **values: object) -> str:
    """Give a label of the page in a language, with values filled in."""
    return LABELS[key].in_(lang).format(**values)
