"""``dxplan places``: what a name or code may mean, in words and for programs."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import dxplan as dx
from dxplan.cli import cli
from dxplan.places.tables import shipped_events, shipped_places
from dxplan.report.document.listings import places_document
from dxplan.report.places import _KINDS, say_places


def shown(*arguments):
    done = CliRunner().invoke(cli, ["places", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "dxplan", "places", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
    )


def test_a_place_is_shown_with_its_dates_and_their_law():
    assert shown("dien-bien", "--on", "2026", "--lang", "en") == (
        "11  Dien Bien · Tỉnh Điện Biên\n"
        "    Level: provincial level\n"
        "    Belongs to: region-northern-midlands-and-mountains Northern Midlands and\n"
        "      Mountains\n"
        "    Since: 2004-01-01 (split: 22/2003/QH11)\n"
        "    Until: it goes on\n"
        "    Confidence: secondary\n"
    )
    said = shown("Hà", "Tây", "--lang", "vi")
    assert "28  Tỉnh Hà Tây · Ha Tay\n" in said
    assert "    Từ ngày: các bảng không ghi\n    Đến hết ngày: 2008-07-31 (sáp nhập: 15/2008/QH12)\n" in said


def test_without_a_day_every_place_of_the_name_is_shown():
    assert [line[:2] for line in shown("Bắc Ninh").splitlines() if line[:1].isdigit()] == ["24", "27"]
    assert [line[:2] for line in shown("Bắc Ninh", "--on", "2026").splitlines() if line[:1].isdigit()] == ["24"]
    assert [line[:2] for line in shown("24").splitlines() if line[:1].isdigit()] == ["24", "24"]


def test_earlier_and_later_names_are_shown():
    assert "Earlier name: Thua Thien Hue · Tỉnh Thừa Thiên Huế\n" in shown("Huế", "--lang", "en")
    before = shown("Đồng Nai", "--on", "2025-08", "--lang", "en")
    assert "Later name: Dong Nai · Thành phố Đồng Nai, 2026-04-30 (became a\n" in before
    after = shown("Đồng Nai", "--on", "2026-12", "--lang", "vi")
    assert "Tên cũ: Tỉnh Đồng Nai · Dong Nai\n" in after
    assert "Mang tên này từ: 2026-04-30 (lên thành phố" in after


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_place_fits_into_80_columns(lang):
    text = say_places(shipped_places(), dx.gazetteer, lang)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "None" not in text


def test_every_kind_of_event_has_words():
    kinds = {kind for event in shipped_events().values() for kind in event.kind.replace("/", "+").split("+")}
    assert kinds <= set(_KINDS)


def test_programs_get_a_document():
    found = json.loads(shown("46", "--on", "2024", "--format", "json"))
    assert found["format"] == "dxplan.places"
    (place,) = found["places"]
    assert (place["code"], place["full_name"], place["since"], place["until"]) == (
        "46", "Tỉnh Thừa Thiên Huế", None, None,
    )  # fmt: skip
    assert [(name["full_name"], name["since"]) for name in place["names"]] == [
        ("Tỉnh Thừa Thiên Huế", None),
        ("Thành phố Huế", "2025-01-01"),
    ]
    assert place["names"][1]["by"]["law"] == "175/2024/QH15"
    assert shown("46", "--format", "json", "--lang", "vi") == shown("46", "--format", "json", "--lang", "en")
    every = places_document(shipped_places(), dx.gazetteer)
    assert len(json.loads(json.dumps(every))["places"]) == len(shipped_places())


def test_a_made_up_place_can_be_said():
    place = dx.Place.made_up("9901")
    assert say_places([place], dx.gazetteer).startswith("9901  9901\n    Since: the tables do not say\n")
    assert places_document([place], dx.gazetteer)["places"][0]["names"] == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Hà Giangg",), "did you mean 02 Tỉnh Hà Giang until 2025-06-30"),
        (("Hà Giangg", "--lang", "vi"), "có phải là 02 Tỉnh Hà Giang đến 2025-06-30"),
        (("Hà Giang", "--on", "2026"), "at another time it was 02 Tỉnh Hà Giang until 2025-06-30"),
        (("x" * 10_000,), "no place is called 'xxx"),
        (("",), "no place is called ''"),
        (("Hà Nội", "--on", "soon"), "'soon' is not a period"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_place_is_refused(arguments, words):
    done = run(*arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
