"""What a document says of itself: name, goal, owner, category and agreed time, and the currency."""

from pydantic import ValidationError
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from designer.app.dialogs.frame import Frame
from designer.app.labels import show_lines
from designer.editing.editor import Editor
from designer.editing.head import set_currency
from designer.model.workflow import Workflow

CURRENCIES = ("USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "AUD", "CAD", "SEK", "BRL")
CATEGORIES = (
    ("None", None),
    ("Operational", "operational"),
    ("Support", "support"),
    ("Management", "management"),
)


class Properties(Frame):
    """Writes everything as one edit."""

    def __init__(self, parent: QWidget, editor: Editor) -> None:
        super().__init__(parent, "Document properties", width=480)
        self._editor = editor
        document = editor.document
        root = document.workflows.get(document.root) or Workflow(id=document.root)
        self.name = QLineEdit(root.name)
        self.goal = QLineEdit(root.goal)
        self.owner = QLineEdit(root.owner)
        self.sla = QLineEdit(root.sla or "")
        self.sla.setPlaceholderText("for example 2 d")
        self.category = QComboBox()
        for title, key in CATEGORIES:
            self.category.addItem(title, key)
        self.category.setCurrentIndex(self.category.findData(root.category))
        self.currency = QComboBox()
        self.currency.setEditable(True)
        self.currency.addItems(CURRENCIES)
        self.currency.setCurrentText(document.currency)
        self.description = QPlainTextEdit(root.description)
        show_lines(self.description, 4)
        self.field("Name of the process", self.name)
        self.field("Goal", self.goal, "What is true when it is done well.")
        self.pair("Owner", self.owner, "Should be done within", self.sla)
        self.pair("Category", self.category, "Currency", self.currency)
        self.field("Description", self.description)
        self.foot("Save")

    def act(self) -> str:
        """Writes them; gives what is wrong, or nothing."""
        currency = self.currency.currentText().strip().upper()
        if len(currency) != 3 or not currency.isalpha() or not currency.isascii():
            return f"{currency!r} is no currency; write its code of three letters, such as USD."
        document = self._editor.document
        try:
            with self._editor.edit("Change document properties") as draft:
                draft.update(
                    document.root,
                    name=self.name.text().strip(),
                    goal=self.goal.text().strip(),
                    owner=self.owner.text().strip(),
                    sla=self.sla.text().strip() or None,
                    category=self.category.currentData(),
                    description=self.description.toPlainText(),
                )
                set_currency(draft, currency)
        except ValidationError as error:
            return "; ".join(detail["msg"].removeprefix("Value error, ") for detail in error.errors())
        return ""
