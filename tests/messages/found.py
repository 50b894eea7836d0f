"""The messages of errors and notes in the source, by the class that says them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import attrs

from dxplan import errors
from dxplan.commands import sources
from tests.messages.templates import ROOT, Parts, Source, given, last_name, says, within, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLASSES = {
    name: thing
    for module in (errors, sources)
    for name, thing in vars(module).items()
    if isinstance(thing, type) and issubclass(thing, (errors.DxplanError, errors.DxplanWarning))
}
"""Every class of errors and warnings, those that hold others too."""

OTHERS = {
    "FileNotFoundError": "A file is not there.",
    "FileExistsError": "A file is there already, and is not written over.",
    "UsageError": "A command is used wrongly; the exit code is 2.",
}
"""What else people see; a TypeError is for who writes Python."""

_FOR_USERS = (*CLASSES, *OTHERS)

ELSEWHERE = {
    "names of the levels and kinds of things": (
        *("national level", "provincial level", "district level", "commune level"),
        *("confidence", "direction", "frequency", "kind", "pilot", "qualifier", "standing", "state"),
        *("Vietnamese", "English", "(not stated)", "64-bit floats", "truths"),
        *("{value!r} (Vietnamese)", "{value!r} (English)", "{code!r} ({level}, {dated!s})"),
        *("{name} had the code {code!r} then.", "from {first!d}", "to {last!d}", "from {first!d} to {last!d}"),
    ),
    "what the system says of files": (
        "[Errno 2] No such file or directory: {file!r}",
        "[Errno 13] Permission denied: {file!r}",
        "[Errno 17] File exists: {file!r}",
        "[Errno 20] Not a directory: {file!r}",
        "[Errno 21] Is a directory: {file!r}",
        "[Errno 28] No space left on device",
        "[Errno 28] No space left on device: {file!r}",
    ),
    "what Python says of TOML": (
        "{reason!s} (at line {line}, column {column})",
        "{reason!s} (at end of document)",
        "Cannot declare {key} twice",
        "Cannot mutate immutable namespace {key}",
        "Cannot overwrite a value",
        "Cannot redefine namespace {key}",
        "Duplicate inline table key {key!r}",
        "Expected '=' after a key in a key/value pair",
        "Expected ']' at the end of a table declaration",
        "Expected ']]' at the end of an array declaration",
        "Expected newline or end of document after a statement",
        "Expected {sign!r}",
        "Found invalid character {sign!r}",
        "Illegal character {sign!r}",
        "Invalid date or datetime",
        "Invalid initial character for a key part",
        "Invalid statement",
        "Invalid value",
        "Unclosed array",
        "Unclosed inline table",
        "Unescaped '\\' in a string",
        "Unterminated string",
    ),
    "what Polars says of CSV": ("could not parse `{cells}",),
    "what Python says of formulas": (
        "invalid syntax",
        "invalid syntax. Perhaps you forgot a comma?",
        "invalid decimal literal",
        "invalid character {sign!r} ({name})",
        "unmatched {sign!r}",
        "unterminated string literal (detected at line {line})",
        "{sign!r} was never closed",
        "closing parenthesis {sign!r} does not match opening parenthesis {sign_2!r}",
        "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        "positional argument follows keyword argument",
    ),
}
"""Messages that the source shows nowhere as text: they come from tables, from Python or from the system."""


@attrs.frozen
class Message:
    """One place in the source that makes an error or a note, with every wording that it can have.

    Attributes:
        kind: The name of its class.
        module: The module that makes it.
        line: The line where it does.
        facts: What is so.
        hints: What to do about it.
        known: Whether the source shows what is said: words, or the message of another error.
    """

    kind: str
    module: str
    line: int
    facts: tuple[str, ...]
    hints: tuple[str, ...]
    known: bool


@attrs.frozen
class Found:
    """Everything that the source can say.

    Attributes:
        messages: What is raised or noted.
        words: What stands in the places of messages, with the module that puts it there.
    """

    messages: tuple[Message, ...]
    words: dict[str, str]

    @classmethod
    def read(cls, root: Path = ROOT) -> Found:
        """Look through the source."""
        source = Source.read(root)
        messages = tuple(_messages(source))
        return cls(messages, {written(parts): module for parts, module in source.words.items()})

    def texts(self) -> dict[str, str]:
        """Give every template, with what says it."""
        found: dict[str, str] = {}
        for message in self.messages:
            for text in (*message.facts, *message.hints):
                found.setdefault(text, f"{message.module}: {message.kind}")
        for text, module in self.words.items():
            found.setdefault(text, module)
        for where, texts in ELSEWHERE.items():
            for text in texts:
                found.setdefault(text, where)
        return found


def _messages(source: Source) -> Iterator[Message]:
    for module, tree in source.modules.items():
        for node in ast.walk(tree):
            made = _made(source, node) if isinstance(node, ast.Call) else None
            if made is not None:
                kind, facts, hints = made
                known = all(says(parts) or within([parts]) for parts in (*facts, *hints))
                yield Message(kind, module, node.lineno, _texts(facts), _texts(hints), known=known)


def _is_made_anew(source: Source, node: ast.Call) -> bool:
    """Tell whether an error is made from another with other words; those that only point elsewhere keep theirs."""
    return source.module_of[node] != "errors.py"


def _made(source: Source, node: ast.Call) -> tuple[str, list[Parts], list[Parts]] | None:  # noqa: PLR0911 (one for each)
    """Give the class, the facts and the hints of what a call makes, or None where it makes no message."""
    order = ["fact", "hint"]
    match node:
        case ast.Call(func=ast.Attribute(attr="among"), args=[what, *_]):
            source.note(source.readings(what), node)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="attrs"), attr="evolve"), keywords=keywords):
            said = {keyword.arg: source.readings(keyword.value) for keyword in keywords if keyword.arg in order}
            return ("DxplanError", said.get("fact", []), said.get("hint", [])) if said else None
        case ast.Call(func=ast.Attribute(attr="warn"), args=[text, ast.Name(id=kind), *_]):
            return kind, source.readings(text), []
        case ast.Call(func=ast.Name(id="cls"), args=[fact, hint]) if source.module_of[node] == "errors.py":
            return "UnknownCodeError", source.readings(fact), source.readings(hint)
        case ast.Call(args=[ast.Starred(value=ast.Name(id=name)), *_]) if last_name(node.func) in _FOR_USERS:
            fact, hint = source.pair(node, name)
            return last_name(node.func), source.readings(fact), source.readings(hint)
        case ast.Call(func=ast.Call(func=ast.Name(id="type")), args=[fact, hint, *_]) if _is_made_anew(source, node):
            return "DxplanError", source.readings(fact), source.readings(hint)
        case ast.Call(args=[fact, *_]) if last_name(node.func) in _FOR_USERS:
            kind = last_name(node.func)
            hint = None if kind == "Problems" else given(node, "hint", order)
            return kind, source.readings(fact), source.readings(hint)
    return None


def _texts(readings: list[Parts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written(parts) for parts in readings if says(parts)))
