"""The command line's own words in the reader's language: its help, and what is said of wrong use.

They are translated by gettext, the way click itself is, from ``locale/vi/LC_MESSAGES/dxplan.po``; what dxplan itself
says of wrong use is a message like those of errors.
``pybabel compile -d src/dxplan/commands/locale -D dxplan`` makes the file that is read from the one that is edited.
"""

from __future__ import annotations

import gettext
import inspect
import os
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxplan.messages import say
from dxplan.text import locale_lang
from dxplan.typing import LANGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dxplan.typing import Lang

_DOMAIN = "dxplan"
_CATALOGS = Path(__file__).parent / "locale"


class Group(click.Group):
    """A group of commands that says what is wrong with its use in the reader's language."""

    lang: Lang = "en"

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if type(error) is not click.UsageError:
                raise  # what click says it says in the language itself
            raise click.UsageError(say(error.message, self.lang), error.ctx) from error


def language_of(arguments: Sequence[str]) -> Lang:
    """Give the language that a command line asks for, or else that of the locale."""
    for option, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        name, _, value = option.partition("=")
        for lang in LANGS:
            if name == "--lang" and (value or following).lower() == lang:
                return lang
    return locale_lang()


def speak(group: Group, lang: Lang) -> None:
    """Let a group of commands speak a language; English is what they are written in."""
    group.lang = lang
    if lang == "en":
        return
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(_DOMAIN, _CATALOGS)
    gettext.textdomain(_DOMAIN)
    for command in (group, *group.commands.values()):
        command.help = _translated(command.help)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                parameter.help = _translated(parameter.help)
                if isinstance(parameter.show_default, str):
                    parameter.show_default = _translated(parameter.show_default)


def paragraphs(text: str) -> list[str]:
    """Give the paragraphs of a help text, each on one line; examples keep their lines."""
    parts = inspect.cleandoc(text).split("\n\n")
    return [part if part.startswith("\b") else " ".join(part.split()) for part in parts]


def _translated(text: str | None) -> str | None:
    """Translate a help text by its paragraphs; examples are the same in every language."""
    if not text:
        return text
    return "\n\n".join(part if part.startswith("\b") else gettext.gettext(part) for part in paragraphs(text))
