"""The byte code of an expression has the value that `evaluate` gives."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.model.expressions import (
    Binary,
    Call,
    Choose,
    Compare,
    ExpressionError,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    evaluate,
    print_expression,
)
from designer.simulation import codes
from tests.support.build import boolean, choice, number, outcome, task
from tests.support.runs import run, start

AMOUNT, URGENT, REGION = 7.5, True, "EU"
numbers = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0, 2.5, 3.0, 7.5, 100.0]).map(Number),
    st.sampled_from(["amount", "hour", "weekday", "elapsed", "visits"]).map(Name),
)
truths = st.one_of(st.booleans().map(Truth), st.just(Name("urgent")))
texts = st.one_of(st.sampled_from(["EU", "US"]).map(Text), st.just(Name("region")))


def _numbers(inner, condition):
    return st.one_of(
        inner.map(Negative),
        st.builds(Binary, st.sampled_from("+-*/%"), inner, inner),
        st.builds(Choose, condition, inner, inner),
        st.builds(lambda f, a: Call(f, (a,)), st.sampled_from(["abs", "round", "floor", "ceil"]), inner),
        st.builds(
            lambda f, a: Call(f, tuple(a)),
            st.sampled_from(["min", "max"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
    )


def _conditions(value):
    comparison = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    chain = st.lists(st.tuples(comparison, value), min_size=1, max_size=3).map(tuple)
    compared = st.one_of(
        st.builds(Compare, value, chain),
        st.builds(In, value, st.lists(value, max_size=3).map(tuple), st.booleans()),
        st.builds(In, texts, st.lists(texts, max_size=3).map(tuple), st.booleans()),
        st.builds(lambda a, b: Compare(a, (("==", b),)), texts, texts),
        truths,
    )
    return st.recursive(
        compared,
        lambda inner: st.one_of(
            inner.map(Not), st.builds(Logic, st.sampled_from(["and", "or"]), inner, inner)
        ),
        max_leaves=4,
    )


simple = st.recursive(numbers, lambda inner: _numbers(inner, truths), max_leaves=6)
expressions = st.one_of(simple, _numbers(simple, _conditions(simple)))


def simulated(expression):
    """The value the simulation gives, at Wednesday 10:30 in the first visit; None for a failed case."""
    done = run(
        start(arrivals={"kind": "schedule", "at": ("2026-01-07T10:30",)}),
        number("amount", initial=AMOUNT),
        boolean("urgent", initial=URGENT),
        choice("region", "EU", "US", initial=REGION),
        number("result"),
        task("a", outputs=({"field": "result", "value": print_expression(expression)},)),
        outcome(),
        "start -> a -> done",
    )
    if done.count(codes.FAILED):
        return None
    return done.trace.cases.values[0, done.program.fields.index("result")]


def expected(expression):
    names = {"amount": AMOUNT, "urgent": URGENT, "region": REGION}
    clock = {"hour": 10.5, "weekday": 2.0, "elapsed": 0.0, "visits": 1.0}
    try:
        return evaluate(expression, names | clock)
    except ExpressionError:
        return None


@settings(deadline=None, max_examples=150)
@given(expressions)
def test_the_kernel_agrees_with_the_tree(expression):
    assert simulated(expression) == expected(expression)


@pytest.mark.parametrize("half", [2.5, -2.5, 0.49999999999999994, -0.5, 0.0])
def test_halves_are_rounded_away_from_zero(half):
    expression = Call("round", (Number(abs(half)),))
    expression = Negative(expression) if half < 0 else expression
    assert math.isclose(simulated(expression), expected(expression))
