"""What comes from outside: files dropped from a file manager, long lists (C13)."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from designer.layout.geometry import Point
from tests.support.build import box, inside, outcome, process, task, trigger
from tests.support.hand import Hand


def drop(hand, path, at):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    drop_data(hand, data, at)


def drop_data(hand, data, at):
    screen = hand.surface.navigation.camera.to_screen(*at)
    place = QPointF(screen.x, screen.y)
    kind = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(hand.surface, QDragEnterEvent(place.toPoint(), *kind))
    QApplication.sendEvent(hand.surface, QDropEvent(place, *kind))


def office():
    return process(
        task("a", at=(0, 0)),
        box("p", "inner", at=(300, 0)),
        inside("inner", trigger("in"), task("x", at=(160, 100)), outcome("out", at=(400, 0))),
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.txt", "Receive\nPack\nShip\n"),
        ("list.md", "1. Receive\n2. Pack\n3. Ship\n"),
        ("table.csv", "Step,Who\nReceive,Clerk\nPack,\nShip,Driver\n"),
        ("table.tsv", "Receive\tClerk\nPack\t\nShip\tDriver\n"),
    ],
)
def test_a_list_or_a_table_that_is_dropped_becomes_a_chain_there(qtbot, tmp_path, name, content):
    hand = Hand(qtbot, office())
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    before = hand.document
    with hand.one_edit():
        drop(hand, file, Point(0, 300))
    made = {node.name: node for node in hand.new_nodes(before)}
    assert sorted(made) == ["Pack", "Receive", "Ship"]
    assert (made["Receive"].id, made["Pack"].id) in hand.pairs()
    assert made["Receive"].at == (0, 300)


def test_a_list_dropped_into_an_open_box_becomes_its_content(qtbot, tmp_path):
    hand = Hand(qtbot, office(), opened=("p",))
    file = tmp_path / "list.txt"
    file.write_text("Look\nSign\n", encoding="utf-8")
    before = hand.document
    drop(hand, file, Point(hand.rect("p").x + 40, hand.rect("p").bottom - 24))
    assert {node.workflow for node in hand.new_nodes(before)} == {"inner"}


def test_a_file_of_copied_steps_is_pasted_where_it_is_dropped(qtbot, tmp_path):
    hand = Hand(qtbot, process(task("a", at=(0, 0)), task("b", at=(240, 0)), "a -> b"))
    hand.select("a", "b")
    hand.key("Ctrl+C")
    file = tmp_path / "steps.json"
    file.write_text(QGuiApplication.clipboard().text(), encoding="utf-8")
    before = hand.document
    with hand.one_edit():
        drop(hand, file, Point(0, 300))
    made = {node.name: node for node in hand.new_nodes(before)}
    assert (made["A"].at, made["B"].at) == ((0, 300), (240, 300))
    assert (made["A"].id, made["B"].id) in hand.pairs()


def test_text_dragged_from_another_program_becomes_steps(qtbot):
    hand = Hand(qtbot, office())
    before = hand.document
    data = QMimeData()
    data.setText("Look\nSign\n")
    with hand.one_edit():
        drop_data(hand, data, Point(0, 300))
    assert [node.name for node in hand.new_nodes(before)] == ["Look", "Sign"]


@pytest.mark.parametrize("way", ["pasted", "dropped", "dropped as a file"])
def test_megabytes_of_text_are_refused_with_a_reason(qtbot, tmp_path, way):
    hand = Hand(qtbot, office())
    said: list[str] = []
    hand.surface.statusText.connect(said.append)
    text = "\n".join(f"line {number} of a log" for number in range(100_000))
    data = QMimeData()
    data.setText(text)
    with hand.no_edit():
        if way == "pasted":
            QGuiApplication.clipboard().setText(text)
            hand.key("Ctrl+V")
        elif way == "dropped":
            drop_data(hand, data, Point(0, 300))
        else:
            (tmp_path / "log.txt").write_text(text, encoding="utf-8")
            drop(hand, tmp_path / "log.txt", Point(0, 300))
    assert any("100,000 lines" in words for words in said)


def test_documents_are_opened_and_pictures_refused_with_a_reason(qtbot, tmp_path):
    hand = Hand(qtbot, office())
    opened: list[list[str]] = []
    said: list[str] = []
    hand.surface.filesDropped.connect(opened.append)
    hand.surface.statusText.connect(said.append)
    with hand.no_edit():
        drop(hand, tmp_path / "other.process.json", Point(0, 300))
        drop(hand, tmp_path / "photo.png", Point(0, 300))
    assert opened == [[str(tmp_path / "other.process.json")]]
    assert any("picture" in text for text in said)


def test_a_long_list_goes_on_in_rows(qtbot):
    hand = Hand(qtbot, process())
    QGuiApplication.clipboard().setText("\n".join(f"Step {i}" for i in range(1, 21)))
    with hand.one_edit():
        hand.key("Ctrl+V")
    rows: dict[float, list[float]] = {}
    for node in hand.document.nodes.values():
        rows.setdefault(node.at[1], []).append(node.at[0])
    assert [len(row) for _, row in sorted(rows.items())] == [7, 7, 6]
    assert len({min(row) for row in rows.values()}) == 1
    assert len(hand.document.flows) == 19
