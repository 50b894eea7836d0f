"""Every message that the source of dxplan can give, as templates with named places.

A template is written as a format string: ``no {kind!s} has the code {code!r}``. Its places are named by the expression
that fills them, and say what is put there: ``!r`` a quoted value, ``!s`` words that are a message themselves, ``!d`` a
number or a day, and nothing a value as it is.
"""

from __future__ import annotations

import ast
import re
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import attrs

import dxplan

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(dxplan.__file__).parent


@attrs.frozen
class Place:
    """Where a value stands in a message."""

    name: str
    kind: str = ""


Parts: TypeAlias = "tuple[str | Place, ...]"
"""A template in pieces: words, and places between them."""

UNKNOWN: Parts = (Place(""),)
"""What nothing in the source says."""

_NESTED = frozenset({"fact", "hint", "en", "error", "reason", "kind", "names", "found", "said"})
"""What is a message itself, or made of words, though the source does not show of which."""

_FIELDS = {"what": "Form", "one": "Form", "why": "Limit", "instead": "Limit"}
"""Attributes of data that are words of messages, and the class whose instances hold them."""

_VALUES = frozenset(
    {"code", "expr", "field", "file", "group", "lang", "name", "override", "path", "rest", "text", "unit", "window"}
)
"""Names that stand for codes, keys and files, and never for words."""

_SAYS = frozenset({"in_", "say", "text"})
"""Methods that give texts of plans, not of messages."""

_FIGURES = frozenset({"since", "until"})
"""Names that stand for days."""

_TYPED = "_typed"
"""The function that writes numbers as a person types them."""

_MOST = 64
"""How many readings of one expression are followed."""


