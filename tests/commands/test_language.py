"""The command line's own words in Vietnamese: every help text is translated, and so is what is said of wrong use."""

import gettext
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

import dxplan.commands.language
from dxplan.cli import cli
from dxplan.commands.language import language_of, paragraphs

CATALOGUE = Path(dxplan.commands.language.__file__).parent / "locale" / "vi" / "LC_MESSAGES" / "dxplan.po"
COMMANDS = {"dxplan": cli, **cli.commands}


@pytest.fixture(scope="module")
def written():
    with CATALOGUE.open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale="vi") if message.id}


def run(*arguments, lang="vi_VN.UTF-8"):
    return subprocess.run(
        [sys.executable, "-m", "dxplan", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "LC_ALL": lang, "PYTHONUTF8": "1", "COLUMNS": "80"},
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_text_is_translated(name, written):
    command = COMMANDS[name]
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    texts = [command.help, *(option.help for option in options)]
    texts += [option.show_default for option in options if isinstance(option.show_default, str)]
    for text in texts:
        assert text, f"{name} has an option without a help text"
        for part in paragraphs(text):
            assert part.startswith("\b") or written.get(part), part


def test_nothing_is_translated_that_nobody_says(written):
    own = {
        part
        for command in COMMANDS.values()
        for text in [command.help or "", *(str(p.help) for p in command.params if isinstance(p, click.Option))]
        for part in paragraphs(text)
    }
    stale = [
        message
        for message in written
        if isinstance(message, str) and message.endswith(".") and len(message) > 60 and message not in own
    ]
    assert stale == []


def test_the_catalogue_that_is_read_is_the_one_that_is_edited(written):
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    for message, translation in written.items():
        if isinstance(message, tuple):
            assert read.ngettext(*message, 2) == translation[0]
        else:
            assert read.gettext(message) == translation


@pytest.mark.parametrize(
    ("arguments", "lang", "words"),
    [
        (("--help",), "vi_VN.UTF-8", "Cách dùng: dxplan"),
        (("evaluate", "--help"), "vi_VN.UTF-8", "dxplan evaluate dien-bien-2020 vn-749 --at 2025"),
        (("evaluate", "--help"), "vi_VN.UTF-8", "Kỳ đánh giá"),
        (("evaluate", "--lang", "vi", "--help"), "en_GB.UTF-8", "Kỳ đánh giá"),
        (("evaluate", "--lang=vi", "--help"), "en_GB.UTF-8", "Kỳ đánh giá"),
        (("evaluate", "--lang", "en", "--help"), "vi_VN.UTF-8", "The period judged"),
        (("evaluate", "--help"), "C", "The period judged"),
    ],
)
def test_help_follows_the_language(arguments, lang, words):
    done = run(*arguments, lang=lang)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("evaluate",), "Lỗi: Thiếu đối số"),
        (("evaluatte",), "Không có lệnh 'evaluatte'."),
        (("evaluate", "vn-749", "--formt", "json"), "Có phải là"),
        (("evaluate", "vn-749", "--format", "xml"), "không nằm trong số"),
    ],
)
def test_wrong_use_is_said_in_vietnamese(arguments, words):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["plans", "--lang", "vi"], "vi"),
        (["plans", "--lang", "VI"], "vi"),
        (["plans", "--lang=en"], "en"),
        (["plans", "--lang"], "en"),
        (["plans", "--lang", "fr"], "en"),
        ([], "en"),
    ],
)
def test_the_language_asked_for(arguments, lang, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language_of(arguments) == lang
