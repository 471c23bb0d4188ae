"""Words to a tree, by climbing over the strengths of the operators."""

from functools import lru_cache

from designer.model.expressions.errors import ExpressionError
from designer.model.expressions.lexer import Token, tokens
from designer.model.expressions.names import FUNCTIONS
from designer.model.expressions.tree import (
    COMPARISONS,
    Arithmetic,
    Binary,
    Call,
    Choose,
    Compare,
    Comparison,
    Connective,
    Expression,
    Function,
    In,
    Logic,
    Name,
    Negative,
    Not,
    Number,
    Text,
    Truth,
    children,
)
from designer.model.suggestions import closest

MAX_DEPTH = 80  # of nesting in the text, and
MAX_HEIGHT = 120  # of the tree: neither parsing nor walking one can exhaust the stack

# Strengths, weakest first; an operand of an operator must be stronger than it.
CHOOSE, OR, AND, NOT, COMPARE, SUM, PRODUCT, SIGN = range(1, 9)
STRENGTH = {"or": OR, "and": AND, "+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "%": PRODUCT}


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The tree of an expression; raises ExpressionError with the place of what cannot be read."""
    words = tokens(text)
    if words[0].kind == "end":
        raise ExpressionError("the expression is empty")
    parser = _Parser(words)
    found = parser.expression(CHOOSE)
    parser.finish()
    if height(found) > MAX_HEIGHT:
        raise ExpressionError("the expression has too many parts; split it", 0, len(text))
    return found


class _Parser:
    def __init__(self, words: list[Token]) -> None:
        self._words = words
        self._next = 0
        self._depth = 0

    # Words

    @property
    def _word(self) -> Token:
        return self._words[self._next]

    def _is(self, *values: str) -> bool:
        word = self._word
        return word.kind in ("sign", "name") and word.value in values

    def _take(self) -> Token:
        word = self._word
        self._next += word.kind != "end"
        return word

    def _expect(self, value: str, why: str) -> Token:
        if not self._is(value):
            raise self._unexpected(why, value)
        return self._take()

    def _unexpected(self, why: str, suggestion: str | None = None) -> ExpressionError:
        word = self._word
        return ExpressionError(why, word.start, word.end - word.start, suggestion)

    def finish(self) -> None:
        """Raises ExpressionError unless all has been read."""
        word = self._word
        if word.kind == "end":
            return
        if word.kind == "name":
            near = closest(str(word.value), ("and", "or", "in", "if", "not", "else"))
            raise self._unexpected(f"an operator is missing before {word.value!r}", near)
        raise self._unexpected(f"an operator is missing before {_shown(word)}")

    # Grammar

    def expression(self, strength: int) -> Expression:
        """An expression whose outermost operator is at least of the given strength."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._unexpected("the expression is nested too deep; split it")
        left = self._prefixed()
        while (longer := self._extended(left, strength)) is not None:
            left = longer
        self._depth -= 1
        return left

    def _extended(self, left: Expression, strength: int) -> Expression | None:
        """`left` with the operator that follows and its right side; None when none so strong does."""
        word = str(self._word.value) if self._word.kind in ("sign", "name") else ""
        if word in STRENGTH and STRENGTH[word] >= strength:
            return self._binary(left, STRENGTH[word])
        if word in COMPARISONS and strength <= COMPARE:
            return self._comparison(left)
        if word in ("in", "not") and strength <= COMPARE:
            return self._membership(left)
        if word == "if" and strength <= CHOOSE:
            return self._choice(left)
        return None

    def _binary(self, left: Expression, strength: int) -> Expression:
        operator = str(self._take().value)
        right = self.expression(strength + 1)
        span = (left.span[0], right.span[1])
        if operator in ("and", "or"):
            connective: Connective = operator  # type: ignore[assignment]
            return Logic(connective, left, right, span=span)
        arithmetic: Arithmetic = operator  # type: ignore[assignment]
        return Binary(arithmetic, left, right, span=span)

    def _comparison(self, first: Expression) -> Expression:
        rest: list[tuple[Comparison, Expression]] = []
        while self._is(*COMPARISONS):
            operator: Comparison = self._take().value  # type: ignore[assignment]
            rest.append((operator, self.expression(SUM)))
        if self._is("in", "not"):
            raise self._unexpected("write parentheses around the comparison before 'in'", "(")
        return Compare(first, tuple(rest), span=(first.span[0], rest[-1][1].span[1]))

    def _membership(self, item: Expression) -> Expression:
        negated = self._take().value == "not"
        if negated:
            self._expect("in", "'not' after a value must go on with 'in'")
        self._expect("[", "after 'in' comes a list in square brackets")
        options = self._listed("]")
        made = In(item, options, negated, span=(item.span[0], self._words[self._next - 1].end))
        if self._is(*COMPARISONS, "in"):
            raise self._unexpected("write parentheses around what stands before", "(")
        return made

    def _choice(self, then: Expression) -> Expression:
        self._take()
        condition = self.expression(OR)
        self._expect("else", "an 'if' needs an 'else'")
        otherwise = self.expression(CHOOSE)
        return Choose(condition, then, otherwise, span=(then.span[0], otherwise.span[1]))

    def _listed(self, close: str) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while not self._is(close):
            found.append(self.expression(CHOOSE))
            if not self._is(close):
                self._expect(",", f"a comma or {close!r} is missing")
        self._take()
        return tuple(found)

    def _prefixed(self) -> Expression:
        word = self._take()
        match word.kind:
            case "number":
                return Number(float(word.value), span=(word.start, word.end))
            case "text":
                return Text(str(word.value), span=(word.start, word.end))
            case "name":
                return self._named(word)
            case "sign":
                return self._signed(word)
        raise ExpressionError("a value is missing at the end", word.start, 0)

    def _signed(self, word: Token) -> Expression:
        if word.value == "(":
            inner = self.expression(CHOOSE)
            self._expect(")", "a parenthesis is not closed")
            return inner
        if word.value == "-":
            operand = self.expression(SIGN)
            return Negative(operand, span=(word.start, operand.span[1]))
        if word.value == "+":
            return self.expression(SIGN)
        if word.value == "[":
            raise ExpressionError("a list may stand after 'in' only", word.start, 1)
        why = f"a value is missing before {_shown(word)}"
        raise ExpressionError(why, word.start, word.end - word.start)

    def _named(self, word: Token) -> Expression:
        name, span = str(word.value), (word.start, word.end)
        if name in ("true", "false"):
            return Truth(name == "true", span=span)
        if name == "not":
            operand = self.expression(NOT)
            return Not(operand, span=(word.start, operand.span[1]))
        if name in ("and", "or", "in", "if", "else"):
            raise ExpressionError(f"a value is missing before {name!r}", word.start, len(name))
        if self._is("("):
            return self._call(word)
        if name in FUNCTIONS:
            raise ExpressionError(
                f"{name!r} needs its value in parentheses", word.start, len(name), f"{name}(…)"
            )
        return Name(name, span=span)

    def _call(self, word: Token) -> Expression:
        name = str(word.value)
        if name not in FUNCTIONS:
            near = closest(name, FUNCTIONS)
            raise ExpressionError(f"there is no function {name!r}", word.start, len(name), near)
        self._take()
        arguments = self._listed(")")
        end = self._words[self._next - 1].end
        if not arguments or (len(arguments) > 1 and name not in ("min", "max")):
            needs = "at least one value" if name in ("min", "max") else "one value"
            raise ExpressionError(f"{name!r} takes {needs}", word.start, end - word.start)
        function: Function = name  # type: ignore[assignment]
        return Call(function, arguments, span=(word.start, end))


def _shown(word: Token) -> str:
    return f'"{word.value}"' if word.kind == "text" else repr(word.value)


def height(expression: Expression) -> int:
    """How deep a tree is."""
    deepest = 0
    waiting = [(expression, 1)]
    while waiting:
        part, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(part))
    return deepest
