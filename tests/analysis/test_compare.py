"""The difference of two results."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interlock.analysis.compare import Plain, Shift, shifts

PLAIN: st.SearchStrategy[Plain] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.sampled_from("abc")),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("xy"), inner, max_size=2)),
    max_leaves=6,
)


def test_numbers_are_told_with_their_methods_and_lists_by_their_members() -> None:
    before: Plain = {"harm": {"lower": 0.1, "upper": 0.2, "method": "lp"}, "sets": [["a"], ["b", "c"]], "count": 2}
    after: Plain = {"harm": {"lower": 0.1, "upper": 0.3, "method": "bdd"}, "sets": [["b", "c"]], "more": True}
    assert list(shifts(before, after)) == [
        Shift(("harm", "upper"), 0.2, 0.3, ("lp", "bdd")),
        Shift(("harm", "method"), "lp", "bdd", ("lp", "bdd")),
        Shift(("sets",), [["a"]], []),
        Shift(("count",), 2, None),
        Shift(("more",), None, True),
    ]


@given(PLAIN, PLAIN)
def test_a_result_does_not_differ_from_itself_and_the_other_way_round_is_the_same_turned(
    one: Plain, two: Plain
) -> None:
    assert list(shifts(one, one)) == []
    there = {(shift.path, repr(shift.before), repr(shift.after)) for shift in shifts(one, two)}
    back = {(shift.path, repr(shift.after), repr(shift.before)) for shift in shifts(two, one)}
    assert there == back
