"""One table of everything that can be done: menus, toolbar, keys, palette and sheet are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from designer.app.settings import TEXT_SIZES
from designer.canvas.command import Command
from designer.canvas.commands import COMMANDS
from designer.drawing.theme import TITLES

if TYPE_CHECKING:
    from designer.app.main_window import MainWindow

Run = Callable[["MainWindow"], object]
# What forbids an action now, as a sentence; empty when nothing does.
Obstacle = Callable[["MainWindow"], str]


@dataclass(frozen=True)
class Action:
    """Something that can be done. Keys of the canvas work while it has the focus, all others anywhere."""

    id: str
    title: str
    run: Run
    keys: tuple[str, ...] = ()
    icon: str = ""
    obstacle: Obstacle = lambda _: ""
    checked: Callable[["MainWindow"], bool] | None = None
    topic: str = "Program"
    on_canvas: bool = False


def needs_document(window: "MainWindow") -> str:
    """Nothing can be done to a document when none is open."""
    return "" if window.view is not None else "Open or create a document first."


def _on_file(window: "MainWindow") -> str:
    view = window.view
    if view is None:
        return needs_document(window)
    return "" if view.session.path is not None else "The document has not been saved yet."


def _can_play(window: "MainWindow") -> str:
    view = window.view
    if view is None:
        return needs_document(window)
    return "" if view.player.playback is not None else "Run the simulation first."


def _undoable(window: "MainWindow") -> str:
    view = window.view
    if view is None or not view.editor.history.done:
        return "There is nothing to undo."
    return view.edit_obstacle()


def _redoable(window: "MainWindow") -> str:
    view = window.view
    if view is None or not view.editor.history.undone:
        return "There is nothing to redo."
    return view.edit_obstacle()


def _with_problems(window: "MainWindow") -> str:
    view = window.view
    if view is None:
        return needs_document(window)
    return "" if view.checker.findings else "There are no problems."


def _with_a_remedy(window: "MainWindow") -> str:
    view = window.view
    if view is None:
        return needs_document(window)
    if window.problems.mendable is None:
        return "There is no problem that can be mended for you."
    return view.edit_obstacle()


def _with_a_play(window: "MainWindow") -> str:
    view = window.view
    if view is None:
        return needs_document(window)
    if window.problems.playable is None:
        return "No problem comes with a run that shows it."
    return "" if view.checker.is_current else "Problems are being looked for."


def _dock(name: str) -> Callable[["MainWindow"], bool]:
    return lambda window: window.docks.shows(name)


def _theme(name: str) -> Callable[["MainWindow"], bool]:
    return lambda window: window.preferences.settings.theme == name


def _file_actions() -> tuple[Action, ...]:
    return (
        Action("new", "New document", lambda w: w.desk.new(), ("Ctrl+N",), "file-plus", topic="File"),
        Action("start-page", "Start page", lambda w: w.desk.show_start(), (), "layout-grid", topic="File"),
        Action("open", "Open…", lambda w: w.filing.open(), ("Ctrl+O",), "folder-open", topic="File"),
        Action("save", "Save", lambda w: w.filing.save(), ("Ctrl+S",), "save", needs_document, topic="File"),
        Action(
            "save-as",
            "Save as…",
            lambda w: w.filing.save_as(),
            ("Ctrl+Shift+S",),
            "",
            needs_document,
            topic="File",
        ),
        Action(
            "revert", "Revert to saved", lambda w: w.filing.revert(), (), "history", _on_file, topic="File"
        ),
        Action(
            "export",
            "Export…",
            lambda w: w.dialogs.export(),
            ("Ctrl+Shift+E",),
            "image",
            needs_document,
            topic="File",
        ),
        Action(
            "save-template",
            "Save as template…",
            lambda w: w.dialogs.save_template(),
            (),
            "layout-template",
            needs_document,
            topic="File",
        ),
        Action(
            "new-from-template",
            "New from template…",
            lambda w: w.dialogs.new_from_template(),
            ("Ctrl+Shift+N",),
            "layout-template",
            topic="File",
        ),
        Action(
            "import-template",
            "Import template file…",
            lambda w: w.dialogs.import_template(),
            (),
            "download",
            topic="File",
        ),
        Action(
            "properties",
            "Document properties…",
            lambda w: w.dialogs.properties(),
            ("Alt+Return",),
            "settings",
            needs_document,
            topic="File",
        ),
        Action(
            "close",
            "Close document",
            lambda w: w.desk.close_current(),
            ("Ctrl+W",),
            "x",
            needs_document,
            topic="File",
        ),
        Action("quit", "Quit", lambda w: w.close(), ("Ctrl+Q",), "log-out", topic="File"),
    )


def _edit_actions() -> tuple[Action, ...]:
    return (
        Action("undo", "Undo", lambda w: w.undo(), ("Ctrl+Z",), "undo-2", _undoable, topic="Edit"),
        Action(
            "redo", "Redo", lambda w: w.redo(), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", _redoable, topic="Edit"
        ),
        Action(
            "find",
            "Find a step…",
            lambda w: w.find_step(),
            ("Ctrl+F",),
            "search",
            needs_document,
            topic="Edit",
        ),
        Action(
            "next-problem",
            "Next problem",
            lambda w: w.problems.step(1),
            ("F8",),
            "triangle-alert",
            _with_problems,
            topic="Problems",
        ),
        Action(
            "previous-problem",
            "Previous problem",
            lambda w: w.problems.step(-1),
            ("Shift+F8",),
            "",
            _with_problems,
            topic="Problems",
        ),
        Action(
            "quick-fix",
            "Mend a problem",
            lambda w: w.problems.mend(),
            ("Ctrl+.",),
            "",
            _with_a_remedy,
            topic="Problems",
        ),
        Action(
            "show-how",
            "Show how it happens",
            lambda w: w.problems.play(),
            ("Alt+F8",),
            "circle-play",
            _with_a_play,
            topic="Problems",
        ),
    )


def _view_actions() -> tuple[Action, ...]:
    docks = (
        ("palette", "Elements", "", "shapes"),
        ("structure", "Structure", "", "list-tree"),
        ("inspector", "Properties", "F4", "sliders-horizontal"),
        ("problems", "Problems", "Ctrl+B", "circle-alert"),
        ("results", "Results", "", "chart-column"),
        ("compare", "Compare scenarios", "", "arrow-right-left"),
        ("history", "History", "", "history"),
    )
    shown = tuple(
        Action(
            f"show-{name}",
            f"Panel: {title}",
            lambda w, name=name: w.docks.toggle(name),  # type: ignore[misc]  # mypy cannot infer a defaulted lambda
            (key,) if key else (),
            symbol,
            checked=_dock(name),
            topic="View",
        )
        for name, title, key, symbol in docks
    )
    themes = (
        ("system", "Follow the system", "monitor"),
        ("light", TITLES["light"], "sun"),
        ("dark", TITLES["dark"], "moon"),
        ("contrast", TITLES["contrast"], "contrast"),
        ("contrast-dark", TITLES["contrast-dark"], "contrast"),
    )
    chosen = tuple(
        Action(
            f"theme-{name}",
            f"Theme: {title}",
            lambda w, name=name: w.preferences.update(theme=name),  # type: ignore[misc]  # as above
            (),
            symbol,
            checked=_theme(name),
            topic="View",
        )
        for name, title, symbol in themes
    )
    motion = Action(
        "reduced-motion",
        "Reduce motion",
        lambda w: w.preferences.update(reduced_motion=not w.preferences.settings.reduced_motion),
        checked=lambda w: w.preferences.settings.reduced_motion,
        topic="View",
    )
    texts = tuple(
        Action(
            f"text-{percent}",
            f"Text: {percent} %",
            lambda w, percent=percent: w.preferences.update(text_size=percent),  # type: ignore[misc]  # as above
            checked=lambda w, percent=percent: w.preferences.settings.text_size == percent,  # type: ignore[misc]  # as above
            topic="View",
        )
        for percent in TEXT_SIZES
    )
    rounds = tuple(
        Action(
            f"{name}-panel",
            f"Keys to the {name} panel",
            lambda w, step=step: w.go_round(step),  # type: ignore[misc]  # as above
            (key,),
            topic="View",
        )
        for name, step, key in (("next", 1, "F6"), ("previous", -1, "Shift+F6"))
    )
    return (*shown, *rounds, *chosen, *texts, *_text_steps(), motion, *_canvas_choices())


def _text_steps() -> tuple[Action, ...]:
    def beside(window: "MainWindow", step: int) -> int | None:
        place = TEXT_SIZES.index(window.preferences.settings.text_size) + step
        return TEXT_SIZES[place] if 0 <= place < len(TEXT_SIZES) else None

    return tuple(
        Action(
            f"text-{word}",
            f"{word.capitalize()} text",
            lambda w, step=step: w.preferences.update(text_size=beside(w, step)),  # type: ignore[misc]  # as above
            keys,
            obstacle=lambda w, step=step, most=most: "" if beside(w, step) else most,  # type: ignore[misc]  # as above
            topic="View",
        )
        for word, step, keys, most in (
            ("larger", 1, ("Ctrl+Alt++", "Ctrl+Alt+="), "Text does not get larger than this."),
            ("smaller", -1, ("Ctrl+Alt+-",), "Text does not get smaller than this."),
        )
    )


_CHOICES: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    ("hops", "Hop over crossings", "hop_over", (), ""),
    ("grid", "Show grid", "show_grid", ("Ctrl+'",), "grid-3x3"),
    ("snap-guides", "Snap to guides", "snap_guides", ("Ctrl+;",), "magnet"),
    ("snap-grid", "Snap to grid", "snap_grid", (), ""),
    ("drag-pans", "Drag on empty ground moves the view", "drag_pans", (), ""),
    ("wheel-zooms", "Wheel zooms", "wheel_zooms", (), ""),
    ("zoom-enters", "Zooming by wheel enters and leaves boxes", "zoom_enters", (), ""),
    ("pinch-enters", "Pinching enters and leaves boxes", "pinch_enters", (), ""),
    ("autosave-beside", "Keep a copy of unsaved edits beside the file", "autosave_beside", (), ""),
    ("autosave-file", "Save the file by itself", "autosave_file", (), ""),
)


def _canvas_choices() -> tuple[Action, ...]:
    # The canvas has commands of the same names; these keep the choice, for every document.
    return tuple(
        Action(
            command_id,
            title,
            lambda w, key=key: w.preferences.update(**{key: not getattr(w.preferences.settings, key)}),  # type: ignore[misc]  # as above
            keys,
            symbol,
            checked=lambda w, key=key: getattr(w.preferences.settings, key),  # type: ignore[misc]  # as above
            topic="View",
        )
        for command_id, title, key, keys, symbol in _CHOICES
    )


def _play_actions() -> tuple[Action, ...]:
    return (
        Action(
            "run", "Run simulation", lambda w: w.run(), ("F5",), "play", needs_document, topic="Simulation"
        ),
        Action(
            "play-pause",
            "Play or pause",
            lambda w: w.playing().toggle(),
            ("Ctrl+Space",),
            "circle-play",
            _can_play,
            topic="Simulation",
        ),
        Action(
            "stop",
            "Stop playback",
            lambda w: w.playing().stop(),
            ("Shift+F5",),
            "circle-stop",
            _can_play,
            topic="Simulation",
        ),
        Action(
            "step-forward",
            "Next event",
            lambda w: w.playing().step(1),
            ("F10",),
            "step-forward",
            _can_play,
            topic="Simulation",
        ),
        Action(
            "step-back",
            "Previous event",
            lambda w: w.playing().step(-1),
            ("Shift+F10",),
            "step-back",
            _can_play,
            topic="Simulation",
        ),
    )


def _help_actions() -> tuple[Action, ...]:
    return (
        Action(
            "command-palette",
            "Search commands…",
            lambda w: w.dialogs.command_palette(),
            ("Ctrl+K", "Ctrl+Shift+P"),
            "search",
            topic="Help",
        ),
        Action(
            "shortcuts",
            "Keyboard shortcuts",
            lambda w: w.dialogs.shortcuts(),
            ("?", "F1"),
            "keyboard",
            topic="Help",
        ),
        Action("about", "About Process Designer", lambda w: w.dialogs.about(), (), "info", topic="Help"),
    )


_TOPICS = {
    "edit": "Edit",
    "insert": "Insert",
    "arrange": "Arrange",
    "select": "Select",
    "view": "View",
    "go": "Go",
    "tool": "Tools",
}


def of_command(command: Command) -> Action:
    """A command of the canvas as an action on the canvas in front."""

    def obstacle(window: "MainWindow") -> str:
        if window.view is None:
            return needs_document(window)
        verdict = command.enabled(window.view.surface)
        return "" if verdict.ok else verdict.reason or "Not possible here."

    def run(window: "MainWindow") -> None:
        if window.view is not None:
            command.trigger(window.view.surface)

    def checked(window: "MainWindow") -> bool:
        return (
            window.view is not None and command.checked is not None and command.checked(window.view.surface)
        )

    return Action(
        command.id,
        command.title[:1] + command.title[1:].lower(),  # titles are written like sentences here
        run,
        command.shortcuts,
        command.icon or "",
        obstacle,
        checked if command.checked is not None else None,
        _TOPICS[command.category],
        on_canvas=True,
    )


@cache
def table() -> tuple[Action, ...]:
    """Every action: the program's own, then those of the canvas that it does not replace."""
    own = (*_file_actions(), *_edit_actions(), *_view_actions(), *_play_actions(), *_help_actions())
    known = {action.id for action in own}
    return (*own, *(of_command(command) for command in COMMANDS if command.id not in known))


@cache
def _by_id() -> dict[str, Action]:
    return {action.id: action for action in table()}


def named(action_id: str) -> Action:
    """The action with this id; raises KeyError."""
    return _by_id()[action_id]
