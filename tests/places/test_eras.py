"""Which map a set of codes follows, and the evidence."""

import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, UnknownCodeError


def codes(on, level="province"):
    return [place.code for place in dx.gazetteer.at(on).of_level(level)]


@pytest.mark.parametrize(
    ("on", "level"),
    [
        (2003, "province"),
        (2004, "province"),
        (2024, "province"),
        (2026, "province"),
        (2024, "commune"),
        (2026, "commune"),
    ],
)
def test_a_whole_map_is_told(on, level):
    asked = codes(on, level)
    guess = dx.gazetteer.era_of(reversed(asked))
    assert guess.only() == guess.best
    assert guess.best.places == {level: len(asked)}
    assert [found.whole for found in guess.evidence].count(True) == 1
    there = dx.gazetteer.at(guess.best.day).of_level(level)
    assert [place.id for place in there] == [place.id for place in dx.gazetteer.at(on).of_level(level)]


def test_the_evidence_for_the_34():
    guess = dx.gazetteer.era_of(codes(2026), within="2020/2030")
    old, new = guess.evidence
    assert (old.map.places, new.map.places) == ({"province": 63}, {"province": 34})
    assert (old.fits, old.whole, len(old.left_out)) == (True, False, 29)
    assert (new.fits, new.whole, new.left_out) == (True, True, ())
    assert {"15", "24", "44", "52", "80", "82", "91"} <= set(guess.changed)
    assert "11" not in guess.changed
    assert guess.fitting == (old.map, new.map)


def test_one_code_of_one_map_only_tells():
    guess = dx.gazetteer.era_of(["24", "10", "24"], within="2020/2030")
    assert guess.only().places == {"province": 63}
    old, new = guess.evidence
    assert (old.there, old.absent, old.only_here) == (("10", "24"), (), ("10",))
    assert (new.there, new.absent, new.only_here) == (("24",), ("10",), ())
    assert guess.changed == ()


def test_several_levels_are_told_together():
    guess = dx.gazetteer.era_of(["VN", *codes(2026), *codes(2026, "commune")])
    assert guess.only().places == {"nation": 1, "province": 34, "commune": 45}
    assert dx.gazetteer.era_of(["VN"]).only().places == {"nation": 1}
    assert dx.gazetteer.era_of(["094"]).only().places == {"district": 10}


@pytest.mark.parametrize("asked", [["24"], "24", ["11", "24"], ["VN", "79"], ["99-x", "15"]])
def test_codes_of_several_maps_are_refused(asked):
    guess = dx.gazetteer.era_of(asked)
    assert guess.best is None
    with pytest.raises(AmbiguousPlaceError, match="the codes fit several maps: "):
        guess.only()


@pytest.mark.parametrize(
    ("asked", "settings", "said"),
    [
        ([], {}, "no code of a place is given"),
        (["99-x"], {}, "no code of a place is given"),
        (["1", "10"], {}, "did you mean '01' (Hà Nội)?"),
        (["x", "10"], {"within": 2024}, "no place has the code 'x'"),
        ([f"x{number:02}" for number in range(20)], {}, "'x09', …"),
        (["28", "11"], {"within": "2020/2024"}, "lacks '28'"),
        (["03124", "28"], {}, None),
        (["10", "28"], {"within": 2026}, "no map has all of the codes; the nearest, that of 34 (province)"),
    ],
)
def test_what_tells_nothing_is_refused(asked, settings, said):
    guess = dx.gazetteer.era_of(asked, **settings)
    if said is None:
        assert guess.best is None
        return
    with pytest.raises(UnknownCodeError) as caught:
        guess.only()
    assert guess.best is None
    assert said in str(caught.value)


def test_unknown_and_made_up_codes_are_named():
    guess = dx.gazetteer.era_of([*codes(2024), "x", "99-y"])
    assert (guess.unknown, guess.made_up, guess.best) == (("x",), ("99-y",), None)
    assert str(guess).startswith("no single map\n61 (province) …/2003-12-31: 60 there, 3 not")
    assert "\nunknown: 'x'\nmade up: '99-y'\n" in str(guess)
    assert str(dx.gazetteer.era_of(codes(2024))).startswith("best: 63 (province) 2008-08-01/2025-06-30\n")
