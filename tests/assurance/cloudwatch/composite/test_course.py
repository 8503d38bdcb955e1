"""Composite alarms over time. API reference, PutCompositeAlarm."""

from hypothesis import given
from hypothesis import strategies as st

from assurance.cloudwatch import Account, State
from assurance.cloudwatch.composite import courses_of
from assurance.cloudwatch.history import Doubt
from tests.assurance.cloudwatch.composite.lab import composite, course, played, told
from tests.assurance.cloudwatch.lab import alarm

OK, ALARM, NO_DATA = State.OK, State.ALARM, State.INSUFFICIENT_DATA
STATES = st.sampled_from(list(State))


def test_insufficient_data_is_only_the_state_before_the_first_evaluation() -> None:
    child = course(OK, (5, NO_DATA), (9, OK))
    whole = played([composite("INSUFFICIENT_DATA(a)")], {"a": child})["whole"]
    assert whole.initial is NO_DATA
    assert told(whole) == [(0, OK), (5, ALARM), (9, OK)]


def test_a_composite_that_is_there_already_keeps_its_state() -> None:
    whole = played([composite("ALARM(a)", initial=OK)], {"a": course(OK)})["whole"]
    assert told(whole) == []


def test_composites_build_on_each_other_in_any_order() -> None:
    upper, lower = composite("NOT ALARM(lower)", "upper"), composite("ALARM(a)", "lower")
    courses = played([upper, lower], {"a": course(OK, (5, ALARM))})
    assert told(courses["upper"]) == [(0, ALARM), (5, OK)]


def test_a_circle_is_not_evaluated() -> None:
    circle = [composite("ALARM(two)", "one"), composite("NOT ALARM(one)", "two")]
    courses = played([*circle, composite("ALARM(a)")], {"a": course(ALARM)})
    assert told(courses["one"]) == told(courses["two"]) == []
    assert told(courses["whole"]) == [(0, ALARM)]


def test_the_reason_names_the_child_that_changed() -> None:
    """User guide, "Alarm events and EventBridge"."""
    whole = played([composite("ALARM(a)", initial=OK)], {"a": course(OK, (60, ALARM))})["whole"]
    text = "a transitioned to ALARM at Thursday 01 January, 1970 00:01:00 UTC"
    assert whole.transitions[0].reason == text


def test_an_alarm_nobody_knows_leaves_open_what_hangs_on_it() -> None:
    open_ = played([composite("ALARM(a) AND ALARM(b)")], {"a": course(OK, (5, ALARM))})["whole"]
    assert [doubt.at for doubt in open_.doubts] == [5]
    assert open_.open_at_end
    sure = played([composite("ALARM(a) OR ALARM(b)")], {"a": course(ALARM)})["whole"]
    assert not sure.doubts


def test_an_open_child_leaves_open_what_hangs_on_it() -> None:
    doubt = Doubt(5, 8, frozenset({OK, ALARM}), "some reason")
    children = {"a": course(OK, doubts=[doubt]), "b": course(OK, (7, ALARM))}
    whole = played([composite("ALARM(a) OR ALARM(b)")], children)["whole"]
    assert [(d.at, d.until) for d in whole.doubts] == [(5, 7)]
    assert "the state of a is open" in whole.doubts[0].why


def test_readings_that_disagree_leave_the_state_open() -> None:
    children = {"a": course(ALARM), "b": course(OK), "c": course(OK)}
    whole = played([composite("ALARM(a) OR ALARM(b) AND ALARM(c)")], children)["whole"]
    assert "precedence" in whole.doubts[0].why
    share = played([composite("AT_LEAST(50%, ALARM, (a, b, c))")], children)["whole"]
    assert "rounding" in share.doubts[0].why


def _rules() -> st.SearchStrategy[tuple[str, str]]:
    """A rule, and the Python expression over s[name] that means the same."""
    conditions = st.tuples(STATES, st.sampled_from("abc")).map(
        lambda one: (f"{one[0]}({one[1]})", f"(s['{one[1]}'] == '{one[0]}')")
    )
    shares = st.tuples(st.integers(1, 3), STATES, st.booleans()).map(
        lambda one: (
            f"AT_LEAST({one[0]}, {'NOT ' if one[2] else ''}{one[1]}, (a, b, c))",
            f"(sum((s[n] == '{one[1]}') != {one[2]} for n in 'abc') >= {one[0]})",
        )
    )
    constants = st.sampled_from([("TRUE", "True"), ("FALSE", "False")])
    return st.recursive(
        st.one_of(conditions, shares, constants),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(
                lambda two: (f"({two[0][0]} AND {two[1][0]})", f"({two[0][1]} and {two[1][1]})")
            ),
            st.tuples(inner, inner).map(
                lambda two: (f"({two[0][0]} OR {two[1][0]})", f"({two[0][1]} or {two[1][1]})")
            ),
            inner.map(lambda one: (f"NOT {one[0]}", f"(not {one[1]})")),
        ),
        max_leaves=6,
    )


@given(_rules(), st.tuples(STATES, STATES, STATES))
def test_a_composite_is_its_truth_table(rule: tuple[str, str], states: tuple[State, ...]) -> None:
    text, meaning = rule
    s = dict(zip("abc", states, strict=True))
    wanted = ALARM if eval(meaning, {"s": s, "sum": sum}) else OK
    children = {name: course(state) for name, state in s.items()}
    whole = played([composite(text)], children)["whole"]
    assert whole.state is wanted
    assert not whole.doubts


@given(st.tuples(STATES, STATES), st.integers(1, 50))
def test_it_changes_when_its_children_do(states: tuple[State, State], at: int) -> None:
    before, after = states
    account = Account((alarm(name="a"), composite("ALARM(a)", initial=OK)))
    courses = courses_of(account, {"a": course(before, (at, after))}, 0, 100)
    assert courses["whole"].state is (ALARM if after is ALARM else OK)
