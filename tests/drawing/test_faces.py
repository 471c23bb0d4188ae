import pytest

from designer.drawing import faces
from designer.drawing.cards import task_labels
from designer.drawing.icons import icon, icon_of
from designer.drawing.lettering import written
from designer.drawing.miniature import miniature
from designer.drawing.shapes import Box, Icon, Line, Shape, Text
from designer.drawing.theme import THEMES, Theme, theme
from designer.layout.geometry import Rect
from designer.layout.sizes import default_size, is_resizable, size_of
from designer.layout.wording import KIND_NAMES, initials, kind_name, role_color, steps_text
from designer.model.nodes import COLORS, TASK_TYPES, Instances, Node
from designer.model.nodes import Box as BoxNode
from tests.drawing.contrast import contrast, luminance
from tests.drawing.samples import KINDS, everything, one_of_each
from tests.support.build import boundary, box, decision, inside, outcome, process, role, task, trigger, wait

BESIDE = {"decision", "parallel", "wait", "race", "boundary"}


@pytest.fixture(params=THEMES)
def colors(request: pytest.FixtureRequest) -> Theme:
    return theme(request.param)


def texts(shapes: tuple[Shape, ...]) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text)]


def extent(shape: Shape) -> Rect:
    match shape:
        case Text():
            return written(shape)
        case Line():
            xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        case _:
            return shape.rect


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_face_a_size_a_name_and_an_icon(kind: str, colors: Theme) -> None:
    node, document = one_of_each()[kind], everything()
    size = size_of(node)
    assert size == default_size(kind)
    body = faces.body(node, document, colors, size)
    assert body
    assert faces.face(node, document, colors, size) == body + faces.labels(node, document, colors, size)
    assert kind_name(node)
    assert icon(icon_of(node))
    assert faces.title_rect(node, document, size).w > 0
    assert is_resizable(node) == (kind in ("workflow", "note", "area"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_place_in_a_miniature(kind: str) -> None:
    shown = miniature([one_of_each()[kind]], Rect(0, 0, 100, 30), theme("light"), "#FFFFFF")
    assert bool(shown) == (kind not in ("note", "area", "boundary"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["", "X", "A name of a good many words that nobody could ever fit in", "W" * 300]
)
def test_what_is_written_inside_stays_inside(kind: str, name: str) -> None:
    node, document = one_of_each()[kind], everything()
    named = node.model_copy(update={"name": name})
    size = size_of(named)
    for shape in faces.face(named, document, theme("light"), size):
        if kind in BESIDE and isinstance(shape, Text):
            assert extent(shape).w <= 140
        else:
            assert Rect(0, 0, *size).grown(0.01).encloses(extent(shape)), shape


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"parallel", "race", "boundary", "decision", "note"}))
def test_without_a_name_the_kind_stands_in_grey(kind: str, colors: Theme) -> None:
    node = one_of_each()[kind].model_copy(update={"name": ""})
    labels = faces.labels(node, everything(), colors, size_of(node))
    assert labels[0].text == KIND_NAMES[kind]
    assert labels[0].weight == 400 or kind == "area"


def test_a_decision_without_its_question_says_so_only_where_it_decides() -> None:
    choosing = process(decision("d", name=""), task("a"), task("b"), "d -> a", "d -> b")
    merging = process(decision("d", name=""), task("a"), "d -> a")
    sizes = default_size("decision")
    assert texts(faces.labels(choosing.nodes["d"], choosing, theme("light"), sizes)) == ["Decision"]
    assert not faces.labels(merging.nodes["d"], merging, theme("light"), sizes)


def test_a_wait_without_a_name_says_what_it_waits_for() -> None:
    for keys, words in (
        ({"until": "09:00"}, "until 09:00"),
        ({"duration": "2 d"}, "2 d"),
        ({"event": "Reply"}, "Reply"),
    ):
        document = process(wait("w", name="", **keys))
        assert texts(faces.labels(document.nodes["w"], document, theme("light"), (44, 44))) == [words]


# Cards


