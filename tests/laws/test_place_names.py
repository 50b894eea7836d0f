"""Laws of names: however a name is written, it means its place or is refused, and never means another."""

import unicodedata
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, UnknownCodeError
from dxplan.places.names import bare, letters
from dxplan.places.tables import shipped_aliases, shipped_places
from dxplan.text import fold, without_marks

PLACES = shipped_places()
ALIASES = [alias.alias for alias in shipped_aliases()]
LAST = date(2027, 1, 1)
WORDS = {
    "province": ("tỉnh", "Tỉnh", "UBND tỉnh"),
    "municipality": ("thành phố", "TP.", "UBND TP", "tp"),
    "city": ("thành phố", "TP."),
    "town": ("thị xã", "TX."),
    "rural_district": ("huyện", "UBND huyện"),
    "ward": ("phường", "Uỷ ban nhân dân phường"),
    "commune": ("xã", "UBND xã"),
    "township": ("thị trấn", "TT."),
}


@st.composite
def written(draw):
    """A place as it was on a day, the day, and its name in some spelling; whether it kept its diacritics and a word."""
    place = draw(st.sampled_from(PLACES))
    first = max(place.named_since or place.since or date(2004, 1, 1), place.since or date.min)
    first = min(first, place.until or LAST)
    day = draw(st.dates(first, place.until or LAST))
    word = draw(st.sampled_from(("", *WORDS.get(place.kind, ()))))
    marked = draw(st.booleans())
    text = f"{word} {place.name.vi}"
    if not marked:
        text = without_marks(text)
    gap = draw(st.sampled_from([" ", "  ", "\xa0", "-", " - ", "\u2013", ""]))
    text = gap.join(text.split())
    text = "".join(draw(st.sampled_from([c.upper(), c.lower(), c])) for c in text)
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), text)
    return place, day, draw(st.sampled_from(["", " ", "\n"])) + text, marked, bool(word)


@given(written())
def test_a_name_in_any_spelling_means_its_place_or_is_refused(given_):
    place, day, text, marked, has_word = given_
    try:
        found = dx.gazetteer.named(text, on=day)
    except AmbiguousPlaceError:
        there = dx.gazetteer.all_named(text, on=day)
        assert place.id in {other.id for other in there}
        assert len(there) > 1
        assert not (marked and has_word and place.level == "province")
        return
    assert found.id == place.id


@given(written())
def test_with_its_level_a_marked_name_of_a_province_is_always_found(given_):
    place, day, text, _, _ = given_
    if place.level == "province":
        assert dx.gazetteer.named(text, on=day, level="province").id == place.id


@given(st.sampled_from(PLACES), st.data())
def test_a_name_with_another_letter_or_mark_is_never_taken_for_it(place, data):
    name = unicodedata.normalize("NFD", place.name.vi)
    at = data.draw(st.integers(0, len(name)))
    instead = data.draw(st.sampled_from("abcdeghiklmnopqrstuvxyđ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))
    text = name[:at] + instead + name[at + data.draw(st.integers(0, 1)) :]
    for found in dx.gazetteer.all_named(text):
        spelt = {letters(named.name.vi) for named in dx.gazetteer.names_of(found)}
        if letters(text) == bare(letters(text)):
            spelt |= {bare(spelling) for spelling in spelt}
        aliases = letters(text) in {letters(alias) for alias in ALIASES}
        assert letters(text) in spelt or aliases or bare(letters(text)) in {bare(letters(a)) for a in ALIASES}


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), LAST))
@example("Hà\u0300 Nội", date(2024, 1, 1))
@example("(((", date(2024, 1, 1))
@example("{}", date(2024, 1, 1))
def test_any_text_means_a_place_of_that_letters_or_is_refused(text, day):
    try:
        found = dx.gazetteer.named(text, on=day)
    except (AmbiguousPlaceError, UnknownCodeError):
        return
    assert found.code.startswith("99") or found.there(day)
    assert fold(text)


@given(st.text(max_size=60))
def test_the_form_in_which_names_are_compared_is_one(text):
    once = letters(text)
    assert letters(once) == once
    assert letters(unicodedata.normalize("NFD", text)) == letters(unicodedata.normalize("NFC", text)) == once
