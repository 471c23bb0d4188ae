"""What is wrong with an expression, and where."""


class ExpressionError(ValueError):
    """An expression that cannot be read, has no type, or has no value.

    `position` and `length` mark the place in its text (in characters); `suggestion` is what may have been
    meant there.
    """

    def __init__(
        self, message: str, position: int = 0, length: int = 0, suggestion: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.length = length
        self.suggestion = suggestion

    def __str__(self) -> str:
        return f"{self.message}; did you mean {self.suggestion}?" if self.suggestion else self.message