@attrs.define
class Source:
    """The modules of the package, and what is found in them."""

    modules: dict[str, ast.Module] = attrs.field(factory=dict)
    parents: dict[ast.AST, ast.AST] = attrs.field(factory=dict)
    module_of: dict[ast.AST, str] = attrs.field(factory=dict)
    calls: dict[str, list[ast.Call]] = attrs.field(factory=dict)
    functions: dict[str, list[ast.FunctionDef]] = attrs.field(factory=dict)
    words: dict[Parts, str] = attrs.field(factory=dict)
    following: set[tuple[int, str]] = attrs.field(factory=set)

    @classmethod
    def read(cls, root: Path = ROOT) -> Source:
        """Read every module under a folder."""
        source = cls()
        for file in sorted(root.rglob("*.py")):
            name = file.relative_to(root).as_posix()
            tree = source.modules[name] = ast.parse(file.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                source.module_of[node] = name
                for child in ast.iter_child_nodes(node):
                    source.parents[child] = node
                if isinstance(node, ast.Call):
                    source.calls.setdefault(last_name(node.func), []).append(node)
                elif isinstance(node, ast.FunctionDef):
                    source.functions.setdefault(node.name, []).append(node)
        return source

    def function_around(self, node: ast.AST) -> ast.FunctionDef | None:
        """Give the function that a piece of source stands in."""
        while node in self.parents:
            node = self.parents[node]
            if isinstance(node, ast.FunctionDef):
                return node
        return None

    def note(self, readings: list[Parts], node: ast.AST) -> None:
        """Keep words that are put into messages."""
        for parts in readings:
            if says(parts):
                self.words.setdefault(_stripped(_unique(parts)), self.module_of[node])

    def pair(self, node: ast.AST, name: str) -> tuple[ast.expr, ast.expr]:
        """Give the two values of a constant of the module."""
        for made in self.modules[self.module_of[node]].body:
            if isinstance(made, ast.Assign) and ast.unparse(made.targets[0]) == name:
                first, second = made.value.elts  # type: ignore[attr-defined]
                return first, second
        raise LookupError(name)

    def readings(self, node: ast.expr | None) -> list[Parts]:  # noqa: C901, PLR0911 (one case for each piece of grammar)
        """Give every template that an expression can become."""
        match node:
            case None | ast.Constant(value=None):
                return []
            case ast.Constant(value=str(text)):
                return [(text,)]
            case ast.JoinedStr(values):
                return _joined(
                    self._piece(value, beside=isinstance(before, ast.FormattedValue))
                    for before, value in zip([None, *values], values, strict=False)
                )
            case ast.BinOp(left, ast.Add(), right):
                return _joined(self.readings(side) or [UNKNOWN] for side in (left, right))
            case ast.IfExp(_, body, orelse):
                return _distinct([*self.readings(body), *self.readings(orelse)])
            case ast.BoolOp(ast.Or(), values):
                return _distinct([parts for value in values for parts in self.readings(value)])
            case ast.Attribute(attr=attr) if attr in ("fact", "hint"):
                return [(Place(attr, "s"),)]
            case ast.Attribute(attr=attr) if attr in _FIELDS:
                held = self.calls.get(_FIELDS[attr], [])
                return _distinct([parts for call in held for parts in self._argument_of_class(call, attr)])
            case ast.Name(id=name) if name.strip("_").lower() not in _VALUES:
                return self._once(node, name) or [(Place(_named(node)),)]
            case ast.Call(func=ast.Attribute(value=ast.Constant(str(between)), attr="join"), args=[items]):
                return self._listed(items, _named(node), between)
            case ast.Call(func=ast.Attribute(value=value, attr="replace")) if _says_anything(self.readings(value)):
                return self.readings(value)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name not in _SAYS:
                found = [reading for made in self._functions(node, name) for reading in self._returned(made)]
                return _distinct(found) or [(Place(_named(node)),)]
        return [(Place(_named(node)),)]

    def _listed(self, items: ast.expr, name: str, between: str) -> list[Parts]:
        """Read a list in words; each of its items may be a message."""
        elements = self.readings(items.elt) if isinstance(items, (ast.GeneratorExp, ast.ListComp)) else []
        said = [parts for parts in elements if says(parts)]
        self.note(said, items)
        return [(Place(name, "s" if said or says((between,)) else ""),)]

    def _once(self, node: ast.Name, name: str) -> list[Parts]:
        """Follow a name to what it stands for, and never in a circle."""
        function = self.function_around(node)
        key = (id(function), name)
        if key in self.following:
            return []
        self.following.add(key)
        try:
            found: list[Parts] = []
            while function is not None and not found:
                found = self._assigned(function, name) or self._passed(function, name)
                function = self.function_around(function)
            return _distinct(found or self._assigned(self.modules[self.module_of[node]], name, outermost=True))
        finally:
            self.following.discard(key)

    def _assigned(self, scope: ast.AST, name: str, *, outermost: bool = False) -> list[Parts]:
        found: list[Parts] = []
        for node in ast.iter_child_nodes(scope) if outermost else ast.walk(scope):
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    found += self.readings(value)
                case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                    for target, value in zip(targets, values, strict=False):
                        if isinstance(target, ast.Name) and target.id == name:
                            found += self.readings(value)
        return found

    def _passed(self, function: ast.FunctionDef, name: str) -> list[Parts]:
        """Give what a function is called with for one of its parameters."""
        names = [argument.arg for argument in function.args.args]
        if name not in (*names, *(argument.arg for argument in function.args.kwonlyargs)):
            return []
        method = bool(names) and names[0] in ("self", "cls")
        found: list[Parts] = []
        private = function.name.startswith("_")
        for call in self.calls.get(function.name, []):
            if private and self.module_of[call] != self.module_of[function]:
                continue
            argument = given(call, name, names[1:] if method else names)
            if argument is not None:
                found += self.readings(argument)
        return found

    def _argument_of_class(self, call: ast.Call, name: str) -> list[Parts]:
        """Give what an instance is made with for one of its fields, in the order in which the class has them."""
        order = {"Limit": ["why", "instead"], "Form": ["what", "one"]}[last_name(call.func)]
        return self.readings(given(call, name, order))

    def _functions(self, call: ast.Call, name: str) -> list[ast.FunctionDef]:
        """Give the functions of a name that gives texts, those of the same module first."""
        texts = [f for f in self.functions.get(name, []) if f.returns is not None and ast.unparse(f.returns) == "str"]
        own = [function for function in texts if self.module_of[function] == self.module_of[call]]
        return own or ([] if name.startswith("_") else texts)

    def _returned(self, function: ast.FunctionDef) -> list[Parts]:
        key = (id(function), "")
        if key in self.following:
            return []
        self.following.add(key)
        try:
            returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
            return [parts for node in returns for parts in self.readings(node.value)]
        finally:
            self.following.discard(key)

    def _piece(self, value: ast.expr, *, beside: bool) -> list[Parts]:  # noqa: PLR0911 (one for each kind of piece)
        """Read one piece of an f-string: words written in place are part of the template, others a message within.

        Words right beside another place are part of the template too: nothing would tell where they begin.
        """
        if not isinstance(value, ast.FormattedValue):
            return self.readings(value)
        name = _named(value.value)
        if value.conversion == ord("r"):
            return [(Place(name, "r"),)]
        if value.format_spec is not None:
            return [(Place(name),)]
        if isinstance(value.value, (ast.IfExp, ast.BoolOp)) or self._chosen(value.value):
            return [_without_words(parts, name) for parts in self.readings(value.value)]
        if name in _FIGURES or (isinstance(value.value, ast.Call) and last_name(value.value.func) == _TYPED):
            return [(Place(name, "d"),)]
        found = self.readings(value.value)
        readings = [parts for parts in found if says(parts)]
        spoken = [parts for parts in readings if all(isinstance(part, str) for part in parts)]
        if readings and (beside or (len(spoken) == len(readings) < len(found) and not within(found))):
            return [_without_words(parts, name) for parts in found]
        self.note(readings, value)
        return [(Place(name, "s" if readings or within(found) or name in _NESTED else ""),)]

    def _chosen(self, node: ast.expr) -> bool:
        """Tell whether a name stands for one of two wordings that are chosen right there."""
        function = self.function_around(node)
        if not isinstance(node, ast.Name) or function is None:
            return False
        values = [
            made.value
            for made in ast.walk(function)
            if isinstance(made, ast.Assign) and ast.unparse(made.targets[0]) == node.id
        ]
        return len(values) == 1 and isinstance(values[0], ast.IfExp) and _says_anything(self.readings(values[0]))


def written(parts: Parts) -> str:
    """Write a template as a format string."""
    return "".join(
        part.replace("{", "{{").replace("}", "}}")
        if isinstance(part, str)
        else f"{{{part.name}{f'!{part.kind}' if part.kind else ''}}}"
        for part in _unique(parts)
    )


def given(call: ast.Call, name: str, order: list[str]) -> ast.expr | None:
    """Give what a call passes for a parameter, or None."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    nth = order.index(name) if name in order else len(call.args)
    plain = nth < len(call.args) and not any(isinstance(argument, ast.Starred) for argument in call.args[: nth + 1])
    return call.args[nth] if plain else None


def _joined(pieces: Iterable[list[Parts]]) -> list[Parts]:
    found = [sum(parts, ()) for parts in product(*pieces)][:_MOST]
    return _distinct([_merged(parts) for parts in found])


def _merged(parts: Parts) -> Parts:
    merged: list[str | Place] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def _stripped(parts: Parts) -> Parts:
    """Leave the blanks around words to the message that they stand in."""
    first, *rest = parts
    return (first.lstrip() if isinstance(first, str) else first, *rest)


def _without_words(parts: Parts, name: str) -> Parts:
    """Name a place that stands for the whole of a choice by the choice."""
    return parts if says(parts) or not parts else tuple(p if isinstance(p, str) else Place(name, p.kind) for p in parts)


def _unique(parts: Parts) -> Parts:
    """Give every place of a template a name of its own."""
    seen: dict[str, int] = {}
    named: list[str | Place] = []
    for part in _merged(parts):
        if isinstance(part, Place):
            nth = seen[part.name] = seen.get(part.name, 0) + 1
            named.append(part if nth == 1 else attrs.evolve(part, name=f"{part.name}_{nth}"))
        else:
            named.append(part)
    return tuple(named)


def says(parts: Parts) -> bool:
    """Tell whether a template has words in it, and not signs and values only."""
    return any(isinstance(part, str) and re.search(r"[A-Za-z]{2}", part) for part in parts)


def within(readings: list[Parts]) -> bool:
    """Tell whether a message stands within one of the readings."""
    return any(isinstance(part, Place) and part.kind == "s" for parts in readings for part in parts)


def _says_anything(readings: list[Parts]) -> bool:
    return any(says(parts) for parts in readings)


def _distinct(found: list[Parts]) -> list[Parts]:
    return list(dict.fromkeys(found))[:_MOST]


def last_name(node: ast.expr) -> str:
    """Give the last part of a dotted name."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _named(node: ast.expr) -> str:  # noqa: C901, PLR0911 (one line for each piece of grammar)
    """Name a place by what fills it."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower() or "value"
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Subscript(value=value) | ast.Starred(value=value):
            return _named(value)
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[argument]):
            return _named(argument)
        case ast.Call(args=[argument, *_]):
            return _named(argument)
        case ast.Call(func=func):
            return _named(func)
        case ast.BoolOp(values=[first, *_]):
            return _named(first)
        case ast.IfExp(body=body):
            return _named(body)
        case ast.GeneratorExp(generators=[first]) | ast.ListComp(generators=[first]):
            return _named(first.iter)
        case ast.BinOp(left=left):
            return _named(left)
    return "value"
