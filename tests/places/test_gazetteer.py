"""Which place a code means on a day, and what is said where it means none or two."""

import subprocess
import sys
from datetime import date

import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, FiguresError, UnknownCodeError
from dxplan.places import LEVELS
from dxplan.places.levels import is_below

BEFORE, AFTER = "2025-06-30", "2025-07-01"


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("15", "Yên Bái", "Lào Cai"),
        ("24", "Bắc Giang", "Bắc Ninh"),
        ("44", "Quảng Bình", "Quảng Trị"),
        ("52", "Bình Định", "Gia Lai"),
        ("80", "Long An", "Tây Ninh"),
        ("82", "Tiền Giang", "Đồng Tháp"),
        ("91", "Kiên Giang", "An Giang"),
    ],
)
def test_seven_codes_changed_hands(code, before, after):
    old, new = dx.gazetteer.at(BEFORE)[code], dx.gazetteer.at(AFTER)[code]
    assert (old.name.in_("vi"), new.name.in_("vi")) == (before, after)
    assert old.id != new.id
    assert old.until == date(2025, 6, 30)
    assert new.since == date(2025, 7, 1)
    assert not old.overlaps(new)


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes"),
    [("2003", 61, 10, 129), ("2004", 64, 10, 129), ("2008", 63, 10, 129), (BEFORE, 63, 10, 129), (AFTER, 34, 0, 45)],
)
def test_the_places_of_a_day(on, provinces, districts, communes):
    there = dx.gazetteer.at(on)
    assert len(there.of_level("province")) == provinces
    assert len(there.of_level("district")) == districts
    assert len(there.of_level("commune")) == communes
    assert len(there.of_level("nation")) == 1
    assert len(there.of_level("region")) == 6
    assert len(there) == 7 + provinces + districts + communes
    assert set(there) == {place.code for level in LEVELS for place in there.of_level(level)}


def test_the_last_day_of_a_period_decides():
    assert dx.gazetteer.at("2025")["24"] == dx.gazetteer.at(date(2025, 12, 31))["24"]
    assert dx.gazetteer.at("2025-H1").day == date(2025, 6, 30)


def test_a_place_whose_land_is_the_same_is_the_same_place():
    assert dx.gazetteer.at(BEFORE)["11"] == dx.gazetteer.at(AFTER)["11"]
    ids = [{place.id: place for place in dx.gazetteer.at(on).of_level("province")} for on in (BEFORE, AFTER)]
    there = [place for found, place in ids[1].items() if found in ids[0]]
    names = "Cao Bằng, Điện Biên, Hà Nội, Hà Tĩnh, Huế, Lai Châu, Lạng Sơn, Nghệ An, Quảng Ninh, Sơn La, Thanh Hóa"
    assert {place.name.in_("vi") for place in there} == set(names.split(", "))


def test_a_place_that_keeps_its_name_and_grows_is_another():
    assert dx.gazetteer.at(BEFORE)["25"].id != dx.gazetteer.at(AFTER)["25"].id


@pytest.mark.parametrize(
    ("code", "before", "after", "day"),
    [
        ("46", ("Tỉnh Thừa Thiên Huế", "province"), ("Thành phố Huế", "municipality"), "2025-01-01"),
        ("75", ("Tỉnh Đồng Nai", "province"), ("Thành phố Đồng Nai", "municipality"), "2026-04-30"),
    ],
)
def test_names_and_kinds_have_dates_too(code, before, after, day):
    new = dx.gazetteer.at(day)[code]
    old = dx.gazetteer.at(date.fromordinal(date.fromisoformat(day).toordinal() - 1))[code]
    assert (old.called("vi"), old.kind) == before
    assert (new.called("vi"), new.kind) == after
    assert old.id == new.id
    assert dx.gazetteer.find(code, on=day) == new
    assert len([place for place in dx.gazetteer.of(code) if place.id == new.id]) == 1


