"""Entry points: what is listed, what is loaded and when, and what is said of one that cannot be."""

import sys

import pytest

import dxplan as dx
from dxplan import plugins
from dxplan.errors import DefinitionError, FiguresError, PluginError, Problems, UnknownCodeError
from dxplan.io.installed import shipped_plans
from dxplan.io.methods import _load_installed
from dxplan.io.plan_links import _installed_outline
from dxplan.io.plans import _loaded

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


@pytest.fixture
def install_package(tmp_path, monkeypatch):
    """Put a package with files on the path, and what it offers under a group."""

    def put(package, group, entry_points, **files):
        monkeypatch.delitem(sys.modules, package, raising=False)
        folder = tmp_path / f"site-{package}"
        info = folder / f"{package}-1.0.dist-info"
        info.mkdir(parents=True)
        (folder / package).mkdir()
        (folder / package / "__init__.py").write_text("", encoding="utf-8")
        for name, text in files.items():
            path = folder / package / name.replace("_toml", ".toml").replace("_csv", ".csv").replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        lines = [f"[{group}]", *(f"{name} = {value}" for name, value in entry_points.items())]
        (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
        monkeypatch.syspath_prepend(folder)
        forget()

    def forget():
        plugins.load.cache_clear()
        plugins._offers.cache_clear()
        _load_installed.cache_clear()
        _installed_outline.cache_clear()
        for code in {*_loaded} - shipped_plans():
            del _loaded[code]

    yield put
    monkeypatch.undo()
    forget()


HALF = """\
id = "half"
version = "1"
title = "Half is enough"
[source]
title = "made up"
confidence = "unconfirmed"
[outputs]
progress = "given(actual) / given(goal) * 2"
[[status]]
code = "achieved"
when = "progress >= 1"
"""


def test_a_package_offers_a_method_as_a_file(install_package):
    install_package("province", "dxplan.methods", {"half": "province"}, half_toml=HALF)
    assert "half" in dx.installed_methods()
    assert dx.load_method("half").read({"actual": 20.0, "goal": 50.0}).outputs == {"progress": 0.8}


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ("province", "has no file 'half.toml'"),
        ("province:__name__", "not a package"),
        ("elsewhere", "cannot be loaded"),
    ],
)
def test_an_offer_without_its_file_says_so(install_package, value, fact):
    install_package("province", "dxplan.methods", {"half": value})
    with pytest.raises(PluginError) as caught:
        dx.load_method("half")
    assert fact in caught.value.fact
    assert caught.value.hint


PLAN = """\
code = "made-up-1"
title = "Made up"
place = "99"
adopted = 2020
[[documents]]
code = "paper"
title = "A made-up paper"
[[indicators]]
code = "kiosks"
name = "Kiosks"
unit = "number"
direction = "up"
[[targets]]
code = "kiosks-2025"
title = "Kiosks"
indicator = "kiosks"
goal = 5
by = 2025
cite = { document = "paper", confidence = "unconfirmed" }
"""
FIGURES = "indicator,place,period,value\nkiosks,99,2025,4\n"


