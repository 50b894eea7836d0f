"""Every message of the source is in the catalogue with a translation, and on the reference page, and no other is."""

import pytest
from babel.messages.mofile import read_mo

from dxplan.message_catalogue import CATALOGUE, Template, entries
from dxplan.messages import say
from tests.messages.catalogue import load, names, translations, updated
from tests.messages.found import Found
from tests.messages.page import FILE, page

FOUND = Found.read()
CATALOG = load()
SAID = translations(CATALOG)
MEND = "run python -m tests.messages, and translate what it names in messages.po"

SHOWN_ELSEWHERE = {
    ("commands/language.py", "UsageError"): "what a command said, in the reader's language",
    ("commands/new.py", "UsageError"): "what a FileExistsError says",
    ("commands/plans.py", "Problems"): "the title is not shown, only the lines",
    ("commands/restated_files.py", "UsageError"): "what a FileExistsError says",
    ("places/gazetteers.py", "UnknownCodeError"): "hints of several sentences, which are listed among ELSEWHERE",
}


def test_the_source_shows_what_every_error_says():
    unknown = {(message.module, message.kind) for message in FOUND.messages if not message.known}
    assert unknown == set(SHOWN_ELSEWHERE)
    assert len([message for message in FOUND.messages if message.facts]) > 200


def test_every_message_is_translated():
    assert [text for text in FOUND.texts() if not SAID.get(text)] == [], MEND


def test_nothing_is_translated_that_nobody_says():
    assert [text for text in SAID if text not in FOUND.texts()] == [], MEND


def test_the_catalogue_that_is_read_is_the_one_that_is_edited():
    assert entries() == SAID, MEND
    with CATALOGUE.open("rb") as file:
        assert {message.id: message.string for message in read_mo(file) if message.id} == SAID


def test_the_reference_has_every_message():
    assert FILE.read_text(encoding="utf-8") == page(FOUND, CATALOG), MEND


@pytest.mark.parametrize("text", SAID)
def test_a_translation_has_the_places_of_its_message(text):
    assert set(names(SAID[text])) == set(names(text))
    assert len(names(text)) == len(set(names(text)))


VALUES = {"r": "'a value'", "s": "something else", "d": "2025", "": "2025-Q3"}


@pytest.mark.parametrize("text", SAID)
def test_a_message_is_said_by_its_own_template(text):
    template = Template.parse(text, text)
    values = {place.name: VALUES[place.kind] for place in template.places}
    in_vietnamese = Template.parse(text, SAID[text]).fill(values)
    assert say(template.fill(values), "vi") == in_vietnamese


def test_every_template_has_words_to_know_it_by():
    made = [Template.parse(text, "") for text in SAID]
    anything = [template for template in made if any(place.kind in ("", "s") for place in template.places)]
    assert [template for template in anything if template.weight < 5] == []


def test_a_new_message_takes_the_translation_of_one_that_differs_in_names_only():
    text = "{text!r} is not a number"
    assert text in SAID
    old = load()
    for message in old:
        if message.id == text:
            translation = message.string
            message.id = "{word!r} is not a number"
            message.string = translation.replace("{text}", "{word}")
    old.add("nobody says this any more", "x")
    new = translations(updated(old, FOUND))
    assert "nobody says this any more" not in new
    assert new[text] == SAID[text]