class TestFind:
    def test_one_place_of_a_period_is_found(self):
        assert dx.gazetteer.find("24", on=2024).name.in_("vi") == "Bắc Giang"
        assert dx.gazetteer.find("24", on="2025-H2").name.in_("vi") == "Bắc Ninh"
        assert dx.gazetteer.find("27", on=2025).name.in_("vi") == "Bắc Ninh"
        assert dx.gazetteer.find("11", on=2025).name.in_("vi") == "Điện Biên"
        assert dx.gazetteer.find("46", on=2024).name.in_("vi") == "Thừa Thiên Huế"
        assert dx.gazetteer.find("46", on=2025).name.in_("vi") == "Huế"

    @pytest.mark.parametrize("period", ["2025", "2020/2025", "2025-06-30/2025-07-01"])
    def test_two_places_of_a_period_are_refused(self, period):
        with pytest.raises(AmbiguousPlaceError) as caught:
            dx.gazetteer.find("24", on=period)
        assert isinstance(caught.value, FiguresError)
        assert caught.value.fact.endswith("Bắc Giang until 2025-06-30, Bắc Ninh from 2025-07-01")

    @pytest.mark.parametrize(
        ("code", "on", "fact", "hint"),
        [
            ("10", 2026, "it was that of Lào Cai until 2025-06-30", "Lào Cai had the code '15' then."),
            ("02", 2026, "it was that of Hà Giang until 2025-06-30", "use a code of that time."),
            ("93", 2001, "it was that of Hậu Giang from 2004-01-01 until 2025-06-30", "use a code of that time."),
            ("1", 2024, "no place has the code '1'", "did you mean '01' (Hà Nội)? Codes keep their zeros."),
            ("1.0", 2024, "no place has the code '1.0'", "did you mean '01' (Hà Nội)? Codes keep their zeros."),
            ("3124", 2024, "no place has the code '3124'", "did you mean '03124' (Noong Bua)?"),
            ("Lạng Sơn", 2024, "no place has the code 'Lạng Sơn'", "did you mean '20' (province, Lạng Sơn)?"),
            ("lang-son", 2024, "no place has the code 'lang-son'", "did you mean '20' (province, Lạng Sơn)?"),
            ("BACNINH", 2024, "no place has the code 'BACNINH'", "or '27' (province, Bắc Ninh until 2025-06-30)?"),
            ("?", 2024, "no place has the code '?'", "codes of made-up places begin with '99'."),
            ("", 2024, "no place has the code ''", "codes of made-up places begin with '99'."),
            ("x" * 10_000, 2024, "no place has the code", "codes of made-up places begin with '99'."),
        ],
    )
    def test_no_place_is_refused_with_a_guess(self, code, on, fact, hint):
        with pytest.raises(UnknownCodeError) as caught:
            dx.gazetteer.find(code, on=on)
        assert fact in caught.value.fact
        assert hint in caught.value.hint

    @pytest.mark.parametrize("on", [1945, 2024, 2025, 2099])
    def test_made_up_places_are_there_on_every_day(self, on):
        place = dx.gazetteer.find("99-north", on=on)
        assert (place.code, place.level, str(place)) == ("99-north", "", "99-north 99-north")

    @pytest.mark.parametrize(
        ("code", "above", "answer"),
        [
            ("VN", {"VN"}, True),
            ("24", {"VN"}, True),
            ("03124", {"11"}, True),
            ("03124", {"VN"}, True),
            ("11", {"12"}, False),
            ("VN", {"11"}, False),
            ("99", {"VN"}, False),
            ("99", {"99"}, True),
        ],
    )
    def test_a_place_belongs_to_those_above_it(self, code, above, answer):
        assert dx.gazetteer.belongs(code, above) is answer

    def test_the_tables_have_no_place_with_a_made_up_code(self):
        assert not [code for on in (BEFORE, AFTER) for code in dx.gazetteer.at(on) if code.startswith("99")]


def test_a_stranger_is_no_place_of_a_day():
    with pytest.raises(UnknownCodeError, match="no place had the code '10' in 2026-12-31; it was that of Lào Cai"):
        dx.gazetteer.at(2026)["10"]
    with pytest.raises(UnknownCodeError, match="no place has the code '10000'"):
        dx.gazetteer.at(2024)["10000"]
    assert "10" in dx.gazetteer.at(2024)
    assert "10" not in dx.gazetteer.at(2026)


