"""Entry points: what is listed, what is loaded and when, and what is said of one that cannot be."""

import sys

import pytest

from dxplan import plugins
from dxplan.errors import PluginError, UnknownCodeError

GROUP = "dxplan.made_up"


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a package on the path: its module's text, and what it offers."""

    def put(package, text, **offers):
        monkeypatch.delitem(sys.modules, package, raising=False)
        folder = tmp_path / f"site-{package}"
        info = folder / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / f"{package}.py").write_text(text, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        lines = [f"[{GROUP}]", *(f"{name} = {package}:{what}" for name, what in offers.items())]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.syspath_prepend(folder)
        forget()

    def forget():
        plugins.load.cache_clear()
        plugins._offers.cache_clear()

    yield put
    monkeypatch.undo()
    forget()


def test_a_group_that_nobody_offers_is_empty():
    assert plugins.names(GROUP) == ()
    with pytest.raises(UnknownCodeError, match=r"no entry point of dxplan\.made_up has the code 'one'"):
        plugins.load(GROUP, "one")


def test_names_are_sorted_and_load_nothing(install):
    install("offering", "raise RuntimeError", two="thing", one="thing")
    assert plugins.names(GROUP) == ("one", "two")
    assert "offering" not in sys.modules


def test_what_is_loaded_is_loaded_once(install):
    install("offering", "thing = object()", one="thing")
    assert plugins.load(GROUP, "one") is plugins.load(GROUP, "one") is sys.modules["offering"].thing


def test_an_unknown_name_names_the_nearest(install):
    install("offering", "thing = 1", logistic="thing")
    with pytest.raises(UnknownCodeError, match="did you mean 'logistic'"):
        plugins.load(GROUP, "logistics")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import not_there_at_all", "ModuleNotFoundError: No module named 'not_there_at_all'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("", "AttributeError: module 'offering' has no attribute 'thing'"),
    ],
)
def test_what_cannot_be_loaded_is_told_with_its_package(install, text, reason):
    install("offering", text, one="thing")
    with pytest.raises(PluginError) as caught:
        plugins.load(GROUP, "one")
    assert caught.value.fact == (
        f"'one' of dxplan.made_up cannot be loaded from offering:thing (offering 1.0): {reason}"
    )
    assert caught.value.hint


def test_two_things_of_one_name_are_refused(install):
    install("offering", "thing = 1", one="thing")
    install("rival", "thing = 2", one="thing")
    with pytest.raises(PluginError) as caught:
        plugins.load(GROUP, "one")
    assert "offering:thing (offering 1.0)" in caught.value.fact
    assert "rival:thing (rival 1.0)" in caught.value.fact