def test_a_task_shows_who_does_it_and_how_long_it_takes(colors: Theme) -> None:
    document = process(
        task("t", role="clerk", duration="20 min", instances=Instances(count=3)),
        role("clerk", name="Help desk"),
    )
    shown = texts(faces.body(document.nodes["t"], document, colors, (160, 64)))
    assert {"HD", "Help desk", "3 \N{MULTIPLICATION SIGN} 20 min"} == set(shown)


def test_a_task_without_a_role_of_its_own_shows_that_of_its_workflow() -> None:
    from tests.support.build import workflow

    document = process(task("t"), workflow("main", role="clerk"), role("clerk"))
    assert "Clerk" in texts(faces.body(document.nodes["t"], document, theme("light"), (160, 64)))


def test_uncertain_durations_are_given_about_their_mean() -> None:
    duration = {"kind": "triangular", "low": 5.0, "mode": 10.0, "high": 40.0, "unit": "min"}
    document = process(task("t", duration=duration))
    assert "≈ 18 min" in texts(faces.body(document.nodes["t"], document, theme("light"), (160, 64)))


def test_the_lower_row_leaves_room_for_events_on_the_border() -> None:
    plain = process(task("t", duration="20 min"))
    hosting = process(task("t", duration="20 min"), boundary("b", host="t"))
    right = [
        max(
            shape.x
            for shape in faces.body(document.nodes["t"], document, theme("light"), (160, 64))
            if isinstance(shape, Text)
        )
        for document in (plain, hosting)
    ]
    assert right[1] <= 160 - 12 - 24 < right[0]


def test_a_long_title_takes_two_lines_and_ends_in_an_ellipsis() -> None:
    document = process(task("t", name="Approve the unusually long purchase order of the year"))
    lines = task_labels(document.nodes["t"], document, theme("light"), (160, 64))
    assert len(lines) == 2
    assert lines[1].text.endswith("…")


@pytest.mark.parametrize("kind", TASK_TYPES)
def test_each_type_of_task_has_its_own_icon(kind: str) -> None:
    found = {icon_of(task("t", type=other)) for other in TASK_TYPES}
    assert len(found) == len(TASK_TYPES)
    document = process(task("t", type=kind))
    body = faces.body(document.nodes["t"], document, theme("light"), (160, 64))
    assert any(isinstance(shape, Icon) and shape.name == icon_of(document.nodes["t"]) for shape in body)


# Boxes


def test_a_closed_box_shows_its_name_its_steps_and_its_chevron() -> None:
    document = everything()
    face = faces.face(document.nodes["a-workflow"], document, theme("light"), (160, 72))
    assert {"1 step", "A workflow"} <= set(texts(face))
    assert "chevron-right" in {shape.name for shape in face if isinstance(shape, Icon)}


def test_the_chevron_of_a_box_stays_in_its_place_when_it_opens() -> None:
    assert faces.chevron_rect((160, 72)) == faces.chevron_rect((900, 500))


def test_a_shared_workflow_is_marked_on_each_of_its_boxes() -> None:
    document = process(box("one", runs="w"), box("two", runs="w"), inside("w", task("t")))
    for is_open in (False, True):
        body = faces.body(document.nodes["one"], document, theme("light"), (300, 200), is_open)
        assert "link-2" in {shape.name for shape in body if isinstance(shape, Icon)}


def test_a_box_of_another_file_says_so() -> None:
    document = process(box("far", runs="w", file="other.process.json"))
    body = faces.body(document.nodes["far"], document, theme("light"), (160, 72))
    assert "other file" in texts(body)


def test_the_chevron_lies_in_the_header() -> None:
    assert Rect(0, 0, 300, 36).encloses(faces.chevron_rect((300, 200)))


def test_steps_are_counted_without_ends_words_and_frames() -> None:
    assert steps_text(()) == "empty"
    assert steps_text(tuple(one_of_each().values())) == "7 steps, 1 box"


def test_an_open_box_is_tinted_by_its_depth(colors: Theme) -> None:
    document = everything()
    fills = []
    for depth in (0, 1):
        body = faces.body(document.nodes["a-workflow"], document, colors, (300, 200), True, depth)
        fills.append(next(shape.fill for shape in body if isinstance(shape, Box)))
    assert len({colors.ground, *fills}) == 3


