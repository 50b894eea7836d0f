"""What is printed for programs may be larger than memory, and is the same text as if it were not."""

import json
import sys
import tracemalloc
from itertools import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxplan.commands.output import LongText, json_pieces, json_text, print_, print_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
TRICKY = '\n\r\u2028\x85\\n\t"'


@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), st.lists(VALUES, max_size=4))
def test_what_comes_one_after_another_is_written_as_a_list(document, items):
    document |= {"between": TRICKY, "items": [*items, {TRICKY: [TRICKY]}], "none": [], "after": {"deep": [1]}}
    streamed = {**document, "items": iter(document["items"]), "none": iter([])}
    text = "".join(json_pieces(streamed))
    assert text == json_text(document)
    assert json.loads(text) == document


@pytest.mark.parametrize("value", [[], {}, [1, {"a": []}], {"a": [1]}, "text", None])
def test_what_is_no_stream_is_written_at_once(value):
    assert [*json_pieces(value)] == [json_text(value)]


def test_no_more_than_a_piece_is_held():
    whole, piece = 0, {"name": "x" * 100_000}
    tracemalloc.start()
    for text in json_pieces({"items": iter([*repeat(piece, 300)])}):
        whole += len(text)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert whole > 30_000_000 > 10 * most


@pytest.mark.parametrize("size", [0, 1, 10, 1_000])
def test_a_long_text_is_kept_and_given_back_as_it_was(monkeypatch, size):
    monkeypatch.setattr("dxplan.commands.output._IN_MEMORY", 50)
    pieces = ["Điện Biên\r\n", TRICKY, "…"] * size
    kept = LongText(pieces)
    assert "".join(kept) == "".join(kept) == "".join(pieces)


@pytest.mark.parametrize("ends", ["", "\n"])
def test_all_ways_to_print_end_with_one_line_end(capsys, ends):
    for shown in (f"Điện{ends}", LongText(["Đi", "ện", ends])):
        print_(shown)
        assert capsys.readouterr().out == "Điện\n"


def test_a_terminal_obeys_no_piece(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    print_(LongText(["a\x1b", "[2J"]))
    print_json({"items": iter(["\x9b"])})
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x9b" not in out
    assert "�" in out
