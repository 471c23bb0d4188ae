"""The frame's looks: Fusion with a palette and one stylesheet, both made from the theme of the picture."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from designer.app.icons import set_theme
from designer.app.settings import Preferences, Settings, ThemeChoice
from designer.app.stylesheet import stylesheet
from designer.canvas import text_size
from designer.drawing.theme import Theme, ThemeName, mixed, theme

TEXT_SIZE = 13


class Look(QObject):
    """The theme in force. It follows the choice in the settings and, with that on "system", the desktop."""

    changed = Signal(object)

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = preferences.settings.theme
        text_size.choose(preferences.settings.text_size)
        self.theme: Theme = theme(self._name())
        app.setStyle("Fusion")
        self._resize()
        text_size.PRESENT.changed.connect(self._resize)
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        app.styleHints().accessibility().contrastPreferenceChanged.connect(self._refresh)
        preferences.changed.connect(self._choose)

    def _choose(self, settings: Settings) -> None:
        self._choice = settings.theme
        self._refresh()
        text_size.choose(settings.text_size)

    def _name(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        hints = QGuiApplication.styleHints()
        dark = hints.colorScheme() == Qt.ColorScheme.Dark
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast-dark" if dark else "contrast"
        return "dark" if dark else "light"

    def _refresh(self) -> None:
        if self._name() != self.theme.name:
            self.theme = theme(self._name())
            self._apply()
            self.changed.emit(self.theme)

    def _resize(self) -> None:
        self._app.setFont(text_size.words(TEXT_SIZE))
        self._apply()

    def _apply(self) -> None:
        present = self.theme
        set_theme(present)
        self._app.setPalette(palette(present))
        self._app.setStyleSheet(stylesheet(present))


def palette(present: Theme) -> QPalette:
    """Qt's colour roles in the colours of a theme."""
    role = QPalette.ColorRole
    colors = {
        role.Window: present.ground,
        role.WindowText: present.text,
        role.Base: present.surface,
        role.AlternateBase: present.sunken,
        role.Text: present.text,
        role.PlaceholderText: present.placeholder,
        role.Button: present.surface,
        role.ButtonText: present.text,
        role.BrightText: present.error,
        role.Highlight: present.accent,
        role.HighlightedText: present.accent_text,
        role.Accent: present.accent,
        role.Link: present.accent,
        role.LinkVisited: present.accent,
        role.ToolTipBase: present.surface,
        role.ToolTipText: present.text,
        role.Light: present.surface,
        role.Midlight: present.sunken,
        role.Mid: present.border,
        role.Dark: present.border,
        role.Shadow: present.border,
    }
    made = QPalette()
    for name, value in colors.items():
        made.setColor(name, QColor(value))
    faded = QColor(mixed(present.text, present.surface, 0.65 if present.is_contrast else 0.4))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, faded)
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(present.border))
    return made
