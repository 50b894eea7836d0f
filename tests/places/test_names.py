"""Which place a text of a real file means: every spelling that is met, and no other place ever."""

import csv
from pathlib import Path

import pytest

import dxplan as dx
from dxplan.errors import AmbiguousPlaceError, PeriodError, UnknownCodeError
from dxplan.places.tables import shipped_aliases, shipped_places
from dxplan.text import without_marks

ALIASES = Path(__file__).parents[3] / "shared" / "facts" / "province_aliases.csv"
BEFORE, AFTER = "2025-06-30", "2025-07-01"
named = dx.gazetteer.named


@pytest.mark.skipif(not ALIASES.exists(), reason="the collection of spellings is not kept with the code")
def test_every_spelling_that_was_collected_is_understood():
    with ALIASES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 59
    read = {(row["code_63"], row["alias"].split(" (")[0]) for row in rows}
    assert {(named(alias, on=BEFORE).code, alias) for _, alias in read} == read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "79") for text in ("TP. HCM", "TPHCM", "Tp Hồ Chí Minh", "Ho Chi Minh City", "HCMC", "Sài Gòn")),
        *((text, "46") for text in ("Thừa Thiên–Huế", "TT. Huế", "TT-Huế", "TP. Huế", "HUẾ", "hue")),
        *((text, "77") for text in ("Bà Rịa – Vũng Tàu", "BR-VT", "BRVT", "Bà Rịa – Vũng Tầu", "BaRiaVungTau")),
        *((text, "66") for text in ("Đăk Lăk", "Đắc Lắc", "Dak Lak", "ĐAK LAK", "\u00d0ắk Lắk", "daklak")),
        *(
            (text, "17")
            for text in ("Hòa Bình", "Hoà Bình", "Ho\u0300a Bi\u0300nh", "Hoa\u0300 Bi\u0300nh", "HOÀ  BÌNH")
        ),
        *((text, "01") for text in ("Thủ đô Hà Nội", "Hanoi", "HN", "TP.Hà Nội", "UBND TP Hà Nội", "Hà\xa0Nội")),
        *((text, "11") for text in ("Tỉnh Điện Biên", "UBND tỉnh Điện Biên", "ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN")),
        *((text, "11") for text in ("tinh dien bien", "Dien Bien province", "11", "11.0", 11, 11.0)),
        *((text, "01") for text in ("1", "01", "1.0", "01.0", " 1 ", 1, 1.0)),
        *((text, "100") for text in ("Huyện Điện Biên", "Dien Bien district", "UBND huyện Điện Biên")),
        *((text, "094") for text in ("TP. Điện Biên Phủ", "thành phố Điện Biên Phủ", "DienBienPhu", "094")),
        *((text, "03124") for text in ("Phường Noong Bua", "noong-bua", "3124", 3124.0)),
        *((text, "03172") for text in ("Thị trấn Mường Chà", "TT Mường Chà")),
        *((text, "VN") for text in ("Việt Nam", "VIETNAM", "VN")),
    ],
)
def test_a_spelling_that_people_write_is_understood(text, code):
    assert named(text, on=BEFORE).code == code


def test_every_province_is_found_by_its_name_its_full_name_and_its_code():
    for on in ("2007", BEFORE, AFTER, "2026-12-31"):
        for place in dx.gazetteer.at(on).of_level("province"):
            texts = (place.name.vi, place.full_name.vi, place.name.en, place.code, f"{int(place.code)}.0")
            assert {named(text, on=on, level="province") for text in texts} == {place}


@pytest.mark.parametrize(
    ("text", "not_code"),
    [
        ("Quảng Ninh", "44"), ("Quảng Bình", "22"), ("Hà Giang", "93"), ("Hậu Giang", "02"), ("Ninh Thuận", "60"),
        ("Bình Thuận", "58"), ("Bắc Ninh", "24"), ("Thái Bình", "19"), ("Ninh Bình", "17"),
    ],
)  # fmt: skip
def test_a_near_miss_is_itself(text, not_code):
    for written in (text, text.upper(), without_marks(text)):
        found = named(written, on=BEFORE)
        assert found.name.vi == text
        assert found.code != not_code


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Hà Giangg", "Hà Giang"), ("Hà Giàng", "Hà Giang"), ("Hầu Giang", "Hậu Giang"), ("Quảng Nịnh", "Quảng Ninh"),
        ("Đien Bien", "Điện Biên"), ("Điên Biên", "Điện Biên"), ("Bac Nin", "Bắc Ninh"), ("Tỉnh Hà Nội", "Hà Nội"),
        ("Bính Thuận", "Bình Thuận"), ("Huyện Hà Giang", "Hà Giang"),
    ],
)  # fmt: skip
def test_what_is_nearly_a_name_is_hinted_at_and_not_taken(text, meant):
    with pytest.raises(UnknownCodeError) as caught:
        named(text, on=BEFORE)
    assert caught.value.fact == f"no place is called {text!r}"
    assert f" {meant}" in caught.value.hint
    assert "Names are not guessed." in caught.value.hint
    assert dx.gazetteer.all_named(text) == ()


@pytest.mark.parametrize(
    ("text", "on", "codes"),
    [
        ("Bắc Ninh", 2025, ["24", "27"]),
        ("24", 2025, ["24", "24"]),
        ("lao cai", 2025, ["10", "15"]),
        ("Điện Biên", 2024, ["100", "11"]),
        ("Mường Chà", 2024, ["03172", "097"]),
    ],
)
def test_what_may_mean_several_places_is_refused_with_their_dates(text, on, codes):
    with pytest.raises(AmbiguousPlaceError) as caught:
        named(text, on=on)
    found = dx.gazetteer.all_named(text, on=on)
    assert [place.code for place in found] == codes
    for place in found:
        assert f"{place.code} {place.full_name.vi}" in caught.value.fact
        assert str(place.until or place.since) in caught.value.fact


