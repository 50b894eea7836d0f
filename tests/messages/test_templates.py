"""How messages are found in the source, on made-up modules."""

import pytest

from tests.messages.found import Found


def found_in(folder, source):
    (folder / "made_up.py").write_text(source, encoding="utf-8")
    return Found.read(folder)


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        ('raise FiguresError("as it is", "mend it.")', ["as it is"]),
        ('raise FiguresError(f"{self.code!r} is {value}")', ["{code!r} is {value}"]),
        ("raise FiguresError(f\"{found['low']!r} is low\")", ["{low!r} is low"]),
        ('raise FiguresError(f"{a!r} and {a!r} clash")', ["{a!r} and {a_2!r} clash"]),
        ('raise FiguresError(f"{low:g} is low")', ["{low} is low"]),
        ('raise FiguresError("{braces} stay")', ["{{braces}} stay"]),
        ('raise FiguresError("one" if x else "another")', ["one", "another"]),
        ("raise FiguresError(f\"it is {'high' if x else 'low'}\")", ["it is high", "it is low"]),
        ("raise FiguresError(f\"there are: {names or 'none'}\")", ["there are: {names}", "there are: none"]),
        ('FACT = "a constant"\nraise FiguresError(FACT)', ["a constant"]),
        ('BOTH = ("a fact", "a hint")\nraise FiguresError(*BOTH)', ["a fact"]),
        ('def f(x):\n    fact = f"of {x!r}"\n    raise FiguresError(fact)', ["of {x!r}"]),
        (
            'def f(x):\n    why = "first"\n    if x:\n        why = "second"\n    raise FiguresError(why)',
            ["first", "second"],
        ),
        ('def f(fact):\n    raise FiguresError(fact)\nf("called so")\nf(fact="and so")', ["called so", "and so"]),
        (
            'class A:\n    def f(self, fact): yield FiguresError(fact)\n    def g(self): self.f("by itself")',
            ["by itself"],
        ),
        ('def why() -> str:\n    return "given back"\nraise FiguresError(why())', ["given back"]),
        ('raise FiguresError(f"cannot be read: {error.fact}")', ["cannot be read: {fact!s}"]),
        ("raise FiguresError(f\"one of {', '.join(words)}\")", ["one of {words}"]),
        ("raise FiguresError(f\"one of {' or '.join(words)}\")", ["one of {words!s}"]),
        ('raise FileNotFoundError(f"no file {name!r}")', ["no file {name!r}"]),
        ('warnings.warn(f"{file} is large", LargeFrameWarning, stacklevel=2)', ["{file} is large"]),
        ("raise TypeError('for who writes Python')", []),
    ],
)
def test_a_fact_is_found(tmp_path, source, facts):
    assert [fact for message in found_in(tmp_path, source).messages for fact in message.facts] == facts


def test_hints_stand_with_their_facts(tmp_path):
    (message,) = found_in(tmp_path, 'raise GoalError("a fact", "a hint" if x else f"or {y!r}")').messages
    assert (message.kind, message.facts, message.hints) == ("GoalError", ("a fact",), ("a hint", "or {y!r}"))


def test_words_that_are_passed_are_messages_of_their_own(tmp_path):
    found = found_in(tmp_path, 'def f(kind):\n    raise FiguresError(f"no {kind} here")\nf("tea")\nf("milk")')
    assert found.messages[0].facts == ("no {kind!s} here",)
    assert set(found.words) == {"tea", "milk"}


def test_the_kinds_of_unknown_codes_are_words(tmp_path):
    found = found_in(tmp_path, 'raise UnknownCodeError.among("tea", code, known)')
    assert set(found.words) == {"tea"}


@pytest.mark.parametrize("source", ["raise FiguresError(somewhere.text)", "def f(fact):\n    raise FiguresError(fact)"])
def test_what_the_source_does_not_show_is_known_to_be_unknown(tmp_path, source):
    (message,) = found_in(tmp_path, source).messages
    assert not message.known


def test_names_in_a_circle_end(tmp_path):
    found = found_in(tmp_path, "def f(a):\n    b = a\n    a = b\n    raise FiguresError(a)\nf(b)")
    assert not found.messages[0].known
