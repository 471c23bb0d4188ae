"""How a run is made beyond what its scenario says: precision, and whether the warm-up is found."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from designer.app.player import Options

PRECISIONS: tuple[tuple[float | None, str], ...] = (
    (None, "Replications of the scenario"),
    (0.1, "As many as ± 10 % takes"),
    (0.05, "As many as ± 5 % takes"),
    (0.02, "As many as ± 2 % takes"),
    (0.01, "As many as ± 1 % takes"),
)


class RunOptions(QWidget):
    """A tick and a choice side by side. `edited` carries the new options."""

    edited = Signal(object)

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        warm_up = QCheckBox("Find the warm-up")
        warm_up.setChecked(options.finds_warm_up)
        warm_up.setToolTip(
            "<qt>Leaves out the cases that came while the process was still filling, by the rule MSER-5. "
            "Otherwise the warm-up of the scenario is left out.</qt>"
        )
        warm_up.clicked.connect(lambda on: self._edit(replace(self._options, finds_warm_up=on)))
        precision = QComboBox()
        precision.addItems([text for _, text in PRECISIONS])
        precision.setAccessibleName("Precision")
        precision.setToolTip(
            "<qt>How well the mean cycle time is to be known with 95 % confidence. Replications are added "
            "until it is, 200 at most.</qt>"
        )
        known = [value for value, _ in PRECISIONS]
        precision.setCurrentIndex(known.index(options.precision) if options.precision in known else 0)
        precision.activated.connect(lambda n: self._edit(replace(self._options, precision=known[n])))
        row.addWidget(warm_up)
        row.addWidget(precision)

    def _edit(self, options: Options) -> None:
        self._options = options
        self.edited.emit(options)
