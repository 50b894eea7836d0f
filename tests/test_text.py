import unicodedata

import attrs
import pytest

from dxplan.text import Text, as_text, fold, nearest, without_marks


def test_each_language_has_its_text():
    text = Text(vi="Hộ gia đình", en="Households")
    assert text.in_("vi") == "Hộ gia đình"
    assert text.in_("en") == "Households"
    assert str(text) == "Households"


def test_the_other_language_stands_in():
    assert Text(vi="Hộ").in_("en") == "Hộ"
    assert Text(en="Household").in_("vi") == "Household"


def test_white_space_around_is_dropped():
    assert Text(vi="  Hộ\n").vi == "Hộ"


def test_a_text_is_true_if_it_says_something():
    assert Text(en="x")
    assert Text(vi="x")
    assert not Text()
    assert not Text(vi=" ", en="\n")


def test_a_plain_string_is_a_text_of_both():
    text = as_text("Hộ")
    assert (text.in_("vi"), text.in_("en")) == ("Hộ", "Hộ")


def test_a_text_stays_itself():
    text = Text(vi="Hộ")
    assert as_text(text) is text


def test_a_text_is_frozen():
    text = Text(vi="Hộ")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        text.vi = "Xã"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Trên\t80  % \n", "trên 80 %"),
        ("ĐẠT", "đạt"),
        (unicodedata.normalize("NFD", "Tối thiểu"), "tối thiểu"),
        ("80\u00a0%", "80 %"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_fold_keeps_diacritics_apart():
    assert fold("trên") != fold("tren")


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Điện Biên", "Dien Bien"), ("Thừa Thiên Huế", "Thua Thien Hue"), ("đường", "duong"), ("Plain", "Plain")],
)
def test_without_marks(text, plain):
    assert without_marks(text) == plain
    assert without_marks(unicodedata.normalize("NFD", text)) == plain


def test_nearest():
    assert nearest("vn-748", ["vn-749", "dien-bien-2020"]) == "vn-749"
    assert nearest("zzz", ["vn-749"]) is None
    assert nearest("vn", []) is None
    assert nearest("i00O", [f"i{number:03}" for number in range(200)]) == "i000"
