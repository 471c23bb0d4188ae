"""The stops of the tour round the canvas: forms of records, menus, bars, the keyboard, other sizes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QToolButton

from designer.canvas.context_menu import build_menu
from designer.exchange import jsonfile
from designer.exchange.errors import FileError
from designer.exchange.templates import instantiate
from designer.model.people import Person
from tests.support.samples import one_of_each
from tests.tour_gestures import Held, Stop

NARROW, WIDE = QSize(900, 600), QSize(2560, 1440)
BROKEN = b'{"format": "process-designer/1", "root": "w", "nodes": [{"id": "A!"}, {"id": "b", "kin": 1}]}'


def stops(window: Any) -> Iterator[Stop]:
    """All of them, each in a document of its own."""
    for step in (_records, _menus, _marks, _bars, _keyboard, _finding, _comparing, _sizes):
        yield from step(window)


def _records(window: Any) -> Iterator[Stop]:
    """Forms of what the whole document shares."""
    document = instantiate("purchase-approval")
    people = {"ann": Person(id="ann", name="Ann", roles=tuple(document.roles)[:1])}
    view = window.desk.new(replace(document, people=people), "Records")
    for table in ("roles", "people", "calendars", "fields", "scenarios"):
        for record_id in sorted(getattr(view.editor.document, table))[:2]:
            window.inspector.show_record(record_id)
            yield f"24-record-{table}-{record_id}", window.docks["inspector"]
    window.desk.drop_view(view)


def _menus(window: Any) -> Iterator[Stop]:
    view = window.desk.new(one_of_each(), "Menus")
    view.surface.select([("check",)])
    for action in window.menuBar().actions():
        menu = action.menu()
        menu.popup(window.mapToGlobal(QPoint(0, 0)))
        yield f"25-menu-{action.text().strip('&').lower()}", menu
        for inner in filter(None, (one.menu() for one in menu.actions())):
            inner.popup(window.mapToGlobal(QPoint(0, 0)))
            yield f"25-menu-{inner.title().replace('&', '').replace(' ', '-').lower()}", inner
            inner.close()
        menu.close()
    for name, path in (("step", ("check",)), ("box", ("inner",)), ("ground", None)):
        menu = build_menu(view.surface, path)
        menu.popup(window.mapToGlobal(QPoint(0, 0)))
        yield f"25-menu-of-a-{name}", menu
        menu.close()
    window.desk.drop_view(view)


def _marks(window: Any) -> Iterator[Stop]:
    """What the pointer, the selection and the keyboard do to nodes and flows."""
    view = window.desk.new(one_of_each(), "Marks")
    view.surface.navigation.begin()
    hand = Held(view)
    hand.hover(hand.center("check"))
    QTest.qWait(300)
    yield "26-hover", None
    hand.select("check", "inner", "open")
    yield "26-several-selected", None
    hand.select(hand.flow("inner", "pause").id)
    yield "26-flow-selected", None
    hand.surface.setFocus(Qt.FocusReason.TabFocusReason)
    hand.select("large")
    yield "26-keyboard-on-the-canvas", None
    window.desk.drop_view(view)


def _bars(window: Any) -> Iterator[Stop]:
    view = window.desk.new(one_of_each(), "Bars")
    long = "It says much more than one line can hold, and " * 4
    for topic, severity in (("a", "info"), ("b", "success"), ("c", "warning"), ("d", "error")):
        view.bars.say(topic, f"A bar of {severity}.", (("Do it", view.bars.repaint),), severity)
    view.bars.say("e", long + "ends here.", (("Do it", view.bars.repaint),), "warning")
    yield "27-bars", None
    window.desk.drop_view(view)


def _keyboard(window: Any) -> Iterator[Stop]:
    """The keyboard in every kind of control."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 2000)
    view = window.desk.new(instantiate("purchase-approval"), "Keyboard")
    QTest.qWait(50)
    form = window.inspector
    controls = {
        "tree": window.structure.view,
        "run": window.playback_bar.run,
        "choice": form.findChildren(QComboBox)[0],
        "row": form.findChildren(QPushButton, "row")[0],
        "fold": form.findChildren(QToolButton, "fold")[0],
        "tile": window.palette_panel.tiles()[2],
        "tab": window.desk.tabBar(),
    }
    for name, control in controls.items():
        control.setFocus(Qt.FocusReason.TabFocusReason)
        yield f"28-keyboard-in-a-{name}", None
    window.desk.drop_view(view)


def _finding(window: Any) -> Iterator[Stop]:
    view = window.desk.new(instantiate("purchase-approval"), "Finding")
    window.structure.search.setText("decides")
    yield "61-find-a-step", window.docks["structure"]
    window.structure.search.setText("")
    palette = window.dialogs.command_palette()
    for words in ("box", "no such thing"):
        palette.field.setText(words)
        yield f"61-command-palette-{words.replace(' ', '-')}", palette
    palette.reject()
    try:
        jsonfile.read(BROKEN)
    except FileError as error:
        window.dialogs.problems("/home/me/broken.process.json", error)
        dialog = window.findChildren(_file_problems())[-1]
        yield "61-broken-file", dialog
        dialog.reject()
    window.desk.drop_view(view)


def _file_problems() -> type:
    from designer.app.dialogs.problems import FileProblems

    return FileProblems


def _comparing(window: Any) -> Iterator[Stop]:
    document = instantiate("purchase-approval")
    few = {
        key: one.model_copy(update={"cases": 200, "replications": 4})
        for key, one in document.scenarios.items()
    }
    view = window.desk.new(replace(document, scenarios=few), "Comparing")
    window.show_dock("compare")
    window.comparison.start.click()
    _until(lambda: window.comparison.compared is not None)
    yield "52-compared", None
    window.show_dock("history")
    yield "53-history", None
    window.docks["bottom"].hide()
    window.desk.drop_view(view)


def _sizes(window: Any) -> Iterator[Stop]:
    """A small window and a large one."""
    before = window.size()
    for name, size in (("narrow", NARROW), ("wide", WIDE)):
        window.resize(size)
        window.desk.show_start()
        QTest.qWait(100)
        window.start.make_previews()
        yield f"70-{name}-start", None
        view = window.desk.new(instantiate("support-process"), "Support process")
        QTest.qWait(100)
        view.surface.fit()
        yield f"70-{name}-canvas", None
        _play(window, view.player)
        window.show_dock("results")
        view.surface.fit()
        yield f"70-{name}-playback", None
        window.docks["bottom"].hide()
        window.desk.drop_view(view)
    window.resize(before)


def _play(window: Any, player: Any) -> None:
    window.run()
    _until(lambda: player.playback is not None)
    player.pause()
    player.seek(player.playback.end_ms * 0.4)


def _until(is_so: Callable[[], bool], seconds: int = 30) -> None:
    for _ in range(seconds * 20):
        if is_so():
            return
        QTest.qWait(50)
