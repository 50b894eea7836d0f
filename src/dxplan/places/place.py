"""One place, the events that begin and end places, and which place passed to which."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from dxplan.text import Text

if TYPE_CHECKING:
    from dxplan.typing import Lang

MADE_UP = "99"
"""What the codes of made-up places begin with: no place of the statistics office has such a code."""


@attrs.frozen(kw_only=True)
class Event:
    """Something that changed the map.

    Attributes:
        code: Its code.
        day: The first day on which it holds.
        kind: What happened: a split, merge, rename, upgrade, recode or abolition, several joined by ``+`` or ``/``.
        level: The level of the places it happened to.
        before: What there was before, as codes or in words.
        after: What there is since, as codes or in words.
        law: The law, resolution or decision; empty where it is not known.
        note: What a reader should know about it.
    """

    code: str
    day: date
    kind: str
    level: str
    before: str = ""
    after: str = ""
    law: str = ""
    note: str = ""


@attrs.frozen(kw_only=True)
class Place:
    """An administrative unit, as it was while it had this name.

    A code alone is no place: ``24`` was Bắc Giang, and is Bắc Ninh from 1 July 2025.
    What tells places apart is `id`: the code and the first day on which it meant this territory.
    A place that is renamed, becomes a municipality, or comes under another region stays the same place.

    Attributes:
        code: Its code in the list of the statistics office. Of a region it is one of dxplan's own: ``region-…``.
        level: Its level, a key of `LEVELS`; empty for a made-up place of which nothing is said.
        name: Its name, without the word for what it is.
        full_name: Its name with that word, such as ``Tỉnh Điện Biên``.
        kind: What it is: a region, province or municipality, city, town, rural district, ward, commune or township.
        parent: The code of the place that it belongs to, or None.
        since: The first day on which the code meant this territory; None for as far back as the tables go.
        until: The last such day; None where it goes on.
        named_since: The first day of the name and kind given here; None where it always had them.
        parent_since: The first day on which it belonged to the parent given here; None where it always did.
        begun_by: The code of the event that it began with, where the tables have it.
        ended_by: The code of the event that it ended with, where the tables have it.
        confidence: How sure this is: ``official``, ``secondary``, ``computed`` or ``unconfirmed``.
    """

    code: str
    level: str
    name: Text
    full_name: Text = attrs.field(factory=Text)
    kind: str = ""
    parent: str | None = None
    since: date | None = None
    until: date | None = None
    named_since: date | None = None
    parent_since: date | None = None
    begun_by: str | None = None
    ended_by: str | None = None
    confidence: str = "unconfirmed"

    @classmethod
    @lru_cache(maxsize=4096)
    def made_up(cls, code: str) -> Place:
        """Make a place that nobody says anything of; it is there on every day."""
        return cls(code=code, level="", name=Text(vi=code, en=code))

    @property
    def id(self) -> tuple[str, date | None]:
        """What tells it from every other place: its code, and the first day on which the code meant it."""
        return self.code, self.since

    @property
    def valid_from(self) -> date | None:
        """The first day on which name, kind and parent were those given here; None where they always were."""
        return max(filter(None, (self.named_since, self.parent_since)), default=None)

    def there(self, first: date, last: date | None = None) -> bool:
        """Tell whether it existed on a day, or on any day from `first` to `last`."""
        last = last or first
        return (self.since is None or self.since <= last) and (self.until is None or self.until >= first)

    def lasts(self, first: date, last: date) -> bool:
        """Tell whether it existed on every day from `first` to `last`."""
        return (self.since is None or self.since <= first) and (self.until is None or self.until >= last)

    def overlaps(self, other: Place) -> bool:
        """Tell whether there was a day on which it and another place were both there."""
        return self.there(other.since or date.min, other.until or date.max)

    def called(self, lang: Lang) -> str:
        """Give its name in a language; where it has none in that, the full one."""
        full = self.full_name or self.name
        return full.in_("vi") if lang == "vi" else self.name.en or full.in_("en")

    def dated(self) -> str:
        """Give its name and the days between which the code meant it."""
        since = f" from {self.since}" if self.since else ""
        until = f" until {self.until}" if self.until else ""
        return f"{self.name.in_('vi')}{since}{until}"

    def __str__(self) -> str:
        return f"{self.code} {self.dated()}"


@attrs.frozen(kw_only=True)
class Succession:
    """That a place passed to another, wholly or in part, by an event.

    Every place that a part of another passed to has a succession of its own, so a place with a single one passed as a
    whole.

    Attributes:
        before: The earlier place, which ended on the eve of the event.
        after: The later one, which began with the event.
        event: The event.
        confidence: How sure this is: ``official``, ``secondary``, ``computed`` or ``unconfirmed``.
    """

    before: Place
    after: Place
    event: Event
    confidence: str = "unconfirmed"
