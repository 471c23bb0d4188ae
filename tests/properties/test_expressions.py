"""Every tree prints to a text that parses to it; no text at all crashes the parser."""

import contextlib

from hypothesis import given
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
    check,
    evaluate,
    parse,
    print_expression,
)
from designer.model.expressions.tree import COMPARISONS

NAMES = {"amount": 5.0, "approved": True, "region": "EU", "hour": 9.5}
TYPES = {"amount": "number", "approved": "boolean", "region": "text"}
leaves = st.one_of(
    st.floats(0, allow_nan=False, allow_infinity=False).map(Number),
    st.text(max_size=5).map(Text),
    st.booleans().map(Truth),
    st.sampled_from(sorted(NAMES)).map(Name),
)


def _larger(inner):
    pair = st.tuples(st.sampled_from(COMPARISONS), inner)
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Not, inner),
        st.builds(Binary, st.sampled_from("+-*/%"), inner, inner),
        st.builds(Logic, st.sampled_from(["and", "or"]), inner, inner),
        st.builds(Compare, inner, st.lists(pair, min_size=1, max_size=3).map(tuple)),
        st.builds(In, inner, st.lists(inner, max_size=3).map(tuple), st.booleans()),
        st.builds(Choose, inner, inner, inner),
        st.builds(Call, st.sampled_from(["min", "max"]), st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Call, st.sampled_from(["abs", "round", "floor", "ceil"]), st.tuples(inner)),
    )


trees = st.recursive(leaves, _larger, max_leaves=12)
VOCABULARY = """amount approved region 1 2.5 "EU" + - * / % < == and or not in if else ( ) [ ] , min
round true visits ' ."""
words = st.sampled_from(VOCABULARY.split())


@given(trees)
def test_what_is_printed_parses_to_the_same_tree(tree):
    text = print_expression(tree)
    assert parse(text) == tree
    assert print_expression(parse(text)) == text


@given(st.text(max_size=40) | st.lists(words, max_size=14).map(" ".join))
def test_any_text_parses_or_says_where_it_does_not(text):
    try:
        tree = parse(text)
    except ExpressionError as error:
        start, end = error.position, error.position + error.length
    else:
        start, end = 0, len(text)
        assert parse(print_expression(tree)) == tree
    assert 0 <= start <= end <= len(text)


@given(trees)
def test_what_has_a_type_has_a_value_of_that_type(tree):
    with contextlib.suppress(ExpressionError):
        kind = check(tree, TYPES).kind
        value = evaluate(tree, NAMES)
        assert {"number": float, "boolean": bool, "text": str}[kind] is type(value)