class TestPlans:
    def test_a_package_offers_a_plan_in_its_own_folder(self, install_package):
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml=PLAN, figures_csv=FIGURES)
        assert "made-up-1" in dx.installed_plans()
        plan = dx.load_plan("made-up-1")
        assert plan is dx.load_plan("made-up-1")
        assert dx.evaluate(plan, dx.load_figures("made-up-1"), at=2025)["kiosks-2025"].value == 4

    def test_or_several_each_in_a_folder_named_like_it(self, install_package):
        second = PLAN.replace('"made-up-1"', '"second"')
        files = {"made-up-1__plan_toml": PLAN, "second__plan_toml": second, "second__figures_csv": FIGURES}
        install_package("province", "dxplan.plans", {"made-up-1": "province", "second": "province"}, **files)
        assert [dx.load_plan(code).code for code in ("made-up-1", "second")] == ["made-up-1", "second"]
        assert dx.load_figures("second").rows == 1

    def test_another_plan_can_name_it(self, install_package):
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml=PLAN)
        text = 'code = "own"\ntitle = "Own"\nplace = "99"\nadopted = 2021\nimplements = "made-up-1"\n'
        target = PLAN[PLAN.index("[[targets]]") :] + 'replaces = "made-up-1:kiosks-2025"\n'
        plan = dx.loads_plan(text + target)
        assert plan.indicators == dx.load_plan("made-up-1").indicators
        with pytest.raises(Problems, match="cannot be read") as caught:
            dx.loads_plan(text + target.replace("1:kiosks", "1:kiosk"))
        assert "did you mean 'kiosks-2025'?" in str(caught.value)

    def test_without_figures_it_says_so(self, install_package):
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml=PLAN)
        with pytest.raises(FiguresError, match="no figures are installed with the plan 'made-up-1'"):
            dx.load_figures("made-up-1")

    def test_one_that_is_offered_under_another_code_is_refused(self, install_package):
        install_package("province", "dxplan.plans", {"made-up-2": "province"}, plan_toml=PLAN)
        with pytest.raises(PluginError, match="offered as 'made-up-2' says that its code is 'made-up-1'"):
            dx.load_plan("made-up-2")

    @pytest.mark.parametrize(
        ("value", "fact"),
        [("province", "has no 'plan.toml'"), ("province:__name__", "not a package"), ("elsewhere", "cannot be loaded")],
    )
    def test_an_offer_without_its_file_says_so(self, install_package, value, fact):
        install_package("province", "dxplan.plans", {"made-up-1": value})
        with pytest.raises(PluginError) as caught:
            dx.load_plan("made-up-1")
        assert fact in caught.value.fact
        assert caught.value.hint

    def test_the_plans_of_dxplan_itself_cannot_be_taken_over(self, install_package):
        stolen = PLAN.replace("made-up-1", "vn-749")
        install_package("province", "dxplan.plans", {"vn-749": "province"}, plan_toml=stolen)
        assert dx.load_plan("vn-749").place == "VN"
        assert dx.installed_plans().count("vn-749") == 1

    def test_problems_of_its_file_name_the_file(self, install_package):
        broken = PLAN.replace("goal = 5", "goal = true")
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml=broken)
        with pytest.raises(Problems) as caught:
            dx.load_plan("made-up-1")
        (line,) = caught.value.lines()
        assert "(made-up-1/plan.toml:17)" in line

    def test_plans_that_implement_each_other_are_told(self, install_package):
        first = PLAN.replace("adopted", 'implements = "second"\nadopted')
        second = first.replace("made-up-1", "second").replace('"second"\nadopted', '"made-up-1"\nadopted')
        files = {"made-up-1__plan_toml": first, "second__plan_toml": second}
        install_package("province", "dxplan.plans", {"made-up-1": "province", "second": "province"}, **files)
        with pytest.raises(Problems) as caught:
            dx.load_plan("made-up-1")
        assert "plans implement each other in a circle: made-up-1 → second → made-up-1" in str(caught.value)

    def test_a_plan_that_cannot_be_read_is_named_where_it_is_followed(self, install_package):
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml="not = [toml")
        target = PLAN.replace("made-up-1", "own") + 'follows = "made-up-1:kiosks-2025"\n'
        with pytest.raises(Problems) as caught:
            dx.loads_plan(target)
        (problem,) = caught.value.leaves()
        assert type(problem) is DefinitionError
        assert problem.fact.startswith("the plan 'made-up-1' cannot be read: ")

    def test_a_name_that_is_shipped_looks_at_no_package(self, monkeypatch):
        monkeypatch.setattr(plugins, "names", lambda group: pytest.fail(f"looked at {group}"))
        assert dx.load_plan("dien-bien-2020").code == "dien-bien-2020"
        assert dx.load_figures("vn-749").rows


WORDS = """\
code = "made-up-words"
title = "Made-up words"
place = "99"
adopted = 2020
[[indicators]]
code = "kiosks"
name = "Kiosks"
unit = "number"
direction = "up"
"""
TARGET = PLAN[PLAN.index("[[targets]]") :]


