import pytest

from dxplan.errors import DefinitionError
from dxplan.units import difference_label, unit_label, unit_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("%", "percent"),
        (" % ", "percent"),
        ("Phần trăm", "percent"),
        ("percent", "percent"),
        ("điểm %", "percentage_point"),
        ("Hộ  gia đình", "household"),
        ("households", "household"),
        ("người dân", "person"),
        ("hạng", "rank"),
        ("xã/phường", "commune"),
        ("", "number"),
    ],
)
def test_spellings(text, name):
    assert unit_name(text) == name


@pytest.mark.parametrize("text", ["parsec", "%%", "ho", "h"])
def test_unknown_units_are_refused_with_the_known_ones(text):
    with pytest.raises(DefinitionError) as caught:
        unit_name(text)
    assert caught.value.fact == f"{text!r} is not a unit known here"
    assert "household" in caught.value.hint
    assert "percent" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [("percent", "%", "%"), ("household", "hộ", "households"), ("rank", "", ""), ("number", "", "")],
)
def test_labels(name, vi, en):
    assert unit_label(name, "vi") == vi
    assert unit_label(name, "en") == en


@pytest.mark.parametrize(
    ("name", "lang", "amount", "label"),
    [
        ("percent", "vi", 5, "điểm %"),
        ("percent", "en", 5, "pp"),
        ("rank", "vi", 5, "bậc"),
        ("rank", "en", 5, "places"),
        ("rank", "en", 1, "place"),
        ("rank", "en", -1, "place"),
        ("household", "en", 1, "households"),
    ],
)
def test_differences(name, lang, amount, label):
    assert difference_label(name, lang, amount) == label
