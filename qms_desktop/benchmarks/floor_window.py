"""The floor of task 1, run as a process of its own: Qt, SQLite, a table over the first page of the same file."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from sqlcipher3 import dbapi2


class Rows(QAbstractTableModel):
    """A list of rows as it is."""

    def __init__(self, rows: list[tuple[object, ...]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]  # noqa: N802, B008
        """All of them."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # type: ignore[override]  # noqa: N802, B008
        """Six."""
        return 0 if parent.isValid() else 6

    def data(self, index: QModelIndex, role: int = 0) -> object:  # type: ignore[override]
        """The text of a cell."""
        return str(self.rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


def main() -> None:
    """Show the window, say when it is painted, go."""
    began = float(sys.argv[1])
    app = QApplication([])
    raw = dbapi2.connect(f"file:{sys.argv[2]}?mode=ro", uri=True)
    rows = raw.execute("SELECT number, title, state, owner, occurred_on, due_on FROM record ORDER BY id DESC LIMIT 256")
    table = QTableView()
    table.setModel(Rows(rows.fetchall()))
    window = QMainWindow()
    window.setCentralWidget(table)
    window.resize(1366, 768)
    window.show()

    def painted() -> None:
        window.grab()
        sys.stdout.write(f"{(time.time() - began) * 1000}\n")
        app.quit()

    QTimer.singleShot(0, painted)
    app.exec()


main()
