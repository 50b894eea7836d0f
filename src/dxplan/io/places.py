"""Files of places in the shape of the tables that come with dxplan, with what became of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, FiguresError, UnknownCodeError, Where
from dxplan.figures.normalise import ROW
from dxplan.io.place_cells import EVENTS, PLACES, SUCCESSIONS, eve_of, lost_zeros, lost_zeros_problem, raised, read_rows
from dxplan.periods import Period
from dxplan.places import LEVELS, Event, Gazetteer, Place, Succession, gazetteer
from dxplan.places.kinds import split_name
from dxplan.places.levels import check_level, is_below
from dxplan.places.names import letters
from dxplan.places.place import MADE_UP
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from dxplan.periods import IntoPeriod
    from dxplan.typing import IntoPath

    Id = tuple[str, date | None]

_UNSURE = "unconfirmed"


def read_places(
    path: IntoPath,
    *,
    successions: IntoPath | None = None,
    events: IntoPath | None = None,
    expect: Mapping[IntoPeriod, Mapping[str, int]] | None = None,
    sheet: str | None = None,
    beside: Gazetteer = gazetteer,
) -> Gazetteer:
    """Read a file of places in the shape of dxplan's own tables, and give a gazetteer that has them beside others.

    All files are CSV, workbooks or Parquet; the order of rows makes no difference. Empty cells are not known.
    Of the places ``code``, ``name_vi`` and ``level`` are needed; the other columns are those of `Place`. A place that
    had several names or parents has a row for each, with ``named_since`` or ``parent_since``.
    Places that the tables have already have to be as these say.

    Args:
        path: The places.
        successions: Which place passed to which: ``before``, ``after``, ``event`` and perhaps ``confidence``. If it is
            given, every place of the file that ended or began has to be in it.
        events: Further events, with the columns of `Event`: ``code``, ``day``, ``kind`` and ``level`` are needed.
        expect: How many places of a level the file must have on the last day of a period:
            ``{"2024": {"commune": 129}, "2026": {"commune": 45}}``.
        sheet: Of a workbook of places the sheet; by default the only one that has a column ``code``.
        beside: The gazetteer whose places these stand beside.

    Raises:
        Problems: Everything that does not fit, each with its file and row: a place that passed to nothing or was made
            from nothing, two at once under one code, a parent that is not there, codes that lost their zeros, unknown
            events, and so on.
        FileNotFoundError: There is no such file.
        PeriodError: `expect` names what is no period.
    """
    problems: list[DxplanError] = []
    rows, name = read_rows(path, PLACES, problems, sheet=sheet)
    told: list[Event] = []
    if events is not None:
        event_rows, event_file = read_rows(events, EVENTS, problems)
        told = list(_events(event_rows, event_file, beside, problems))
    table = _Table(rows, name, beside.with_places((), events=told), problems)
    steps: list[Succession] = []
    if successions is not None:
        step_rows, step_file = read_rows(successions, SUCCESSIONS, problems)
        steps = table.steps(step_rows, step_file)
        problems += table.unbalanced(steps)
    problems += table.uncounted(expect or {})
    raised(problems, f"{name} cannot be read as places")
    return beside.with_places(table.own(steps), steps, told)


def _events(
    rows: Iterable[dict[str, Any]], file: str, beside: Gazetteer, problems: list[DxplanError]
) -> Iterator[Event]:
    """Make the events; one that is there already has to be the same."""
    seen: dict[str, int] = {}
    for row in rows:
        if None in (row["code"], row["day"], row["kind"], row["level"]):
            continue  # a cell that is said already
        where = Where("code", file, row[ROW])
        values = {column: row[column] or "" for column in EVENTS.known if column != "day"}
        event = Event(day=row["day"], **values)
        known = beside.event(event.code)
        if event.level not in LEVELS:
            problems.append(UnknownCodeError.among("level", event.level, LEVELS).at(Where("level", file, row[ROW])))
        if event.code in seen:
            fact = f"the event {event.code!r} stands in row {seen[event.code]} already"
            problems.append(DuplicateCodeError(fact, "give every event a code of its own.", where))
        elif known is not None and (known.day, known.level) != (event.day, event.level):
            fact = f"{event.code!r} is the code of another event, of {known.day}"
            problems.append(DuplicateCodeError(fact, "give yours another code.", where))
        elif known is None:
            yield event
        seen.setdefault(event.code, row[ROW])


class _Table:
    """The rows of a file of places, and the places that they make."""

    def __init__(
        self, rows: Iterable[dict[str, Any]], file: str, beside: Gazetteer, problems: list[DxplanError]
    ) -> None:
        self.file, self.beside, self.problems = file, beside, problems
        self.rows: dict[Id, list[tuple[Place, int]]] = {}
        for row in rows:
            self._take(row)
        self.known = {place.id: place for code, _ in self.rows for place in beside.of(code)}
        self.whole = beside.with_places(self.own(()))
        for versions in self.rows.values():
            problems += self._place_problems(versions)
        problems += self._overlaps()

    def _take(self, row: dict[str, Any]) -> None:
        level, code, number = row["level"], row["code"], row[ROW]
        if level is not None:
            try:
                check_level(level)
            except UnknownCodeError as error:
                self.problems.append(error.at(self._at("level", number)))
                return
        if None in (code, level, row["name_vi"]):
            return  # a cell that is said already
        place = _place(row)
        for column, text, of in (("code", code, level), ("parent", place.parent, _above(place))):
            lost = None if text is None or of is None else lost_zeros_problem(text, of, self._at(column, number))
            if lost is not None and text is not None and of is not None:
                self.problems.append(lost)
                # So that nothing else is said of it.
                whole = lost_zeros(text, of) or text
                place = attrs.evolve(place, code=whole) if column == "code" else attrs.evolve(place, parent=whole)
        self.rows.setdefault(place.id, []).append((place, number))

    def own(self, steps: Iterable[Succession]) -> list[Place]:
        """Give the places that the tables have not, each with the events that it began and ended with."""
        ends = {step.before.id: step.event.code for step in steps}
        begins = {step.after.id: step.event.code for step in steps}
        return [
            attrs.evolve(
                place,
                begun_by=place.begun_by or begins.get(place.id),
                ended_by=place.ended_by or ends.get(place.id) or self._abolished_by(place),
            )
            for key, versions in self.rows.items()
            if key not in self.known
            for place, _ in versions
        ]

    def _abolished_by(self, place: Place) -> str | None:
        end = self.beside.end_of(place.level)
        return end.code if end and place.until == eve_of(end.day) else None

    def _place_problems(self, versions: list[tuple[Place, int]]) -> Iterator[DxplanError]:
        versions = sorted(versions, key=lambda version: str(version[0].valid_from or ""))
        known = self.known.get(versions[0][0].id)
        for nth, (place, row) in enumerate(versions):
            first, where = versions[0][0], self._at("code", row)
            if place.since and place.until and place.until < place.since:
                fact = f"{place.code!r} begins on {place.since} and ends on {place.until}"
                yield DefinitionError(fact, "correct since or until.", self._at("until", row))
            if nth and place.valid_from == versions[nth - 1][0].valid_from:
                fact = f"{place.code!r} stands in row {versions[nth - 1][1]} already, for the same days"
                yield DuplicateCodeError(fact, "keep one of the two rows, or say since when each holds.", where)
            elif (place.level, place.until) != (first.level, first.until):
                fact = f"{place.code!r} has another level or another end in row {versions[0][1]}"
                yield DefinitionError(fact, "give all rows of one place the same level and until.", where)
            if known is not None:
                yield from self._unlike(place, known, row)
                continue
            later = versions[nth + 1][0].valid_from if nth + 1 < len(versions) else None
            yield from self._parent_problems(place, row, eve_of(later) if later else place.until)
            yield from self._event_problems(place, row)

    def _unlike(self, place: Place, known: Place, row: int) -> Iterator[DxplanError]:
        """Find what the tables say otherwise of a place that they have."""
        names = {letters(version.name.vi) for version in self.beside.names_of(known)}
        if (place.level, place.until) != (known.level, known.until) or letters(place.name.vi) not in names:
            yield FiguresError(
                f"{place.code!r} is {place.dated()} ({place.level}) here, and {known.dated()} ({known.level}) in the "
                "tables",
                "say what the tables say, or leave the row out.",
                self._at("code", row),
            )

    def _parent_problems(self, place: Place, row: int, last: date | None) -> Iterator[DxplanError]:
        parent, where = place.parent, self._at("parent", row)
        if parent is None:
            return
        there = self.whole.of(parent)
        if not there and parent.startswith(MADE_UP):
            return
        first = max(filter(None, (place.since, place.valid_from)), default=None)
        spans = attrs.evolve(place, since=first, until=last)
        days = [day for day in (first, last) if day is not None]
        absent = [day for day in days if not any(other.there(day) for other in there)]
        if absent or not any(other.overlaps(spans) for other in there):
            when = f" on {absent[0]}" if absent else ""
            hint = "add a row for it, or correct the code."
            if absent and there:
                hint = self.whole.missing(parent, Period(absent[0], absent[0])).hint
            yield FiguresError(f"{parent!r}, which {place.code!r} belongs to, was not there{when}", hint, where)
        elif not any(is_below(place.level, other.level) for other in there if other.overlaps(spans)):
            fact = f"{place.code!r} is of the {LEVELS[place.level].en}, and so is no part of {parent!r}"
            yield DefinitionError(fact, "name a parent of a higher level.", where)

    def _event_problems(self, place: Place, row: int) -> Iterator[DxplanError]:
        for column, code, day in (
            ("begun_by", place.begun_by, place.since),
            ("ended_by", place.ended_by, place.until),
        ):
            event = self.beside.event(code)
            if code is not None and event is None:
                known = [event.code for event in self.beside.events]
                yield UnknownCodeError.among("event", code, known).at(self._at(column, row))
            elif event is not None and (event.day if column == "begun_by" else eve_of(event.day)) != day:
                fact = f"{place.code!r} has the event {code!r} in {column}, which was on {event.day}"
                yield DefinitionError(fact, "correct the event, since or until.", self._at(column, row))

    def _overlaps(self) -> Iterator[DxplanError]:
        """Find codes that mean two places on one day."""
        under: dict[str, list[tuple[Place, int | None]]] = {}
        for key, versions in self.rows.items():
            if key not in self.known:
                under.setdefault(key[0], []).append(versions[0])
        for code, found in under.items():
            others: list[tuple[Place, int | None]] = [(place, None) for place in self.beside.of(code)]
            timed = sorted([*found, *others], key=lambda one: str(one[0].since or ""))
            for (before, row), (after, other) in pairwise(timed):
                if before.overlaps(after):
                    yield DuplicateCodeError(
                        f"the code {code!r} is that of {before.dated()} and of {after.dated()}: of both on some days",
                        "correct since and until, or give one of them another code.",
                        self._at("code", other or row or 0),
                    )

    def steps(self, rows: Iterable[dict[str, Any]], file: str) -> list[Succession]:
        """Make the successions; what does not fit is added to the problems."""
        found: dict[tuple[Id, Id], Succession] = {}
        for row in rows:
            if None in (row["before"], row["after"], row["event"]):
                continue  # a cell that is said already
            event = self.beside.event(row["event"])
            if event is None:
                known = [event.code for event in self.beside.events]
                unknown = UnknownCodeError.among("event", row["event"], known)
                self.problems.append(unknown.at(Where("event", file, row[ROW])))
                continue
            before = self._ending("before", row["before"], event, Where("before", file, row[ROW]))
            after = self._ending("after", row["after"], event, Where("after", file, row[ROW]))
            if before is None or after is None:
                continue
            if (before.id, after.id) in found:
                fact = f"{before.code!r} passes to {after.code!r} by {event.code!r} in an earlier row already"
                hint = "keep one of the two rows."
                self.problems.append(DuplicateCodeError(fact, hint, Where("after", file, row[ROW])))
            sure = row["confidence"] or _UNSURE
            found[before.id, after.id] = Succession(before=before, after=after, event=event, confidence=sure)
        ways = self.beside.ways.passed
        return [
            step
            for step in found.values()
            if step.after.id not in {reached.place.id for reached in ways.get(step.before.id, [])}
        ]

    def _ending(self, side: str, code: str, event: Event, where: Where) -> Place | None:
        """Find the place that ended on the eve of an event, or began with it."""
        for place in self.whole.of(code):
            if (place.until == eve_of(event.day)) if side == "before" else (place.since == event.day):
                return place
        verb = "ended on the eve of" if side == "before" else "began with"
        there = self.whole.history(code)
        self.problems.append(
            FiguresError(
                f"no place of the code {code!r} {verb} the event {event.code!r} of {event.day}",
                f"it is that of {there}; correct the code, or the days of the place." if there else "add the place.",
                where,
            )
        )
        return None

    def unbalanced(self, steps: Iterable[Succession]) -> Iterator[DxplanError]:
        """Find places of the file that passed to nothing, or were made from nothing."""
        ways = self.whole.ways
        passed = {step.before.id for step in steps} | set(ways.passed)
        came = {step.after.id for step in steps} | set(ways.came)
        for key, versions in self.rows.items():
            (place, row), *_ = versions
            if place.until is not None and key not in passed and self._abolished_by(place) is None:
                fact = f"{place.code!r} ended on {place.until} and passed to nothing"
                yield FiguresError(fact, "add what it passed to among the successions.", self._at("until", row))
            if place.since is not None and key not in came:
                fact = f"{place.code!r} began on {place.since} and was made from nothing"
                yield FiguresError(fact, "add what it was made from among the successions.", self._at("since", row))

    def uncounted(self, expect: Mapping[IntoPeriod, Mapping[str, int]]) -> Iterator[DxplanError]:
        """Find levels of which the file has not as many places as are expected."""
        for on, levels in expect.items():
            day = Period.of(on).last
            for level, number in levels.items():
                check_level(level)
                there = sum(place.level == level and place.there(day) for (place, _), *_ in self.rows.values())
                if there != number:
                    yield FiguresError(
                        f"there are {there} places of the {LEVELS[level].en} on {day}, and {number} are expected",
                        "look for places that are missing or twice, and for their days.",
                        Where("level", self.file),
                    )

    def _at(self, column: str, row: int) -> Where:
        return Where(column, self.file, row)


def _above(place: Place) -> str | None:
    """Give the level that the number of digits of a parent's code tells; None where it may be of several."""
    return {"district": "province"}.get(place.level)


def _place(row: dict[str, Any]) -> Place:
    name, full_name, kind = row["name_vi"], row["full_name_vi"] or "", row["kind"] or ""
    if not full_name and not kind:
        short, kind = split_name(name, row["level"])
        name, full_name = (short, name) if kind else (name, "")
    elif not kind:
        kind = split_name(full_name, row["level"])[1]
    plain = ("code", "level", "since", "until", "named_since", "parent", "parent_since", "begun_by", "ended_by")
    return Place(
        **{column: row[column] for column in plain},
        name=Text(vi=name, en=row["name_en"] or ""),
        full_name=Text(vi=full_name),
        kind=kind,
        confidence=row["confidence"] or _UNSURE,
    )