# Colours


def test_roles_without_a_colour_get_one_by_order() -> None:
    roles = {key: role(key) for key in ("b", "a", "c")}
    assert [role_color(roles, key) for key in ("a", "b", "c")] == ["blue", "teal", "violet"]
    assert role_color({**roles, "d": role("d", color="rose")}, "d") == "rose"
    assert role_color(roles, "gone") == "slate"


def test_initials_are_one_or_two_letters() -> None:
    assert [initials(name) for name in ("Sales manager", "buyer", "IT", "Front-desk", "", "– –")] == [
        "SM",
        "B",
        "I",
        "FD",
        "?",
        "?",
    ]


WRITTEN = ("text", "quiet", "placeholder")
DRAWN = ("flow", "flow_quiet", "success", "failure", "warning", "error", "accent", "border_strong", "bar")


def test_what_is_written_has_enough_contrast(colors: Theme) -> None:
    grounds = (colors.surface, *colors.depths)
    for name in WRITTEN:
        assert min(contrast(getattr(colors, name), ground) for ground in grounds) >= 4.5, name
    assert contrast(colors.note_text, colors.note_fill) >= 4.5
    assert contrast(colors.accent_text, colors.accent) >= 4.5
    for color in COLORS:
        tone = colors.document_color(color)
        assert contrast(tone.text, tone.fill) >= 4.5, color


def test_what_is_drawn_has_enough_contrast(colors: Theme) -> None:
    grounds = (colors.surface, *colors.depths)
    for name in DRAWN:
        assert min(contrast(getattr(colors, name), ground) for ground in grounds) >= 3, name
    for color in COLORS:
        tone = colors.document_color(color)
        assert contrast(tone.stroke, tone.fill) >= 3, color
        assert min(contrast(tone.stroke, ground) for ground in grounds) >= 3, color
        edge = colors.edge(tone, 0.4)
        assert not colors.is_contrast or contrast(edge, colors.ground) >= 4.5, color


@pytest.mark.parametrize("name", ["contrast", "contrast-dark"])
def test_high_contrast_is_high(name) -> None:
    colors = theme(name)
    grounds = (colors.surface, *colors.depths)
    for ink in WRITTEN:
        assert min(contrast(getattr(colors, ink), ground) for ground in grounds) >= 7, ink
    for drawn in (*DRAWN, "border"):
        assert min(contrast(getattr(colors, drawn), ground) for ground in grounds) >= 4.5, drawn
    for color in COLORS:
        tone = colors.document_color(color)
        assert contrast(tone.text, tone.fill) >= 7, color


@pytest.mark.parametrize("kind", KINDS)
def test_texts_and_icons_stand_out_from_what_lies_under_them(kind: str, colors: Theme) -> None:
    document = everything()
    node: Node = one_of_each()[kind]
    for color in (None, *COLORS):
        colored = node.model_copy(update={"color": color})
        below: list[Shape] = []
        for shape in faces.face(colored, document, colors, size_of(colored)):
            if isinstance(shape, Text | Icon):
                under = (
                    shape.halo if isinstance(shape, Text) and shape.halo else _ground(shape, below, colors)
                )
                least = 4.5 if isinstance(shape, Text) and shape.size < 18 else 3
                assert contrast(shape.color, under) >= least, (color, shape)
            elif shape.fill and len(shape.fill) == 7:
                below.append(shape)


def _ground(shape: Shape, below: list[Shape], colors: Theme) -> str:
    middle = extent(shape).center
    return next((other.fill for other in reversed(below) if extent(other).holds(*middle)), colors.ground)


def test_heat_runs_one_way_in_lightness(colors: Theme) -> None:
    scale = [luminance(color) for color in colors.heat]
    assert scale in (sorted(scale), sorted(scale, reverse=True))


def test_a_box_can_be_told_from_a_task() -> None:
    document = process(task("t"), box("b", runs="w"), inside("w", trigger("x"), outcome("y")))
    assert isinstance(document.nodes["b"], BoxNode)
    drawn = [faces.body(document.nodes[key], document, theme("light"), (160, 72)) for key in ("t", "b")]
    assert drawn[0] != drawn[1]
