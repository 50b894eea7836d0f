"""Method files: TOML in, a `Method` out, or every problem at once with its line."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from dxplan import plugins
from dxplan.errors import DefinitionError, DxplanError, Problems, UnknownCodeError, Where
from dxplan.expr.formula import WORDS
from dxplan.expr.givens import GIVENS
from dxplan.expr.nodes import Param, Step
from dxplan.io.field_values import shown
from dxplan.io.method_tables import TABLES, Head, OutputTable, ParameterTable, RollUpTable, StatusTable
from dxplan.io.objects import Model, collect
from dxplan.io.toml_files import parse_toml, placed, read_text
from dxplan.methods.formulas import Names
from dxplan.methods.method import COMBINE, HEADLINE, RESERVED, ROLLED, Line, Method, Output, Parameter, RollUp
from dxplan.methods.statuses import STATUSES
from dxplan.methods.verdict import ABOUT, OFFERED, VERDICT
from dxplan.model.goals import DEFAULT_ABOUT
from dxplan.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    from dxplan.expr.fluent import Expr
    from dxplan.typing import IntoPath

_METHOD_STATUSES = ("achieved", "on_track", "at_risk", "off_track", "not_due")
"""The statuses that a method can give: the others are settled before it is asked."""

_ABOUT_NOTE = Text(
    vi="sai số của “khoảng” và “gần”, so với giá trị được báo cáo",
    en="how far “about” and “nearly” may be off, as a share of the reported value",
)


GROUP = "dxplan.methods"
"""The entry point group under which a package offers methods: each names the package that holds ``<id>.toml``."""


def installed_methods() -> tuple[str, ...]:
    """List the methods that are installed, those of other packages among them."""
    return tuple(sorted({*_shipped(), *plugins.names(GROUP)}))


def load_method(method: IntoPath) -> Method:
    """Load an installed method by its id, or a method from a file.

    Args:
        method: An id such as ``attainment``, or the path of a TOML file.

    Raises:
        Problems: Everything that is wrong with the file, each with its line and what to do.
        UnknownCodeError: No method of that id is installed.
        FileNotFoundError: There is no such file.
    """
    name = os.fspath(method)
    # What comes with dxplan is found without a look at every package that is installed.
    if name in _shipped() or name in plugins.names(GROUP):
        return _load_installed(name)
    path = Path(name)
    if path.suffix != ".toml" and len(path.parts) == 1:
        raise UnknownCodeError.among("installed method", name, installed_methods())
    if not path.is_file():
        raise FileNotFoundError(f"there is no method file {name!r}")
    return loads_method(read_text(path, name), file=name)


def loads_method(text: str, *, file: str = "method.toml") -> Method:
    """Read a method from the text of a TOML file.

    Args:
        text: The text.
        file: What to call it in messages.

    Raises:
        Problems: Everything that is wrong with it, each with its line and what to do.
    """
    raw = parse_toml(text, file)
    try:
        return _build(raw)
    except Problems as group:
        raise placed(group, text, file) from None


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Traversable]:
    """Find the files of the methods that come with dxplan, by id."""
    return {
        entry.name.removesuffix(".toml"): entry
        for entry in (Path(__file__).parents[1] / "methods").iterdir()
        if entry.name.endswith(".toml")
    }


@lru_cache(maxsize=64)
def _load_installed(name: str) -> Method:
    shipped = _shipped()
    entry = shipped[name] if name in shipped else plugins.file(GROUP, name, f"{name}.toml")
    return loads_method(entry.read_text(encoding="utf-8"), file=f"{name}.toml")


def _build(raw: dict[str, Any]) -> Method:
    """Make a method of a parsed file."""
    problems: list[DxplanError] = []
    keys = [field.name for field in attrs.fields(Head)]
    problems += [
        UnknownCodeError.among("key", key, [*keys, *TABLES]).at(Where(f"$.{key}"))
        for key in raw
        if key not in keys and key not in TABLES
    ]
    head = collect(problems, {key: raw[key] for key in keys if key in raw}, Head, "$")
    if head is not None:
        problems += _head_problems(head)
    tables = _Tables(raw, problems)
    method = tables.method(head)
    if problems or method is None:
        raise Problems("the method cannot be read", problems)
    return method


def _head_problems(head: Head) -> list[DxplanError]:
    problems: list[DxplanError] = [
        UnknownCodeError.among("given", need, GIVENS).at(Where(f"$.needs[{nth}]"))
        for nth, need in enumerate(head.needs)
        if need not in GIVENS
    ]
    units = ("declared_unit", "base_unit")
    if head.values not in units:
        problems.append(UnknownCodeError.among("unit of values", head.values, units).at(Where("$.values")))
    return problems


class _Tables:
    """The tables of one file, read in the order in which they build on one another."""

    def __init__(self, raw: dict[str, Any], problems: list[DxplanError]) -> None:
        self.raw, self.problems = raw, problems
        self.read = {name: self.table(name) for name in ("params", "let", "outputs", "rollup")}

    def method(self, head: Head | None) -> Method | None:
        if not all(isinstance(self.raw.get(name, {}), dict) for name in self.read):
            return None  # what the names in formulas stand for is not known
        params = self.params()
        outputs = self.outputs()
        texts = {**self.texts("let"), **{name: output.formula for name, output in outputs.items()}}
        known = {**{p.name: Param(p.name) for p in params}, **_offered()}
        meant = {HEADLINE, *self.read["params"], *self.read["let"], *self.read["outputs"]}
        names = Names(known, broken=meant - {*known, *texts})
        let = names.read_steps(texts, "$.let")
        self.problems += [self.moved(problem, outputs) for problem in names.problems]
        self.number_problems(let, outputs)
        names.problems = []
        lines = self.lines(names, self.items(self.raw.get("status", []), "$.status"), "$.status")
        roll_up = self.roll_up(params)
        self.problems += names.problems
        if head is None or self.problems:
            return None
        return Method(
            **attrs.asdict(head, recurse=False),
            parameters=tuple(params),
            let=let,
            outputs=tuple(
                Output(name=name, title=output.title, percent=output.percent) for name, output in outputs.items()
            ),
            lines=lines,
            roll_up=roll_up,
        )

    def table(self, name: str) -> dict[str, Any]:
        """Give a table of the file, or an empty one."""
        table = self.raw.get(name, {})
        if isinstance(table, dict):
            return table
        self.note(f"{name!r} is not a table", f"write its lines under [{name}].", f"$.{name}")
        return {}

    def items(self, items: object, path: str) -> list[Any]:
        if isinstance(items, list):
            return items
        self.note(f"{path[2:]!r} is not a list", f"write each one under a line [[{path[2:]}]].", path)
        return []

    def note(self, fact: str, hint: str, path: str) -> None:
        self.problems.append(DefinitionError(fact, hint, Where(path)))

    def params(self) -> list[Parameter]:
        found: dict[str, Parameter] = {}
        for name, value in self.read["params"].items():
            path = f"$.params.{name}"
            made = self.whole_or(value, "value", ParameterTable, path)
            if made is not None:
                self.attempt(path, lambda: found.update({name: Parameter(name=name, value=made.value, note=made.note)}))  # noqa: B023 (called at once)
            if name in (*OFFERED, *ROLLED, *WORDS):
                self.note(f"{name!r} already means something in formulas", "give the parameter another name.", path)
            if "." in name:
                self.note(f"the name {name!r} has a dot", "dots are for dxplan's own steps; use _.", path)
        if ABOUT not in found:
            found[ABOUT] = Parameter(name=ABOUT, value=DEFAULT_ABOUT, note=_ABOUT_NOTE)
        return list(found.values())

    def whole_or(self, value: Any, key: str, cls: type[Model], path: str) -> Model | None:
        """Read an object that may be written as the value of one of its keys alone."""
        if isinstance(value, dict):
            return collect(self.problems, value, cls, path)
        problems: list[DxplanError] = []
        made = collect(problems, {key: value}, cls, path)
        self.problems += [problem.at(Where(path)) for problem in problems]
        return made

    def attempt(self, path: str, action: Callable[[], object]) -> None:
        try:
            action()
        except DxplanError as error:
            self.problems.append(error.at(Where(path)))

    def texts(self, name: str) -> dict[str, str]:
        """Give the formulas of a table."""
        texts = {}
        for key, value in self.read[name].items():
            if isinstance(value, str):
                texts[key] = value
            else:
                self.note(f"{shown(value)} is no formula", 'write it in quotes: "…".', f"$.{name}.{key}")
        return texts

    def outputs(self) -> dict[str, OutputTable]:
        found = {}
        for name, value in self.read["outputs"].items():
            made = self.whole_or(value, "formula", OutputTable, f"$.outputs.{name}")
            if made is not None:
                found[name] = made
            if name in RESERVED:
                self.attempt(f"$.outputs.{name}", lambda: Output(name=name))  # noqa: B023 (called at once)
        if HEADLINE not in self.read["outputs"]:
            self.note(
                f"there is no output {HEADLINE!r}",
                f'every method gives one: add {HEADLINE} = "…" under [outputs].',
                "$.outputs",
            )
        again = [name for name in found if name in self.read["let"]]
        for name in again:
            self.note(f"{name!r} is a step and an output", "keep its formula in one of them.", f"$.outputs.{name}")
            del found[name]
        return found

    def moved(self, problem: DxplanError, outputs: Mapping[str, OutputTable]) -> DxplanError:
        """Point a problem of an output to where the output stands."""
        path = problem.where.path if problem.where else ""
        name = path.removeprefix("$.let.")
        if name not in outputs:
            return problem
        whole = isinstance(self.read["outputs"][name], str)
        return problem.at(Where(f"$.outputs.{name}" + ("" if whole else ".formula")))

    def number_problems(self, let: Mapping[str, Expr], outputs: Mapping[str, OutputTable]) -> None:
        for name in outputs:
            if name in let and let[name].gives_truth:
                self.note(
                    f"the output {name!r} is a condition", "choose a number by it: where(…, 1, 0).", f"$.outputs.{name}"
                )

    def lines(self, names: Names, items: list[Any], path: str) -> tuple[Line, ...]:
        read = [self.line(names, item, f"{path}[{nth}]") for nth, item in enumerate(items)]
        return tuple(line for line in read if line is not None)

    def line(self, names: Names, item: Any, spot: str) -> Line | None:
        """Read one line of statuses; where ``as`` is left out, its code must be one of ours."""
        if isinstance(item, dict):
            if "status" in item:
                self.problems.append(UnknownCodeError.among("key", "status", ["as"]).at(Where(f"{spot}.status")))
            word = item.get("as", item.get("code"))
            if word not in _METHOD_STATUSES:
                unknown = UnknownCodeError.among("status of a method", shown(word).strip("'"), _METHOD_STATUSES)
                self.problems.append(unknown.at(Where(f"{spot}.as")))
                return None
            item = {**{key: value for key, value in item.items() if key != "as"}, "status": word}
        made = collect(self.problems, item, StatusTable, spot)
        if made is None:
            return None
        when = names.read(made.when, f"{spot}.when", truth=True)
        if when is None:
            return None
        status = STATUSES[made.status]
        return Line(code=made.code, status=status, when=when, label=made.label or status.label)

    def roll_up(self, params: list[Parameter]) -> RollUp | None:
        if "rollup" not in self.raw:
            return None
        table = self.read["rollup"]
        made = collect(self.problems, {k: v for k, v in table.items() if k != "status"}, RollUpTable, "$.rollup")
        known = {**{p.name: Param(p.name) for p in params}, **{name: Step(name) for name in ROLLED}}
        names = Names(known, broken=set(self.read["params"]) - set(known))
        lines = self.lines(names, self.items(table.get("status", []), "$.rollup.status"), "$.rollup.status")
        self.problems += names.problems
        if made is None:
            return None
        known_outputs = {HEADLINE, *self.read["outputs"]}
        if made.output not in known_outputs:
            unknown = UnknownCodeError.among("output", made.output, known_outputs)
            self.problems.append(unknown.at(Where("$.rollup.output")))
        if made.combine in COMBINE:
            return RollUp(output=made.output, combine=made.combine, lines=lines)
        self.problems.append(
            UnknownCodeError.among("way to combine", made.combine, COMBINE).at(Where("$.rollup.combine"))
        )
        return None


def _offered() -> dict[str, Expr]:
    return {name: Step(name, VERDICT[name].gives_truth) for name in OFFERED}
