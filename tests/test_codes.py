import keyword

import pytest

import dxplan as dx
from dxplan.codes import check_label, check_name, label_of
from dxplan.errors import DefinitionError, UnknownCodeError
from dxplan.model.documents import Document
from dxplan.model.structure import Dimension


@pytest.mark.parametrize("code", ["a", "fibre_households", "x2", "economy.gdp", "a.b_1.c"])
def test_names_for_formulas(code):
    assert check_name(code) == code


@pytest.mark.parametrize(
    "code",
    ["", "A", "2x", "_x", "a-b", "a b", "a.", ".a", "a..b", "a.2", "hộ", "a\n", "a+b", "ａ"],
)
def test_what_cannot_stand_in_a_formula(code):
    with pytest.raises(DefinitionError, match="cannot be used in a formula"):
        check_name(code)


@pytest.mark.parametrize("word", ["class", "in", "not", "lambda", "a.if", "if.a"])
def test_keywords_cannot_stand_in_a_formula(word):
    with pytest.raises(DefinitionError, match="cannot be used in a formula"):
        check_name(word)


@pytest.mark.parametrize("code", ["a", "2020", "dien-bien-2020", "a.b", "11", "x_1", "class"])
def test_labels(code):
    assert check_label(code) == code


@pytest.mark.parametrize("code", ["", "-a", "A", "a b", "a:b", "a/b", "Điện-Biên", ".a", "a\n"])
def test_what_is_no_label(code):
    with pytest.raises(DefinitionError, match="is not a code"):
        check_label(code)


@pytest.mark.parametrize(
    ("code", "suggestion"),
    [
        ("Fibre Households", "fibre_households"),
        ("Tỷ lệ hộ", "ty_le_ho"),
        ("2020", "x_2020"),
        ("class", "class_"),
        ("Đô thị", "do_thi"),
    ],
)
def test_the_hint_suggests_a_code_that_would_do(code, suggestion):
    with pytest.raises(DefinitionError) as caught:
        check_name(code)
    assert f"such as {suggestion!r}." in caught.value.hint
    assert check_name(suggestion) == suggestion


def test_the_hint_for_a_label_has_hyphens():
    with pytest.raises(DefinitionError) as caught:
        check_label("Điện Biên 2020")
    assert "such as 'dien-bien-2020'." in caught.value.hint


@pytest.mark.parametrize("word", keyword.kwlist)
def test_no_python_keyword_is_a_name(word):
    with pytest.raises(DefinitionError):
        check_name(word)


@pytest.mark.parametrize(
    ("name", "label"),
    [("my-plan", "my-plan"), ("Tỉnh của tôi", "tinh-cua-toi"), ("2026", "2026"), ("Đ.B. 2026!", "d-b-2026")],
)
def test_a_name_gives_a_code(name, label):
    assert label_of(name) == label
    assert check_label(label) == label


def test_the_message_says_what_the_code_is_of():
    with pytest.raises(DefinitionError, match=r"^indicator 'X' cannot"):
        check_name("X", "indicator")


def test_classes_check_their_codes():
    with pytest.raises(DefinitionError, match="code 'my-level' cannot be used in a formula"):
        Dimension(code="my-level", name="Level")
    with pytest.raises(DefinitionError, match="code 'My law' is not a code"):
        Document(code="My law", title="Law")


@pytest.mark.parametrize(
    ("make", "read", "value"),
    [
        (lambda word: dx.Citation(document="a", confidence=word).confidence, "official", dx.Confidence.OFFICIAL),
        (lambda word: dx.Indicator(code="a", name="a", unit="%", direction=word).direction, "up", dx.Direction.UP),
        (
            lambda word: dx.Indicator(code="a", name="a", unit="%", direction="up", frequency=word).frequency,
            "biennial",
            dx.Frequency.BIENNIAL,
        ),
        (
            lambda word: dx.Figure(indicator="a", place="99", period=2025, qualifier=word).qualifier,
            "about",
            dx.Qualifier.ABOUT,
        ),
        (lambda word: dx.Report(task="a", period=2025, state=word).state, "done", dx.State.DONE),
    ],
)
def test_a_text_names_the_member_of_an_enumeration(make, read, value):
    assert make(read) is value
    assert make(value) is value
    with pytest.raises(UnknownCodeError, match="has the code 'sideways'"):
        make("sideways")