class TestVocabularies:
    def test_a_package_offers_a_vocabulary(self, install_package):
        install_package("ministry", "dxplan.vocabularies", {"made-up-words": "ministry"}, vocabulary_toml=WORDS)
        assert dx.installed_vocabularies() == ("made-up-words",)
        assert "made-up-words" not in dx.installed_plans()
        assert not dx.load_plan("made-up-words").targets

    def test_or_several_each_in_a_folder_named_like_it(self, install_package):
        second = WORDS.replace("made-up-words", "second").replace("kiosks", "booths")
        files = {"made-up-words__vocabulary_toml": WORDS, "second__vocabulary_toml": second}
        offers = {"made-up-words": "ministry", "second": "ministry"}
        install_package("ministry", "dxplan.vocabularies", offers, **files)
        assert [dx.load_plan(code).indicators[0].code for code in offers] == ["kiosks", "booths"]

    def test_a_plan_implements_it(self, install_package):
        install_package("ministry", "dxplan.vocabularies", {"made-up-words": "ministry"}, vocabulary_toml=WORDS)
        head = PLAN[: PLAN.index("[[indicators]]")].replace("adopted", 'implements = "made-up-words"\nadopted')
        plan = dx.loads_plan(head + TARGET)
        assert [indicator.code for indicator in plan.indicators] == ["kiosks"]
        assert dx.loads_plan(dx.dumps_plan(plan)) == plan

    def test_a_misspelt_one_is_named(self, install_package):
        install_package("ministry", "dxplan.vocabularies", {"made-up-words": "ministry"}, vocabulary_toml=WORDS)
        with pytest.raises(Problems) as caught:
            dx.loads_plan('implements = "made-up-word"\n' + WORDS.replace("made-up-words", "own"))
        assert "did you mean 'made-up-words'?" in str(caught.value)

    @pytest.mark.parametrize(
        ("more", "line", "fact"),
        [
            (TARGET, 10, "a vocabulary has no targets, because plans take none over"),
            ('[[tasks]]\ncode = "t"\n', 10, "a vocabulary has no tasks"),
            ('[[places]]\ncode = "99001"\n', 10, "a vocabulary has no places"),
        ],
    )
    def test_what_promises_is_no_vocabulary(self, install_package, tmp_path, more, line, fact):
        text = WORDS + more
        install_package("ministry", "dxplan.vocabularies", {"made-up-words": "ministry"}, vocabulary_toml=text)
        (tmp_path / "vocabulary.toml").write_text(text, encoding="utf-8")
        for name in ("made-up-words", tmp_path, tmp_path / "vocabulary.toml"):
            with pytest.raises(Problems) as caught:
                dx.load_plan(name)
            (said,) = (problem for problem in caught.value.leaves() if fact in problem.fact)
            assert said.where.line == line
            assert said.where.file.endswith("vocabulary.toml")

    def test_everything_wrong_is_said_at_once(self):
        with pytest.raises(Problems) as caught:
            dx.loads_plan(WORDS.replace('"up"', '"sideways"') + TARGET, file="vocabulary.toml")
        assert [problem.where.line for problem in caught.value.leaves()] == [9, 10, 16]

    def test_a_folder_of_one_can_be_named(self, tmp_path):
        (tmp_path / "vocabulary.toml").write_text(WORDS, encoding="utf-8")
        words = dx.load_plan(tmp_path)
        assert words.code == "made-up-words"
        head = PLAN[: PLAN.index("[[indicators]]")].replace("adopted", 'implements = "made-up-words"\nadopted')
        assert dx.loads_plan(head + TARGET, beside=[words]).indicators == words.indicators

    @pytest.mark.parametrize(
        ("value", "fact"),
        [
            ("ministry", "the vocabulary 'made-up-words' has no 'vocabulary.toml'"),
            ("ministry:__name__", "not a package"),
            ("elsewhere", "cannot be loaded"),
        ],
    )
    def test_an_offer_without_its_file_says_so(self, install_package, value, fact):
        install_package("ministry", "dxplan.vocabularies", {"made-up-words": value}, plan_toml=WORDS)
        with pytest.raises(PluginError) as caught:
            dx.load_plan("made-up-words")
        assert fact in caught.value.fact
        assert caught.value.hint

    def test_one_that_is_offered_under_another_code_is_refused(self, install_package):
        install_package("ministry", "dxplan.vocabularies", {"words": "ministry"}, vocabulary_toml=WORDS)
        with pytest.raises(PluginError, match="the vocabulary that is offered as 'words' says that its code is"):
            dx.load_plan("words")

    def test_a_code_is_a_plan_or_a_vocabulary(self, install_package):
        install_package("ministry", "dxplan.vocabularies", {"made-up-1": "ministry"}, vocabulary_toml=WORDS)
        install_package("province", "dxplan.plans", {"made-up-1": "province"}, plan_toml=PLAN)
        with pytest.raises(PluginError, match="'made-up-1' is offered as a plan and as a vocabulary"):
            dx.load_plan("made-up-1")

    def test_the_plans_of_dxplan_itself_cannot_be_taken_over(self, install_package):
        stolen = WORDS.replace("made-up-words", "vn-749")
        install_package("ministry", "dxplan.vocabularies", {"vn-749": "ministry"}, vocabulary_toml=stolen)
        assert dx.load_plan("vn-749").targets