def test_a_level_or_the_word_for_it_or_a_day_tells_places_apart():
    assert named("Điện Biên", on=2024, level="province").code == "11"
    assert named("Điện Biên", on=2024, level="district").code == "100"
    assert named("Điện Biên", on=2026).code == "11"
    assert named("Bắc Ninh", on="2025-H1").code == "27"
    assert named("Bắc Ninh", on="2025-H2").code == "24"
    assert named("94", on=2024).name.vi == "Sóc Trăng"
    assert named("94", on=2024, level="district").name.vi == "Điện Biên Phủ"


@pytest.mark.parametrize(
    ("text", "on", "fact"),
    [
        ("Hà Giang", 2026, "no place was called 'Hà Giang' in 2026; at another time it was 02 Tỉnh Hà Giang until"),
        ("Huế", 2024, "no place was called 'Huế' in 2024; at another time it was 46 Thành phố Huế"),
        ("Kiến Giang", 2026, "no place was called 'Kiến Giang' in 2026; at another time it was 91 Tỉnh Kiên Giang"),
        ("10", 2026, "no place had the code '10' in 2026; it was that of Lào Cai until 2025-06-30"),
        ("94", 2026, "no place had the code '94' in 2026"),
    ],
)
def test_a_name_of_another_time_is_refused(text, on, fact):
    with pytest.raises(UnknownCodeError) as caught:
        named(text, on=on)
    assert caught.value.fact.startswith(fact)


def test_an_old_name_is_taken_while_the_place_goes_on():
    assert named("Thừa Thiên Huế", on=2026).full_name.vi == "Thành phố Huế"
    assert named("Tỉnh Đồng Nai", on=2027).full_name.vi == "Thành phố Đồng Nai"
    assert named("Đồng Nai", on="2025-08").full_name.vi == "Tỉnh Đồng Nai"
    assert [place.full_name.vi for place in dx.gazetteer.names_of(named("46", on=2024))] == [
        "Tỉnh Thừa Thiên Huế",
        "Thành phố Huế",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ".", "0", "00", "000", "-1", "1.5", "1e1", "1,0", "１", "²", "١", "😀", "Hà Nội 😀", "Hà Nội?",
        "Tỉnh", "UBND", "Hà Nội, Hải Phòng", "x" * 10_000, "Hà Nội" * 10_000, "1" * 10_000, "99" * 5_000, "\x00",
        "\u0301" * 10_000, "Hà Nội\u0308", "nan", "None", "{}", "%s", "'; DROP TABLE", "0.1.0", True, None,
        1.5, float("nan"), float("inf"), -1,
    ],
    ids=lambda text: repr(text)[:20],
)  # fmt: skip
def test_hostile_texts_are_no_places_and_say_so_shortly(text):
    with pytest.raises(UnknownCodeError) as caught:
        named(text, on=BEFORE)
    assert len(str(caught.value)) < 1200
    assert dx.gazetteer.all_named(text) == ()


def test_a_made_up_place_has_a_code():
    assert named("9901", on=2024) == dx.gazetteer.find("9901", on=2024)
    assert named("99", on=2024).level == ""
    assert named("99", on=2024, level="district").name.vi == "Tuần Giáo"


def test_places_of_ones_own_have_names_too():
    own = dx.Place(code="9902", level="commune", name=dx.Text(vi="Hà Nội"), kind="commune")
    gazetteer = dx.gazetteer.with_places([own])
    assert gazetteer.named("Xã Hà Nội", on=2024) == own
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.named("Hà Nội", on=2024)
    bare = dx.Place(code="p", level="commune", name=dx.Text(en="Only English"))
    assert dx.gazetteer.with_places([bare]).named("ONLY-ENGLISH", on=2024) == bare


def test_a_text_without_diacritics_is_taken_only_where_it_means_one_place():
    own = [
        dx.Place(code=code, level="commune", name=dx.Text(vi=name), kind="commune")
        for code, name in (("9903", "Na Ú"), ("9904", "Nà U"), ("9905", "Na U"))
    ]
    gazetteer = dx.gazetteer.with_places(own)
    assert gazetteer.named("Nà U", on=2024).code == "9904"
    assert {place.code for place in gazetteer.all_named("na u", on=2024)} >= {"9903", "9904", "9905"}
    with pytest.raises(AmbiguousPlaceError):
        gazetteer.named("Na U", on=2024)


def test_a_wrong_level_or_day_is_refused():
    with pytest.raises(UnknownCodeError, match="level"):
        named("Hà Nội", on=2024, level="village")
    with pytest.raises(PeriodError):
        named("Hà Nội", on="yesterday")
    with pytest.raises(UnknownCodeError, match="no place is called 'Hà Nội'"):
        named("Hà Nội", on=2024, level="commune")


def test_every_alias_is_one_of_a_name_and_says_how_sure_it_is():
    names = {place.name.vi for place in shipped_places() if place.level == "province"}
    for alias in shipped_aliases():
        assert alias.name in names
        assert alias.confidence in {"official", "secondary", "computed", "unconfirmed"}
        assert {place.name.vi for place in dx.gazetteer.all_named(alias.alias, level="province")} <= {alias.name, "Huế"}
