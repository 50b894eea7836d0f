"""The sentences and labels for what reports say, in Vietnamese and English."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dxplan.text import Text, some_of

if TYPE_CHECKING:
    from dxplan.model.lapses import Lapse
    from dxplan.periods import Period
    from dxplan.scorecard.reported import Verdict
    from dxplan.typing import Lang

REPORT_REASONS: dict[str, Text] = {
    "not_carried_out": Text(
        vi="Được báo cáo là không thực hiện ({as_of}).",
        en="Reported as not carried out ({as_of}).",
    ),
    "parts_not_carried_out": Text(
        vi="Cả {parts} đối tượng được báo cáo là không thực hiện.",
        en="Reported as not carried out by any of the {parts}.",
    ),
    "reported_done": Text(vi="Được báo cáo là hoàn thành ({as_of}).", en="Reported as done ({as_of})."),
    "parts_done": Text(vi="{done}/{parts} đối tượng đã hoàn thành.", en="{done} of {parts} have done it."),
    "done_late": Text(
        vi="Được báo cáo là hoàn thành ({as_of}), sau hạn {by}.",
        en="Reported as done ({as_of}), after it was due by {by}.",
    ),
    "reported_not_done": Text(vi="{state} ({as_of}); hạn {by}.", en="{state} ({as_of}); it was due by {by}."),
    "parts_not_done": Text(
        vi="{done}/{parts} đối tượng đã hoàn thành; hạn {by}. Chưa hoàn thành hoặc chưa rõ: {lacking}.",
        en="{done} of {parts} have done it; it was due by {by}. Not done or not known: {lacking}.",
    ),
    "done_when": Text(
        vi="Được báo cáo là hoàn thành ({as_of}); chưa rõ có trước hạn {by} hay không.",
        en="Reported as done ({as_of}); whether that was by {by} is not known.",
    ),
    "parts_not_reported": Text(
        vi="{done}/{parts} đối tượng được báo cáo đã hoàn thành. Chưa hoàn thành hoặc chưa rõ: {lacking}.",
        en="{done} of {parts} are reported to have done it. Not done or not known: {lacking}.",
    ),
    "report_stale": Text(
        vi="Chưa có báo cáo cho {by}; trạng thái gần nhất: {state} ({as_of}).",
        en="No report for {by}; the last known state is: {state} ({as_of}).",
    ),
    "no_information": Text(
        vi="Báo cáo ghi chưa có thông tin đánh giá ({as_of}).",
        en="The report says that nothing is known of it ({as_of}).",
    ),
    "reports_withheld": Text(
        vi="Báo cáo không tính vì chưa rõ đã công bố đến hết {known_on} hay chưa: {withheld}.",
        en="Reports left out, as not known to be public by {known_on}: {withheld}.",
    ),
    "no_report": Text(vi="Chưa có báo cáo nào.", en="No report is known."),
    "reported_not_due": Text(vi="Hạn {by}; hiện tại: {state} ({as_of}).", en="Due {by}; so far: {state} ({as_of})."),
    "parts_not_due": Text(
        vi="{done}/{parts} đối tượng đã hoàn thành; chưa hoàn thành hoặc chưa rõ: {lacking}.",
        en="{done} of {parts} have done it; not done or not known: {lacking}.",
    ),
    "no_due_date": Text(
        vi="Không nêu thời hạn; hiện tại: {state} ({as_of}).", en="No date is set; so far: {state} ({as_of})."
    ),
}
"""The sentence for each reason that reports give."""

_LAPSED = Text(vi="Từ {ended} không còn {what}{by_law}. {stood}", en="From {ended} there is no {what}{by_law}. {stood}")
_STOOD_OPEN = Text(vi="Khi đó chưa có báo cáo.", en="Nothing was reported of it until then.")
_STOOD_STATE = Text(vi="Khi đó: {state} ({as_of}).", en="Until then: {state} ({as_of}).")
_STOOD_PARTS = Text(vi="Khi đó {done}/{parts} đối tượng đã hoàn thành.", en="Until then {done} of {parts} had done it.")
_NOT_LISTED = Text(
    vi="(Mới tính trên các đối tượng có báo cáo.)", en="(Of those that reported; nobody lists them all.)"
)
_NOBODY = Text(vi="không", en="none")
_MOST_NAMED = 10


def say_verdict(verdict: Verdict, due: Period | None, known_on: object, lang: Lang) -> str:
    """Give the sentence that says why reports make this of it."""
    report = verdict.report
    lacking = [part.called(lang) for part in verdict.parts if part.member in verdict.lacking]
    words: dict[str, object] = {
        "by": due,
        "state": report.state.label.in_(lang) if report else "",
        "as_of": report.period if report else "",
        "done": verdict.done,
        "parts": len(verdict.parts),
        "lacking": some_of(lacking, _MOST_NAMED) or _NOBODY.in_(lang),
        "withheld": verdict.withheld,
        "known_on": known_on,
    }
    if verdict.lapse is not None:
        stood = _STOOD_PARTS if verdict.parts else _STOOD_STATE if report else _STOOD_OPEN
        words |= say_lapse(verdict.lapse, lang)
        return _LAPSED.in_(lang).format(**words, stood=stood.in_(lang).format(**words))
    sentence = REPORT_REASONS[verdict.reason].in_(lang).format(**words)
    if verdict.parts and not verdict.listed:
        sentence += f" {_NOT_LISTED.in_(lang)}"
    return sentence


def say_lapse(lapse: Lapse | None, lang: Lang) -> dict[str, object]:
    """Give the words that say what ended, when, and by which law."""
    if lapse is None:
        return {}
    law = f" ({lapse.law})" if lapse.law else ""
    return {"ended": lapse.last + timedelta(days=1), "what": lapse.what.in_(lang), "by_law": law}