class TestBelow:
    def test_parents(self):
        there = dx.gazetteer.at(BEFORE)
        assert there.parent("03124").called("vi") == "Thành phố Điện Biên Phủ"
        assert there.parent("094").code == "11"
        assert there.parent("11").code == "region-northern-midlands-and-mountains"
        assert there.parent(there.parent("11").code).code == "VN"
        assert there.parent("VN") is None
        assert dx.gazetteer.at(AFTER).parent("03127").code == "11"

    @pytest.mark.parametrize(
        ("on", "code", "level", "number", "whole"),
        [
            (BEFORE, "11", "district", 10, True),
            (BEFORE, "11", "commune", 129, True),
            (BEFORE, "094", "commune", 12, True),
            (BEFORE, "103", "commune", 15, True),
            (AFTER, "11", "commune", 45, True),
            (AFTER, "11", "district", 0, True),
            (BEFORE, "VN", "region", 6, True),
            (BEFORE, "region-red-river-delta", "province", 11, True),
            (AFTER, "region-red-river-delta", "province", 6, True),
            (AFTER, "region-south-east", "commune", 0, False),
            (AFTER, "region-northern-midlands-and-mountains", "commune", 45, False),
            (BEFORE, "VN", "province", 63, True),
            (AFTER, "VN", "province", 34, True),
            (AFTER, "VN", "commune", 45, False),
            (BEFORE, "VN", "district", 10, False),
            (AFTER, "20", "commune", 0, False),
            (AFTER, "11", "province", 0, True),
        ],
    )
    def test_the_places_of_a_level_and_whether_those_are_all(self, on, code, level, number, whole):
        places, all_of_them = dx.gazetteer.at(on).under(code, level)
        assert (len(places), all_of_them) == (number, whole)
        assert [place.code for place in places] == sorted(place.code for place in places)

    def test_what_is_no_level_is_refused(self):
        with pytest.raises(UnknownCodeError, match="no level has the code 'county'"):
            dx.gazetteer.at(BEFORE).of_level("county")
        with pytest.raises(UnknownCodeError, match="no level has the code 'county'"):
            dx.gazetteer.at(BEFORE).under("11", "county")

    def test_levels_are_in_order(self):
        assert is_below("commune", "district")
        assert not is_below("province", "province")
        assert not is_below("", "province")
        assert not is_below("province", "")


class TestEvents:
    def test_only_the_districts_ended(self):
        assert {level: dx.gazetteer.end_of(level) and str(dx.gazetteer.end_of(level).day) for level in LEVELS} == {
            "nation": None,
            "region": None,
            "province": None,
            "district": "2025-07-01",
            "commune": None,
        }
        assert dx.gazetteer.end_of("district").law.startswith("72/2025/QH15")

    def test_places_name_the_law_that_they_ended_by(self):
        assert dx.gazetteer.law(dx.gazetteer.at(BEFORE)["24"].ended_by).startswith("202/2025/QH15")
        assert dx.gazetteer.law(dx.gazetteer.at(BEFORE)["11"].ended_by) == ""
        assert dx.gazetteer.law(None) == ""

    def test_they_are_in_the_order_of_time(self):
        days = [event.day for event in dx.gazetteer.events]
        assert days == sorted(days)


def test_further_places_stand_beside():
    own = dx.Place(code="n1", level="commune", name=dx.Text(vi="Bắc"), parent="20")
    wider = dx.gazetteer.with_places([own])
    assert wider.find("n1", on=2024) == own
    assert wider.at(2026).under("20", "commune") == ((own,), True)
    assert "n1" not in dx.gazetteer.at(2026)
    assert repr(wider) == "<Gazetteer with 1 places of its own>"
    assert (repr(dx.gazetteer), repr(dx.gazetteer.at(2026))) == ("<Gazetteer>", "<Gazetteer at 2026-12-31: 86 places>")


def test_codes_of_which_the_tables_cannot_speak():
    assert dx.gazetteer.beyond("10001")
    assert dx.gazetteer.beyond("200")
    assert not dx.gazetteer.beyond("03124")
    assert not dx.gazetteer.beyond("97")
    assert not dx.gazetteer.beyond("abcde")
    assert not dx.gazetteer.beyond("²²²")


def test_the_tables_are_read_when_first_asked():
    code = (
        "import sys, dxplan; from dxplan.places.tables import shipped_places; dxplan.gazetteer; "
        "read = shipped_places.cache_info().currsize; dxplan.gazetteer.at(2024)['11']; "
        "print(read, shipped_places.cache_info().currsize, *sorted({'polars', 'pandas', 'pint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]


def test_a_code_that_stood_above_itself_belongs_to_what_was_above_it():
    places = dx.gazetteer.with_places(
        [
            dx.Place(code="a", level="commune", name=dx.Text(vi="A"), parent="b", until=date(2020, 12, 31)),
            dx.Place(code="b", level="district", name=dx.Text(vi="B"), parent="20", until=date(2020, 12, 31)),
            dx.Place(code="a", level="district", name=dx.Text(vi="A"), parent="20", since=date(2021, 1, 1)),
            dx.Place(code="b", level="commune", name=dx.Text(vi="B"), parent="a", since=date(2021, 1, 1)),
        ]
    )
    assert places.belongs("a", {"VN"})
    assert not places.belongs("a", {"11"})
