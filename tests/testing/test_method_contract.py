"""The contract for methods: the shipped ones keep it, and what breaks it is said."""

from importlib import resources

import pytest

import dxplan as dx
from dxplan.testing import MethodContract


class TestAttainment(MethodContract):
    method = "attainment"


class TestProgress(MethodContract):
    method = "progress"


class TestStatCan(MethodContract):
    method = "statcan"


PROGRESS = (resources.files("dxplan") / "methods" / "progress.toml").read_text(encoding="utf-8")


class TestWhatBreaksIt:
    """Each case breaks one clause, and the clause says what is wrong and what to do."""

    @pytest.fixture
    def broken(self, tmp_path):
        def put(right, wrong):
            assert right in PROGRESS
            file = tmp_path / "method.toml"
            file.write_text(PROGRESS.replace(right, wrong), encoding="utf-8")
            tested = MethodContract()
            tested.method = str(file)
            return tested

        return put

    def test_a_title_in_one_language(self, broken):
        with pytest.raises(AssertionError, match=r"no text for output pace \(en\)"):
            broken('en = "Pace over needed"', 'en = ""').test_it_says_what_it_is_in_both_languages()

    def test_a_number_without_a_figure(self, broken):
        with pytest.raises(AssertionError, match=r"without any figure it gives .*'pace': 0\.0"):
            broken(
                '"where(not met, seen / needed)"', '"coalesce(seen / needed, 0)"'
            ).test_without_a_figure_it_says_nothing()

    def test_a_share_that_is_full_too_early(self, broken):
        with pytest.raises(AssertionError, match=r"where met is (False|None)"):
            broken("clip(way, high=0.999999999)", "way").test_a_share_is_full_exactly_where_the_goal_is_met()

    def test_a_line_that_is_never_reached(self, broken):
        with pytest.raises(AssertionError, match="no situation is called at_risk, off_track; look at the lines before"):
            broken('when = "pace >= r_on"', 'when = "known(pace)"').test_every_status_line_is_reached()

    def test_a_line_that_is_said_to_be_rare(self, broken):
        tested = broken('when = "pace >= r_on"', 'when = "known(pace)"')
        tested.rare = ("at_risk", "off_track")
        tested.test_every_status_line_is_reached()

    def test_a_function_that_says_another_thing_of_columns(self, broken):
        from dxplan import expr as ex

        # A name of its own: functions stay registered for the rest of the run.
        ex.register_function(
            "made_up.halved", ex.python_function(arity=1, unit="same", columns=lambda x: x / 3)(lambda x: x / 2)
        )
        with pytest.raises(AssertionError, match=r"pace is .* by rows and .* by columns"):
            broken(
                '"where(not met, seen / needed)"', '"function(made_up.halved, seen / needed)"'
            ).test_columns_say_what_single_rows_say()

    def test_a_scorecard_that_breaks_a_law(self, broken):
        tested = broken(
            "where(met, clip(way, low=1), clip(way, high=0.999999999))", "where(met, 0.5, 1) + 0 * given(actual)"
        )
        tested.scorecards = 1000  # it takes a target that is judged; what is drawn depends on what else was imported
        with pytest.raises(AssertionError, match=r"breaks . laws"):
            tested.test_its_scorecards_keep_the_laws()


def test_the_example_of_the_docs_is_a_method():
    assert dx.loads_method(PROGRESS).id == "progress"
