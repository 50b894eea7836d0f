"""Crosswalks: tables of which old unit passed to which new one, on one day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dxplan.errors import DefinitionError, DuplicateCodeError, DxplanError, FiguresError, Where
from dxplan.figures.normalise import ROW
from dxplan.io.crosswalk_units import Crosswalk, Unit
from dxplan.io.place_cells import CROSSWALK, lost_zeros, lost_zeros_problem, raised, read_rows
from dxplan.model.documents import as_confidence
from dxplan.periods import Period
from dxplan.places import LEVELS, Gazetteer, Place, gazetteer
from dxplan.places.kinds import split_name
from dxplan.places.levels import check_level
from dxplan.places.names import letters
from dxplan.text import some_of

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
    crosswalk = _Checked(rows, name, day=when.first, level=level, within=within, confidence=sure, beside=beside)
    problems += crosswalk.problems(expect)
    raised(problems, f"{name} cannot be read as a crosswalk")
    return crosswalk.gazetteer(law)


class _Checked(Crosswalk):
    """A crosswalk as its rows say it, and what does not fit."""

    def __init__(self, rows: Iterable[dict[str, Any]], file: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.file = file
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
        before, after = self.old.setdefault(old, Unit(number)), self.new.setdefault(new, Unit(number))
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

    def _code_problems(self, side: str, code: str, unit: Unit, day: date) -> Iterator[DxplanError]:
        for name, row in list(unit.names.items())[1:]:
            yield DuplicateCodeError(
                f"{code!r} is called {unit.name!r} in row {unit.names[unit.name]}, and {name!r} here",
                "give every unit a code of its own, and one name.",
                self._at(f"{side}_name", row),
            )
        known = self.known(code, day)
        if known is not None:
            yield from self._unlike(side, code, unit, known)
            return
        for other in self.beside.of(code):
            if other.overlaps(self.span(side, code)) and not self.ends(other):
                yield DuplicateCodeError(
                    f"the code {code!r} is that of {other.dated()} at the same time",
                    "correct the code or the day.",
                    self._at(f"{side}_code", unit.row),
                )
        yield from self._parent_problems(side, code, unit, day)

    def _unlike(self, side: str, code: str, unit: Unit, known: Place) -> Iterator[DxplanError]:
        """Find what the tables say otherwise of a unit that they have."""
        if known.level != self.level:
            yield DuplicateCodeError(
                f"the code {code!r} is that of {known.dated()}, which is of another level",
                "correct the code, or name the level of the units.",
                self._at(f"{side}_code", unit.row),
            )
            return
        if side == "new" and known.there(self.eve) and set(unit.others) != {code}:
            yield FiguresError(
                f"{code!r} is {known.dated()} in the tables, and so was not made on {self.day}",
                "check the code and the day; of several crosswalks read the earlier ones first.",
                self._at("new_code", unit.row),
            )
        names = {letters(split_name(version.called("vi"), known.level)[0]) for version in self.beside.names_of(known)}
        for name, row in list(unit.names.items())[:1]:
            named = known.name.vi != known.code  # an earlier crosswalk may have had no name for it
            if named and letters(split_name(name, self.level)[0]) not in names:
                yield FiguresError(
                    f"{code!r} is called {name!r} here, and {known.called('vi')!r} in the tables",
                    "check the code and the name.",
                    self._at(f"{side}_name", row),
                )

    def _parent_problems(self, side: str, code: str, unit: Unit, day: date) -> Iterator[DxplanError]:
        parent, column = self.parent(side, unit), f"{side}_parent"
        if side == "old" and unit.district is not None:
            column = "old_district_code"
            if self.known(unit.district[0], day) is None and unit.district[0] not in self.old:
                parent = unit.parent or self.within  # what the district belongs to, which is made of the row
        if parent is None:
            yield FiguresError(
                f"nothing says what {code!r} belongs to",
                f"name the place that all units belong to (within), or fill in a column {side}_parent.",
                self._at(column, unit.row),
            )
        elif parent in self.old or parent in self.new or not self.is_above(parent, day):
            fact = f"{code!r} is of the {LEVELS[self.level].en}, and so is no part of {parent!r}"
            yield DefinitionError(fact, "name a parent of a higher level.", self._at(column, unit.row))
        elif not self.has_parent(parent, day) and (parent, day) not in self.absent:
            self.absent.add((parent, day))  # said once
            hint = self.beside.missing(parent, Period(day, day)).hint
            fact = f"{parent!r}, which {code!r} belongs to, was not there on {day}"
            yield FiguresError(fact, hint, self._at(column, unit.row))

    def _divided_problems(self, code: str, unit: Unit) -> Iterator[DxplanError]:
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

    def _told_otherwise(self, code: str, unit: Unit) -> Iterator[DxplanError]:
        known = self.known(code, self.eve)
        told = None if known is None or known.level != self.level else self.told(known)
        if told is not None and told != set(unit.others):
            yield FiguresError(
                f"{code!r} passes to {some_of([repr(c) for c in sorted(unit.others)], _SHOWN)} here, and to "
                f"{some_of([repr(c) for c in sorted(told)], _SHOWN)} in the tables",
                "check the codes and the day.",
                self._at("new_code", unit.row),
            )

    def _left_out(self, code: str, unit: Unit) -> Iterator[DxplanError]:
        # Of those that have a row it is said there.
        absent = [repr(came) for came in self.came(code) if came not in unit.others and came not in self.old]
        if absent:
            yield FiguresError(
                f"{code!r} was made from {some_of(absent, _SHOWN)} too, which has no row here",
                "add the rows that are missing.",
                self._at("new_code", unit.row),
            )

    def _missing(self) -> Iterator[DxplanError]:
        """Find units that the tables have within the place of the crosswalk, and of which it has no row."""
        if self.within is None or self.known(self.within, self.eve) is None:
            return
        there, _ = self.beside.at(self.eve).under(self.within, self.level)
        told = {came for code in self.new for came in self.came(code)}
        absent = [repr(p.code) for p in there if p.until == self.eve and p.code not in self.old and p.code not in told]
        if absent:
            yield FiguresError(
                f"{self.within!r} had the units {some_of(absent, _SHOWN)} too, which passed to nothing",
                "add the rows that are missing.",
                Where("old_code", self.file),
            )

    def _at(self, column: str, row: int) -> Where:
        return Where(column, self.file, row)
