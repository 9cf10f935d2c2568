"""The user guide beside the window: the pages of `resources/help`, one for each topic."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from qms_desktop.paths import bundled
from qms_desktop.ui.theme.theme import Theme

ORDER = ("start", "registers", "actions", "documents", "import", "links", "print", "history", "backup", "whats-new")
_ROW = 22  # px of a topic's line beside its font


def topics() -> dict[str, str]:
    """The topics with their titles, in the order of reading."""
    found = {}
    for path in sorted(bundled("resources", "help").glob("*.md"), key=_place):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        found[path.stem] = first.lstrip("# ").strip()
    return found


def _place(path: Path) -> int:
    return ORDER.index(path.stem) if path.stem in ORDER else len(ORDER)


class HelpDialog(QDialog):
    """A window that stays open beside the work."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(QCoreApplication.translate("HelpDialog", "Help"))
        self.resize(820, 560)
        self.list = QListWidget()
        self.list.setAccessibleName(QCoreApplication.translate("HelpDialog", "Topics"))
        self.list.setFixedWidth(210)
        self.list.setProperty("kind", "popup")
        self.text = QTextBrowser()
        self.text.setAccessibleName(QCoreApplication.translate("HelpDialog", "Help"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.document().setDocumentMargin(20)
        for topic, title in topics().items():
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, topic)
            item.setSizeHint(QSize(0, theme.font().pointSize() + _ROW))
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _before: self._read(item.data(Qt.ItemDataRole.UserRole)))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        theme.changed.connect(self._again)

    @classmethod
    def show_topic(cls, window: QWidget, theme: Theme, topic: str) -> HelpDialog:
        """Show a topic in the one help window that belongs to a window."""
        dialog = window.findChild(cls)
        if not isinstance(dialog, cls):
            dialog = cls(theme, window)
        dialog.choose(topic)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def choose(self, topic: str) -> None:
        """Go to a topic."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == topic:
                self.list.setCurrentRow(row)

    def _again(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._read(item.data(Qt.ItemDataRole.UserRole))

    def _read(self, topic: str) -> None:
        words = bundled("resources", "help", f"{topic}.md").read_text(encoding="utf-8")
        document = self.text.document()
        font: QFont = self._theme.font()
        document.setDefaultFont(font)
        document.setMarkdown(words, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.horizontalScrollBar().setValue(0)

    def _follow(self, url: QUrl) -> None:
        name = url.toString()
        if name.endswith(".md"):
            self.choose(Path(name).stem)
        elif url.scheme() in ("http", "https", "mailto"):
            QDesktopServices.openUrl(url)
