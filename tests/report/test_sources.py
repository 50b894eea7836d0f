"""Which addresses a page links to."""

import pytest

from dxplan.report.page.sources import Piece, pieces, safe_url


@pytest.mark.parametrize(
    "url", ["https://a.example", "http://a.example:8080/x?y=1#z", "HTTPS://A.example/", "https://vi.example/Điện-Biên"]
)
def test_addresses_of_the_web_are_linked(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x"),
        *("file:///etc/passwd", "//a.example", "a.example", "", "https://", "https:///x", "ftp://a.example"),
        *("https://bank@evil.example", "https://a.example:port/", "http://[x", "https://a b.example", "http:\\\\a.b"),
    ],
)
def test_others_are_not(url):
    assert safe_url(url) is None


def test_addresses_in_a_text_are_found_without_the_stop_after_them():
    text = "Xem https://a.example/b, (https://c.example). javascript:x"
    assert list(pieces(text)) == [
        Piece("Xem "),
        Piece("https://a.example/b", "https://a.example/b"),
        Piece(", ("),
        Piece("https://c.example", "https://c.example"),
        Piece("). javascript:x"),
    ]
    assert "".join(piece.text for piece in pieces(text)) == text
