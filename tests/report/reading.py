"""What stands on a page, read without a browser."""

from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br"}
"""The elements that no end tag closes."""


class Reading(HTMLParser):
    """The elements of a page with their attributes, its texts, and what is not closed as it was opened.

    Texts inside ``style`` are not read.
    """

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts, self.wrong, self._open = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("td", "th", "dt", "dd", "p", "li"):
            self.texts.append(" ")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if "style" not in self._open:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    @property
    def tags(self):
        return {tag for tag, _ in self.elements}

    def values(self, name):
        return [attrs[name] for _, attrs in self.elements if name in attrs]
