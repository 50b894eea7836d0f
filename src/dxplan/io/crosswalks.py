"""Crosswalks: tables of which old unit passed to which new one, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, FiguresError, Where
from dxplan.figures.normalise import ROW
from dxplan.io.place_cells import CROSSWALK, eve_of, lost_zeros, lost_zeros_problem, raised, read_rows
from dxplan.model.documents import as_confidence
from dxplan.periods import Period
from dxplan.places import Event, Gazetteer, Place, Succession, gazetteer
from dxplan.places.kinds import split_name
from dxplan.places.levels import check_level
from dxplan.places.names import letters
from dxplan.places.place import MADE_UP
from dxplan.text import Text, some_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from dxplan.model.documents import Confidence
    from dxplan.periods import IntoPeriod
    from dxplan.typing import IntoPath

_SHOWN = 5


def read_crosswalk(
    path: IntoPath,
    *,
    day: IntoPeriod,
    within: str | None = None,
    level: str = "commune",
    law: str = "",
    confidence: Confidence | str = "unconfirmed",
    expect: tuple[int | None, int | None] = (None, None),
    sheet: str | None = None,
    beside: Gazetteer = gazetteer,
) -> Gazetteer:
    """Read a table of which old unit passed to which new one, and give a gazetteer that has them and their lineage.

    It is CSV, a workbook or Parquet, with a row for each old unit and each new one that a part of it passed to, in any
    order. Columns: ``old_code`` and ``new_code``, and if there are such ``old_name``, ``new_name`` (with the word for
    what it is, such as *Phường*), ``divided`` (whether the old unit passed to several), ``old_district_code`` and
    ``old_district``, and ``old_parent`` and ``new_parent`` where `within` does not say it.

    A unit that alone makes up one of the same code goes on as the same place. Units, and what became of them, that are
    in the tables already have to be as these say. Of the old units nothing is said but that they were there on the eve.

    Args:
        path: The file.
        day: The day on which the new units began.
        within: The code of the place that all units belong to, such as that of the province.
        level: Their level.
        law: The law, resolution or decision; empty where it is not known.
        confidence: How sure the table is.
        expect: How many old and how many new units there must be; None where that is not known.
        sheet: Of a workbook the sheet; by default the only one that has a column ``old_code``.
        beside: The gazetteer whose places these stand beside.

    Raises:
        Problems: Everything that does not fit, each with its row: a unit that passed to nothing or was made from
            nothing, one that is said to be undivided and passed to two, codes that lost their zeros, and so on.
        UnknownCodeError: There is no such level.
        PeriodError: `day` names no period.
        DefinitionError: `day` is longer than a day.
        FileNotFoundError: There is no such file.
    """
    check_level(level)
    when = Period.of(day)
    if when.first != when.last:
        raise DefinitionError(f"{when} is not a day", "name the day on which the new units began, such as 2025-07-01.")
    problems: list[DxplanError] = []
    rows, name = read_rows(path, CROSSWALK, problems, sheet=sheet)
    sure = as_confidence(confidence).value
    crosswalk = _Crosswalk(rows, name, day=when.first, level=level, within=within, confidence=sure, beside=beside)
    problems += crosswalk.problems(expect)
    raised(problems, f"{name} cannot be read as a crosswalk")
    return crosswalk.gazetteer(law)


@attrs.define(eq=False)
class _Unit:
    """One unit on one side of a crosswalk.

    Attributes:
        row: The first row that has it.
        names: Its names, each with the first row that has it.
        others: The units of the other side that it shares land with, each with the first row that says so.
        said: Whether it is said to be divided, each with the first row that says so.
        parent: What it belongs to, where its rows say so.
        district: The district that it belongs to, and its name.
    """

    row: int
    names: dict[str, int] = attrs.field(factory=dict)
    others: dict[str, int] = attrs.field(factory=dict)
    said: dict[bool, int] = attrs.field(factory=dict)
    parent: str | None = None
    district: tuple[str, str | None] | None = None

    @property
    def name(self) -> str:
        return next(iter(self.names), "")


class _Crosswalk:
    """The rows of a crosswalk, and what they make."""

    def __init__(
        self,
        rows: Iterable[dict[str, Any]],
        file: str,
        *,
        day: date,
        level: str,
        within: str | None,
        confidence: str,
        beside: Gazetteer,
    ) -> None:
        self.file, self.day, self.eve, self.level = file, day, eve_of(day), level
        self.within, self.confidence, self.beside = within, confidence, beside
        self.old: dict[str, _Unit] = {}
        self.new: dict[str, _Unit] = {}
        self.found: list[DxplanError] = []
        self.mended: set[tuple[str, str]] = set()
        self.absent: set[tuple[str, date]] = set()
        for row in rows:
            self._take(row)

    def _take(self, row: dict[str, Any]) -> None:
        number, old, new = row[ROW], self._whole("old_code", row), self._whole("new_code", row)
        if old is None or new is None:
            self.found += self._unbalanced(row)
            return
        if old in self.old and new in self.old[old].others:
            fact = f"{old!r} passes to {new!r} in row {self.old[old].others[new]} already"
            self.found.append(DuplicateCodeError(fact, "keep one of the two rows.", self._at("new_code", number)))
        before, after = self.old.setdefault(old, _Unit(number)), self.new.setdefault(new, _Unit(number))
        before.others.setdefault(new, number)
        after.others.setdefault(old, number)
        for unit, name in ((before, row["old_name"]), (after, row["new_name"])):
            if name:
                unit.names.setdefault(name, number)
        if row["divided"] is not None:
            before.said.setdefault(row["divided"], number)
        before.parent, after.parent = before.parent or row["old_parent"], after.parent or row["new_parent"]
        district = self._whole("old_district_code", row, "district")
        if district is not None:
            before.district = before.district or (district, row["old_district"])

    def _whole(self, column: str, row: dict[str, Any], level: str | None = None) -> str | None:
        """Give a code with the zeros that it may have lost, which is said once."""
        code: str | None = row[column]
        level = level or self.level
        problem = None if code is None else lost_zeros_problem(code, level, self._at(column, row[ROW]))
        if problem is None or code is None:
            return code
        if (column, code) not in self.mended:
            self.mended.add((column, code))
            self.found.append(problem)
        return lost_zeros(code, level)

    def _unbalanced(self, row: dict[str, Any]) -> Iterator[DxplanError]:
        if row["old_code"] is not None:
            fact, hint = f"the old unit {row['old_code']!r} passed to nothing", "say in new_code what it passed to."
            yield FiguresError(fact, hint, self._at("new_code", row[ROW]))
        elif row["new_code"] is not None:
            fact, hint = f"the new unit {row['new_code']!r} was made from nothing", "say in old_code what of."
            yield FiguresError(fact, hint, self._at("old_code", row[ROW]))
        else:
            fact = "the row names neither an old unit nor a new one"
            yield FiguresError(fact, "fill in both codes, or take the row out.", self._at("old_code", row[ROW]))

    def problems(self, expect: tuple[int | None, int | None]) -> Iterator[DxplanError]:
        """Find everything that does not fit."""
        yield from self.found
        for code, unit in self.old.items():
            yield from self._code_problems("old", code, unit, self.eve)
            yield from self._divided_problems(code, unit)
            yield from self._told_otherwise(code, unit)
        for code, unit in self.new.items():
            yield from self._code_problems("new", code, unit, self.day)
            yield from self._left_out(code, unit)
        yield from self._missing()
        for nth, (side, units) in enumerate((("old", self.old), ("new", self.new))):
            if expect[nth] not in (None, len(units)):
                yield FiguresError(
                    f"there are {len(units)} {side} units, and {expect[nth]} are expected",
                    "look for units that are missing, or that are not of this level.",
                    Where(f"{side}_code", self.file),
                )

    def _code_problems(self, side: str, code: str, unit: _Unit, day: date) -> Iterator[DxplanError]:
        for name, row in list(unit.names.items())[1:]:
            yield DuplicateCodeError(
                f"{code!r} is called {unit.name!r} in row {unit.names[unit.name]}, and {name!r} here",
                "give every unit a code of its own, and one name.",
                self._at(f"{side}_name", row),
            )
        known = self._known(code, day)
        if known is not None:
            yield from self._unlike(side, code, unit, known)
            return
        for other in self.beside.of(code):
            if other.overlaps(self._span(side, code)):
                yield DuplicateCodeError(
                    f"the code {code!r} is that of {other.dated()} at the same time",
                    "correct the code or the day.",
                    self._at(f"{side}_code", unit.row),
                )
        yield from self._parent_problems(side, code, unit, day)

    def _unlike(self, side: str, code: str, unit: _Unit, known: Place) -> Iterator[DxplanError]:
        """Find what the tables say otherwise of a unit that they have."""
        if known.level != self.level:
            yield DuplicateCodeError(
                f"the code {code!r} is that of {known.dated()}, which is of another level",
                "correct the code, or name the level of the units.",
                self._at(f"{side}_code", unit.row),
            )
        names = {letters(split_name(version.called("vi"), known.level)[0]) for version in self.beside.names_of(known)}
        for name, row in list(unit.names.items())[:1]:
            if letters(split_name(name, self.level)[0]) not in names:
                yield FiguresError(
                    f"{code!r} is called {name!r} here, and {known.called('vi')!r} in the tables",
                    "check the code and the name.",
                    self._at(f"{side}_name", row),
                )

    def _parent_problems(self, side: str, code: str, unit: _Unit, day: date) -> Iterator[DxplanError]:
        parent, column = self._parent(side, unit), f"{side}_parent"
        if side == "old" and unit.district is not None:
            column = "old_district_code"
            if self._known(unit.district[0], day) is None:
                parent = unit.parent or self.within  # what the district belongs to, which is made of the row
        if parent is None:
            yield FiguresError(
                f"nothing says what {code!r} belongs to",
                f"name the place that all units belong to (within), or fill in a column {side}_parent.",
                self._at(column, unit.row),
            )
        elif self._known(parent, day) is None and not parent.startswith(MADE_UP) and parent not in self._own(day):
            if (parent, day) not in self.absent:  # said once
                self.absent.add((parent, day))
                hint = self.beside.missing(parent, Period(day, day)).hint
                fact = f"{parent!r}, which {code!r} belongs to, was not there on {day}"
                yield FiguresError(fact, hint, self._at(column, unit.row))

    def _divided_problems(self, code: str, unit: _Unit) -> Iterator[DxplanError]:
        parts = some_of([repr(other) for other in unit.others], _SHOWN)
        if len(unit.said) > 1:
            row = max(unit.said.values())
            fact = f"{code!r} is said to be divided and not to be"
            yield FiguresError(fact, "say the same in all its rows.", self._at("divided", row))
        elif unit.said.get(False) and len(unit.others) > 1:
            yield FiguresError(
                f"{code!r} is said not to be divided, and passes to {parts}",
                "take out the rows that are wrong, or say that it is divided.",
                self._at("divided", unit.said[False]),
            )
        elif unit.said.get(True) and len(unit.others) == 1:
            yield FiguresError(
                f"{code!r} is said to be divided, and passes to {parts} only",
                "add a row for each of its parts, or say that it is not divided.",
                self._at("divided", unit.said[True]),
            )

    def _told_otherwise(self, code: str, unit: _Unit) -> Iterator[DxplanError]:
        known = self._known(code, self.eve)
        told = None if known is None else self._told(known)
        if told is not None and told != set(unit.others):
            yield FiguresError(
                f"{code!r} passes to {some_of([repr(c) for c in sorted(unit.others)], _SHOWN)} here, and to "
                f"{some_of([repr(c) for c in sorted(told)], _SHOWN)} in the tables",
                "check the codes and the day.",
                self._at("new_code", unit.row),
            )

    def _told(self, known: Place) -> set[str] | None:
        """Tell which codes the tables say that a place passed to on the day; None where they do not say."""
        if known.there(self.day):
            return {known.code}
        steps = self.beside.ways.passed.get(known.id)
        return None if steps is None else {step.place.code for step in steps}

    def _left_out(self, code: str, unit: _Unit) -> Iterator[DxplanError]:
        known = self._known(code, self.day)
        steps = [] if known is None or known.since != self.day else self.beside.ways.came.get(known.id, [])
        absent = [repr(step.place.code) for step in steps if step.place.code not in unit.others]
        absent = [other for other in absent if other.strip("'") not in self.old]  # of the others that is said already
        if absent:
            yield FiguresError(
                f"{code!r} was made from {some_of(absent, _SHOWN)} too, which has no row here",
                "add the rows that are missing.",
                self._at("new_code", unit.row),
            )

    def _missing(self) -> Iterator[DxplanError]:
        """Find units that the tables have within the place of the crosswalk, and of which it has no row."""
        if self.within is None or self._known(self.within, self.eve) is None:
            return
        there, _ = self.beside.at(self.eve).under(self.within, self.level)
        told = {step.place.code for code in self.new for step in self._came(code)}
        absent = [repr(p.code) for p in there if p.until == self.eve and p.code not in self.old and p.code not in told]
        if absent:
            yield FiguresError(
                f"{self.within!r} had the units {some_of(absent, _SHOWN)} too, which passed to nothing",
                "add the rows that are missing.",
                Where("old_code", self.file),
            )

    def _came(self, code: str) -> Iterator[Any]:
        known = self._known(code, self.day)
        return iter([] if known is None else self.beside.ways.came.get(known.id, []))

    def _known(self, code: str, day: date) -> Place | None:
        return next((place for place in self.beside.of(code) if place.there(day)), None)

    def _at(self, column: str, row: int) -> Where:
        return Where(column, self.file, row)

    def _goes_on(self, code: str) -> bool:
        """Tell whether an old unit alone makes up the new one of its code."""
        return code in self.new and [code] == list(self.old[code].others) == list(self.new[code].others)

    def _span(self, side: str, code: str) -> Place:
        """Give a place of the days of a unit."""
        place = Place(code=code, level=self.level, name=Text(vi=code))
        return attrs.evolve(place, until=self.eve) if side == "old" else attrs.evolve(place, since=self.day)

    def _parent(self, side: str, unit: _Unit) -> str | None:
        if side == "old" and unit.district is not None:
            return unit.district[0]
        return unit.parent or self.within

    def _place(self, side: str, code: str, unit: _Unit) -> Place:
        name, kind = split_name(unit.name, self.level)
        return attrs.evolve(
            self._span(side, code),
            name=Text(vi=name or code),
            full_name=Text(vi=unit.name if kind else ""),
            kind=kind,
            parent=self._parent(side, unit),
            confidence=self.confidence,
        )

    def gazetteer(self, law: str) -> Gazetteer:
        """Give the gazetteer with the units, their districts, and what became of them."""
        event = self._event(law)
        places = list(self._districts())
        steps: list[Succession] = []
        before = {code: self._known(code, self.eve) for code in self.old}
        after = {code: self._known(code, self.day) for code in self.new}
        for code, unit in self.old.items():
            if before[code] is None:
                place = self._place("old", code, unit)
                if self._goes_on(code):
                    places += self._going_on(place, self.new[code])
                    continue
                before[code] = attrs.evolve(place, ended_by=event.code)
                places.append(before[code])  # type: ignore[arg-type]
        for code, unit in self.new.items():
            if after[code] is None and not (code in self.old and self._goes_on(code)):
                after[code] = attrs.evolve(self._place("new", code, unit), begun_by=event.code)
                places.append(after[code])  # type: ignore[arg-type]
        for code, unit in self.old.items():
            earlier = before[code]
            if earlier is not None and self._told(earlier) is None:
                later = [after[other] for other in unit.others]
                steps += [
                    Succession(before=earlier, after=place, event=event, confidence=self.confidence)
                    for place in later
                    if place is not None
                ]
        return self.beside.with_places(places, steps, [event] if places else [])

    def _going_on(self, place: Place, after: _Unit) -> Iterator[Place]:
        """Give a unit that goes on, twice where its name, kind or parent is another since the day."""
        first = attrs.evolve(place, until=None)
        name, kind = split_name(after.name, self.level)
        named, parent = after.name and (name, kind) != (first.name.vi, first.kind), self._parent("new", after)
        yield first
        if named or parent != first.parent:
            yield attrs.evolve(
                first,
                name=Text(vi=name) if named else first.name,
                full_name=Text(vi=after.name if kind else "") if named else first.full_name,
                kind=kind if named else first.kind,
                named_since=self.day if named else None,
                parent=parent,
                parent_since=self.day if parent != first.parent else None,
            )

    def _own(self, day: date) -> set[str]:
        """Give the codes of the districts that the rows name, as long as there are any."""
        end = self.beside.end_of("district")
        return set() if end and end.day <= day else {unit.district[0] for unit in self.old.values() if unit.district}

    def _districts(self) -> Iterator[Place]:
        """Give the districts that the rows name and no table has; they end with all districts."""
        end = self.beside.end_of("district")
        found: dict[str, Place] = {}
        for unit in self.old.values():
            code, full_name = unit.district or ("", "")
            if code and code not in found and self._known(code, self.eve) is None:
                name, kind = split_name(full_name or code, "district")
                found[code] = Place(
                    code=code,
                    level="district",
                    name=Text(vi=name),
                    full_name=Text(vi=(full_name or "") if kind else ""),
                    kind=kind,
                    parent=unit.parent or self.within,
                    until=eve_of(end.day) if end else None,
                    ended_by=end.code if end else None,
                    confidence=self.confidence,
                )
        yield from found.values()

    def _event(self, law: str) -> Event:
        """Give the event, under a code that no other has."""
        divided = any(len(unit.others) > 1 for unit in self.old.values())
        code = base = "-".join(filter(None, (str(self.day), self.level, self.within)))
        number = 1
        while self.beside.event(code) is not None:
            number += 1
            code = f"{base}-{number}"
        return Event(
            code=code,
            day=self.day,
            kind="merge/split" if divided else "merge",
            level=self.level,
            before=f"{len(self.old)} units",
            after=f"{len(self.new)} units",
            law=law,
        )
