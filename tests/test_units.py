import pytest

from dxplan.errors import DefinitionError, UnitMismatchError
from dxplan.units import _UNITS, _registry, difference_label, factor, unit_label, unit_name


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


def test_a_misspelt_unit_names_the_nearest():
    with pytest.raises(DefinitionError, match="did you mean 'households'"):
        unit_name("housholds")


@pytest.mark.parametrize(
    ("text", "name", "vi", "en"),
    [
        ("tỷ đồng", "billion_vnd", "tỷ đồng", "billion VND"),
        ("Nghìn tỷ đồng", "trillion_vnd", "nghìn tỷ đồng", "trillion VND"),
        ("nghìn hộ", "thousand_household", "nghìn hộ", "thousand households"),
        ("triệu người", "million_person", "triệu người", "million people"),
        ("nghìn", "thousand_number", "nghìn", "thousand"),
        ("billion_vnd", "billion_vnd", "tỷ đồng", "billion VND"),
    ],
)
def test_scale_words_are_part_of_the_unit(text, name, vi, en):
    assert unit_name(text) == name
    assert (unit_label(name, "vi"), unit_label(name, "en")) == (vi, en)


@pytest.mark.parametrize("text", ["nghìn %", "triệu hạng", "tỷ điểm phần trăm"])
def test_shares_and_ranks_have_no_scale_words(text):
    with pytest.raises(DefinitionError):
        unit_name(text)


@pytest.mark.parametrize(
    ("unit", "into", "size"),
    [
        ("percent", "percent", 1),
        ("ratio", "percent", 100),
        ("permille", "percent", 0.1),
        ("thousand_household", "household", 1000),
        ("trillion_vnd", "billion_vnd", 1000),
        ("household", "thousand_household", 0.001),
        ("hour", "day", 1 / 24),
    ],
)
def test_factors_are_exact(unit, into, size):
    assert factor(unit, into) == size


@pytest.mark.parametrize(
    ("unit", "into"),
    [
        ("percent", "percentage_point"),
        ("household", "person"),
        ("number", "ratio"),
        ("rank", "number"),
        ("vnd", "number"),
    ],
)
def test_different_things_do_not_convert(unit, into):
    with pytest.raises(UnitMismatchError, match="they measure different things"):
        factor(unit, into)


def test_every_unit_is_known_to_the_registry_and_reads_its_own_labels():
    for name in _UNITS:
        assert factor(name, name) == 1
        assert _registry().Unit(name)
        for lang in ("vi", "en"):
            label = unit_label(name, lang)
            assert not label or unit_name(label) == name


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
