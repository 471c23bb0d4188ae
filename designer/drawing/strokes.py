"""Reads the small SVG files of the icons as strokes of straight lines and cubic curves."""

import math
import re
from typing import Literal

# M x y, L x y, C x1 y1 x2 y2 x y, Z: absolute, curves only cubic.
Letter = Literal["M", "L", "C", "Z"]
Command = tuple[Letter, tuple[float, ...]]
Strokes = tuple[Command, ...]


def strokes(svg: str) -> Strokes:
    """The outlines of every shape in a file of the icon set, in its own coordinates."""
    made: list[Command] = []
    for tag, body in re.findall(r"<(path|circle|ellipse|rect|line|polyline|polygon)\b([^>]*)>", svg):
        keys = dict(re.findall(r'([a-z0-9-]+)="([^"]*)"', body))
        made += _path(keys["d"] if tag == "path" else _outline(tag, keys))
    return tuple(made)


def _outline(tag: str, keys: dict[str, str]) -> str:
    """A basic shape as path data."""
    value = {key: float(text) for key, text in keys.items() if re.fullmatch(r"-?[\d.]+", text)}
    if tag == "line":
        return f"M{keys['x1']} {keys['y1']}L{keys['x2']} {keys['y2']}"
    if tag in ("polyline", "polygon"):
        return f"M{keys['points']}" + ("Z" if tag == "polygon" else "")
    if tag in ("circle", "ellipse"):
        rx, ry = value.get("rx", value.get("r", 0)), value.get("ry", value.get("r", 0))
        left, y = value["cx"] - rx, value["cy"]
        return f"M{left} {y}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0Z"
    x, y, w, h = value.get("x", 0.0), value.get("y", 0.0), value["width"], value["height"]
    r = min(value.get("rx", value.get("ry", 0.0)), w / 2, h / 2)
    return (
        f"M{x + r} {y}h{w - 2 * r}a{r} {r} 0 0 1 {r} {r}v{h - 2 * r}a{r} {r} 0 0 1 {-r} {r}"
        f"h{2 * r - w}a{r} {r} 0 0 1 {-r} {-r}v{2 * r - h}a{r} {r} 0 0 1 {r} {-r}Z"
    )


_TOKEN = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)")
_ARITY = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


class _Reader:
    """Reads path data, in which the flags of an arc may stick to the number that follows."""

    def __init__(self, data: str) -> None:
        self.data, self.at = data, 0

    def skip(self) -> None:
        while self.at < len(self.data) and self.data[self.at] in " ,\n\t":
            self.at += 1

    def letter(self) -> str | None:
        self.skip()
        if self.at < len(self.data) and self.data[self.at].isalpha():
            self.at += 1
            return self.data[self.at - 1]
        return None

    def number(self) -> float:
        self.skip()
        match = _TOKEN.match(self.data, self.at)
        if match is None or match[2] is None:
            raise ValueError(f"not a path: {self.data[self.at : self.at + 20]!r}")
        self.at = match.end()
        return float(match[2])

    def flag(self) -> float:
        self.skip()
        self.at += 1
        return float(self.data[self.at - 1])

    def arguments(self, command: str) -> list[float]:
        if command == "A":
            radii = [self.number(), self.number(), self.number()]
            return [*radii, self.flag(), self.flag(), self.number(), self.number()]
        return [self.number() for _ in range(_ARITY[command])]

    @property
    def done(self) -> bool:
        self.skip()
        return self.at >= len(self.data)


def _path(data: str) -> list[Command]:
    """Path data as absolute M, L, C, Z."""
    reader, pen, letter = _Reader(data), _Pen(), "M"
    while not reader.done:
        letter = reader.letter() or {"M": "L", "m": "l"}.get(letter, letter)
        pen.draw(letter.upper(), reader.arguments(letter.upper()), relative=letter.islower())
    return pen.made


class _Pen:
    """Where the pen is and what it has drawn."""

    def __init__(self) -> None:
        self.made: list[Command] = []
        self.x = self.y = self.start_x = self.start_y = 0.0
        self.control: tuple[float, float] | None = None

    def draw(self, command: str, values: list[float], *, relative: bool) -> None:
        dx, dy = (self.x, self.y) if relative else (0.0, 0.0)
        if command == "Z":
            self.made.append(("Z", ()))
            self.x, self.y = self.start_x, self.start_y
            return
        if command == "H":
            command, values = "L", [values[0] + dx, self.y]
        elif command == "V":
            command, values = "L", [self.x, values[0] + dy]
        elif command == "A":
            self._arc(values[:5], values[5] + dx, values[6] + dy)
            return
        else:
            values = [value + (dy if index % 2 else dx) for index, value in enumerate(values)]
        self._straight_or_curve(command, values)

    def _straight_or_curve(self, command: str, values: list[float]) -> None:
        if command in ("M", "L"):
            self._to("M" if command == "M" else "L", values)
            if command == "M":
                self.start_x, self.start_y = values
            return
        if command in ("S", "T"):
            back = self.control or (self.x, self.y)
            values = [2 * self.x - back[0], 2 * self.y - back[1], *values]
        if command in ("Q", "T"):
            qx, qy, x, y = values
            first = (self.x + (qx - self.x) * 2 / 3, self.y + (qy - self.y) * 2 / 3)
            self._to("C", [*first, x + (qx - x) * 2 / 3, y + (qy - y) * 2 / 3, x, y])
            self.control = (qx, qy)
            return
        self._to("C", values)
        self.control = (values[2], values[3])

    def _to(self, command: Literal["M", "L", "C"], values: list[float]) -> None:
        self.made.append((command, tuple(values)))
        self.x, self.y = values[-2:]
        self.control = None

    def _arc(self, shape: list[float], x: float, y: float) -> None:
        """An elliptic arc as cubics (SVG 2, appendix B.2.4); the bundled icons turn no axis."""
        rx, ry, _, large, sweep = shape
        hx, hy = (self.x - x) / 2, (self.y - y) / 2
        if rx == 0 or ry == 0 or (hx == 0 and hy == 0):
            self._to("L", [x, y])
            return
        grow = math.sqrt(max(1.0, (hx / rx) ** 2 + (hy / ry) ** 2))
        rx, ry = rx * grow, ry * grow
        ux, uy = hx / rx, hy / ry
        far = math.sqrt(max(0.0, 1 / (ux * ux + uy * uy) - 1)) * (-1 if large == sweep else 1)
        cx, cy = far * uy, -far * ux
        begin = math.atan2(uy - cy, ux - cx)
        turn = math.atan2(-uy - cy, -ux - cx) - begin
        if sweep and turn < 0:
            turn += 2 * math.pi
        elif not sweep and turn > 0:
            turn -= 2 * math.pi
        middle = ((self.x + x) / 2 + cx * rx, (self.y + y) / 2 + cy * ry)
        self._sweep(middle, (rx, ry), begin, turn)

    def _sweep(
        self, middle: tuple[float, float], radii: tuple[float, float], begin: float, turn: float
    ) -> None:
        pieces = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
        step = turn / pieces
        reach = 4 / 3 * math.tan(step / 4)
        for index in range(pieces):
            a, b = begin + index * step, begin + (index + 1) * step
            points = (
                (math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
                (math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
                (math.cos(b), math.sin(b)),
            )
            self._to(
                "C", [v for u, w in points for v in (middle[0] + radii[0] * u, middle[1] + radii[1] * w)]
            )
