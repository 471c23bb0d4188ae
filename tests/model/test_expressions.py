import math

import pytest

from designer.model.expressions import (
    BOOLEAN,
    NUMBER,
    ExpressionError,
    Type,
    check,
    completions,
    evaluate,
    expression_name,
    fields_in,
    names_in,
    parse,
    print_expression,
)
from tests.support.build import choice, number, process

NAMES = {
    "amount": "number",
    "approved": "boolean",
    "region": Type("text", ("EU", "US")),
    "comment": "text",
}


def fault(text):
    with pytest.raises(ExpressionError) as caught:
        check(parse(text), NAMES)
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 % 3", 1.0),
        ("-7 % 3", 2.0),
        ("7 % -3", -2.0),
        ("2.5e2", 250.0),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -3.0),
        ("round(0.49999999999999994)", 0.0),
        ("floor(-1.5)", -2.0),
        ("ceil(1.2)", 2.0),
        ("abs(-3)", 3.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3)", 3.0),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("not true or true", True),
        ('"a" in ["b", "a"]', True),
        ('"a" not in ["b", "a"]', False),
        ("1 in []", False),
        ("1 if false else 2 if false else 3", 3.0),
        ('"it\\"s" == \'it"s\'', True),
        ("false and 1 / 0 == 1", False),
        ("true or 1 / 0 == 1", True),
        ("2 < 1 < 1 / 0", False),
    ],
)
def test_values(text, value):
    found = evaluate(parse(text), {})
    assert found == value
    assert type(found) is type(value)


def test_fields_and_the_clock_are_read_by_name():
    names = {"order_value": 100, "hour": 9.5}
    assert evaluate(parse("order_value * 2 if hour < 10 else 0"), names) == 200.0
    assert expression_name("order-value") == "order_value"
    assert names_in(parse("order_value > hour")) == {"order_value", "hour"}
    assert fields_in(parse("order_value > hour")) == {"order-value"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 / 0", "division by zero"),
        ("1 % 0", "division by zero"),
        ("1e300 * 1e300", "too large"),
        ("max(1e308) * 10", "too large"),
        ("missing > 1", "not known"),
        ("empty > 1", "no value yet"),
        ("word + 1", "a number is needed"),
        ("not word", "true or false is needed"),
        ("word < 1", "needs two numbers"),
    ],
)
def test_what_has_no_value_is_an_error(text, message):
    with pytest.raises(ExpressionError, match=message):
        evaluate(parse(text), {"empty": None, "word": "x"})


@pytest.mark.parametrize(
    ("text", "message", "place", "suggestion"),
    [
        ("amount = 3", "means nothing here", (7, 1), "=="),
        ("a && b", "means nothing here", (2, 2), "and"),
        ("amount AND b", "operator is missing", (7, 3), "and"),
        ("1 +", "value is missing at the end", (3, 0), None),
        ("", "is empty", (0, 0), None),
        ("(1", "not closed", (2, 0), ")"),
        ('"abc', "no closing quote", (0, 4), '"'),
        ("rond(1)", "no function 'rond'", (0, 4), "round"),
        ("round(1, 2)", "takes one value", (0, 11), None),
        ("max()", "at least one value", (0, 5), None),
        ("1 in 2", "list in square brackets", (5, 1), "["),
        ("[1]", "after 'in' only", (0, 1), None),
        ("2 ** 3", "value is missing", (3, 1), None),
        ("1 if true", "needs an 'else'", (9, 0), "else"),
        ("round", "in parentheses", (0, 5), "round(…)"),
        ("1e999", "too large", (0, 5), None),
        ("a.b", "means nothing", (1, 1), None),
    ],
)
def test_what_cannot_be_read_is_shown_at_its_place(text, message, place, suggestion):
    with pytest.raises(ExpressionError, match=message) as caught:
        parse(text)
    assert (caught.value.position, caught.value.length) == place
    assert caught.value.suggestion == suggestion


@pytest.mark.parametrize(
    ("text", "message", "place", "suggestion"),
    [
        ("amont > 1", "no field 'amont'", (0, 5), "amount"),
        ("1 + approved", "needs a number", (4, 8), None),
        ("amount and approved", "needs true or false", (0, 6), None),
        ("amount == approved", "must be of one type", (10, 8), None),
        ('region == "EI"', "not one of the choices", (10, 4), None),
        ('region in ["EU", "USS"]', "not one of the choices", (17, 5), '"US"'),
        ('"UK" == region', "not one of the choices", (0, 4), None),
        ("region < 1", "needs a number", (0, 6), None),
        ("1 if amount else 2", "needs true or false", (5, 6), None),
        ("1 if approved else region", "one type", (19, 6), None),
        ("true < false", "needs a number", (0, 4), None),
    ],
)
def test_what_has_no_type_is_shown_at_its_place(text, message, place, suggestion):
    error = fault(text)
    assert message in error.message
    assert (error.position, error.length) == place
    assert error.suggestion == suggestion


def test_types():
    assert check(parse("amount < 500 and approved"), NAMES) == BOOLEAN
    assert check(parse("visits + hour + weekday + elapsed"), NAMES) == NUMBER
    assert check(parse("region"), NAMES).choices == ("EU", "US")
    assert check(parse("region if approved else comment"), NAMES).choices is None
    assert check(parse('comment == "anything"'), NAMES) == BOOLEAN
    assert check(parse("amount > 1"), {"amount": number("amount")}) == BOOLEAN


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("((1))", "1"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("a-(b-c)", "a - (b - c)"),
        ("(a-b)-c", "a - b - c"),
        ("not (a and b)", "not (a and b)"),
        ("(not a) and b", "not a and b"),
        ("+5", "5"),
        ("-(-a)", "--a"),
        ("'x'", '"x"'),
        ("1.50", "1.5"),
        ("(a if b else c) if d else e", "(a if b else c) if d else e"),
        ("a if b else (c if d else e)", "a if b else c if d else e"),
        ("(a < b) == c", "(a < b) == c"),
        ("x not   in[1,2]", "x not in [1, 2]"),
        ("3d_model > 1", "3d_model > 1"),
    ],
)
def test_printing_is_normal_and_has_no_needless_parentheses(text, normal):
    assert print_expression(parse(text)) == normal
    assert parse(normal) == parse(text)


@pytest.mark.parametrize("text", ["(" * 5000, "-" * 5000, "not " * 2000, "+".join("a" * 4000), "x" * 20_000])
def test_nesting_and_length_are_bounded(text):
    with pytest.raises(ExpressionError, match=r"nested|too many parts|longer"):
        parse(text)


def test_deep_trees_still_evaluate_and_print():
    text = "-(" * 35 + "1" + ")" * 35
    tree = parse(text)
    assert evaluate(tree, {}) == -1.0
    assert parse(print_expression(tree)) == tree
    assert math.isclose(evaluate(parse("+".join(["1"] * 100)), {}), 100.0)


def test_completions_offer_fields_first_and_the_values_of_a_choice():
    document = process(number("order-value"), choice("region", "EU", "US"))
    assert completions("ord", 3, document)[0] == "order_value"
    assert completions("region == ", 10, document) == ['"EU"', '"US"']
    assert completions('region in ["EU", "u', 19, document) == ['"US"']
    assert "elapsed" in completions("", 0, document)
    assert completions('"ord', 4, document) == []
