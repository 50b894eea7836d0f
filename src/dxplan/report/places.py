"""Places in words, for a terminal."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING

from dxplan.places import LEVELS
from dxplan.scorecard.labels import CONFIDENCE
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dxplan.places import Event, Gazetteer, Place
    from dxplan.typing import Lang

_WORDS = {
    "level": Text(vi="Cấp", en="Level"),
    "parent": Text(vi="Thuộc", en="Belongs to"),
    "belonging": Text(vi="từ {}", en="since {}"),
    "since": Text(vi="Từ ngày", en="Since"),
    "until": Text(vi="Đến hết ngày", en="Until"),
    "earlier": Text(vi="Tên cũ", en="Earlier name"),
    "later": Text(vi="Tên về sau", en="Later name"),
    "named": Text(vi="Mang tên này từ", en="So named since"),
    "sure": Text(vi="Độ tin cậy", en="Confidence"),
    "unsaid": Text(vi="các bảng không ghi", en="the tables do not say"),
    "lasting": Text(vi="đến nay", en="it goes on"),
}
_KINDS = {
    "split": Text(vi="chia tách", en="split"),
    "regroup": Text(vi="phân vùng lại", en="provinces regrouped"),
    "merge": Text(vi="sáp nhập", en="merger"),
    "rename": Text(vi="đổi tên", en="new name"),
    "upgrade": Text(vi="lên thành phố trực thuộc trung ương", en="became a municipality"),
    "recode": Text(vi="đổi mã", en="new code"),
    "abolish": Text(vi="bãi bỏ cấp hành chính", en="level abolished"),
}


def say_places(places: Iterable[Place], gazetteer: Gazetteer, lang: Lang = "en", *, width: int = 80) -> str:
    """Write places out: code, names, level, what they belong to, and the events between which they were there.

    Args:
        places: The places.
        gazetteer: Where their other names, their parents and the events are.
        lang: The language.
        width: How many columns a line may have.
    """
    return "\n\n".join(
        "\n".join(
            textwrap.fill(line, width, subsequent_indent="      ", break_on_hyphens=False)
            for line in _lines(place, gazetteer, lang)
        )
        for place in places
    )


def _lines(place: Place, gazetteer: Gazetteer, lang: Lang) -> Iterator[str]:
    yield f"{place.code}  {_names(place, lang)}"
    if place.level:
        yield _line("level", LEVELS[place.level].in_(lang) if place.level in LEVELS else place.level, lang)
    yield from (_line("parent", said, lang) for said in _parents(place, gazetteer, lang))
    yield _line("since", _day(place.since, gazetteer.event(place.begun_by), lang, "unsaid"), lang)
    if place.named_since:
        yield _line("named", _day(place.named_since, gazetteer.naming(place), lang, "unsaid"), lang)
    for named in gazetteer.names_of(place):
        other, own = named.named_since or date.min, place.named_since or date.min
        if other != own:
            when = f", {_day(other, gazetteer.naming(named), lang, 'unsaid')}" if other > own else ""
            yield _line("earlier" if other < own else "later", f"{_names(named, lang)}{when}", lang)
    yield _line("until", _day(place.until, gazetteer.event(place.ended_by), lang, "lasting"), lang)
    yield _line("sure", CONFIDENCE[place.confidence].in_(lang), lang)


def _names(place: Place, lang: Lang) -> str:
    """Give the name in both languages, that of the reader first."""
    names = (place.called(lang), place.name.en if lang == "vi" else place.called("vi"))
    return " · ".join(dict.fromkeys(filter(None, names)))


def _parents(place: Place, gazetteer: Gazetteer, lang: Lang) -> Iterator[str]:
    """Name what a place belongs to, and where it once belonged to another, since when."""
    for version in gazetteer.parents_of(place):
        if version.parent:
            said = f"{version.parent} {_parent(version, gazetteer, lang)}".strip()
            since = _WORDS["belonging"].in_(lang).format(version.parent_since)
            yield f"{said}, {since}" if version.parent_since else said


def _parent(place: Place, gazetteer: Gazetteer, lang: Lang) -> str:
    """Name what a place belongs to, as it was called last while the place was there."""
    there = [parent for parent in gazetteer.of(place.parent or "") if parent.overlaps(place)]
    return there[-1].called(lang) if there else ""


def _line(word: str, said: str, lang: Lang) -> str:
    return f"    {_WORDS[word].in_(lang)}: {said}"


def _day(day: date | None, event: Event | None, lang: Lang, otherwise: str) -> str:
    if day is None:
        return _WORDS[otherwise].in_(lang)
    return f"{day} ({say_event(event, lang)})" if event is not None else str(day)


def say_event(event: Event, lang: Lang) -> str:
    """Say what kind of event it was, and by which law."""
    parts = event.kind.replace("/", "+").split("+")
    kind = ", ".join(_KINDS[part].in_(lang) if part in _KINDS else part for part in parts)
    return f"{kind}: {event.law}" if event.law else kind
