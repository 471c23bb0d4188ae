"""The menu of the right button, built from the commands that apply."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from designer.canvas.command import Command
from designer.canvas.commands import context_menu
from designer.canvas.icons import themed_icon
from designer.layout.geometry import Point
from designer.layout.scene import Path

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def open_context_menu(surface: Surface, at: Point, path: Path | None) -> QMenu:
    """Shows the commands for a path, or for the level, at a scene point."""
    menu = build_menu(surface, path)
    menu.popup(surface.mapToGlobal(surface.to_widget(at)))
    return menu


def build_menu(surface: Surface, path: Path | None) -> QMenu:
    """The menu; what cannot be done now is dimmed and says why."""
    menu = QMenu(surface)
    menu.setObjectName("context-menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    for command in context_menu(surface, path):
        if command is None:
            menu.addSeparator()
        else:
            _add(menu, surface, command)
    return menu


def _add(menu: QMenu, surface: Surface, command: Command) -> None:
    verdict = command.enabled(surface)
    action = menu.addAction(command.title)
    action.setObjectName(command.id)
    action.setEnabled(verdict.ok)
    action.setToolTip(verdict.reason)
    if command.icon is not None:
        action.setIcon(themed_icon(command.icon, surface.theme))
    if command.shortcut:
        # Shown only: the canvas itself listens to keys.
        action.setShortcut(QKeySequence(command.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(partial(_run, command, surface))


def _run(command: Command, surface: Surface, *_: object) -> None:
    command.trigger(surface)
