"""What `verify` found, and the code of the trail's head for paper."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qms_desktop.ui.dialogs.sheet import SheetDialog
from qms_desktop.ui.theme.theme import Theme
from qms_desktop.ui.widgets.buttons import Button
from qms_desktop.ui.widgets.label import IconLabel, Label
from qms_desktop.workspace.verify import Report


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProofDialog", text)


class ProofDialog(SheetDialog):
    """Sound, or what is wrong, in sentences."""

    def __init__(self, theme: Theme, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(theme, _tr("The file is sound") if report.ok else _tr("The file is not sound"), parent=parent)
        entries = _tr("{0} entries of the trail, every record and every attachment were checked.")
        if report.ok:
            self._add("circle-check", "green", entries.format(f"{report.entries:,}"))
        for problem in report.problems:
            self._add("octagon-alert", "red", problem)
        if not report.ok:
            self._add("info", "blue", _tr("Keep this file as it is, and open the newest backup beside it."))
        why = _tr("Write this code on paper, or in an e-mail to yourself. Whoever rewrites history changes it.")
        self.body.addWidget(Label(why, "sub", wrap=True))
        code = Label(report.head.code, "card")
        code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        code.setAccessibleName(_tr("Code of the newest entry"))
        copy = Button(theme, _tr("Copy"), "copy")
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(report.head.code))
        row = QHBoxLayout()
        row.addWidget(code, 1)
        row.addWidget(copy)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.add_button(_tr("Close"), primary=True).clicked.connect(lambda _on: self.accept())
        self.fit()

    def _add(self, icon: str, tone: str, sentence: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(IconLabel(self.theme, icon, color=tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(sentence, wrap=True), 1)
        self.body.addLayout(row)
