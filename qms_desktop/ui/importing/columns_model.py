"""The columns of a file and where each goes, as a table in which the field is chosen."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from qms_desktop.exchange.mapping import CLOSED, LEAVE_OUT, MARK, NOTE, NUMBER, STATE, Mapped
from qms_desktop.exchange.table import column_letter, is_empty
from qms_desktop.exchange.targets import Into, RowsOf
from qms_desktop.exchange.values import to_text
from qms_desktop.ui.delegates import MUTED_ROLE, RowDelegate
from qms_desktop.ui.importing.findings import Findings
from qms_desktop.ui.widgets.choice_field import Combo

Index = QModelIndex | QPersistentModelIndex

HEADER, FIRST, FIELD, WHY = range(4)
_NONE = QModelIndex()
_SAMPLES, _LONGEST = 3, 40
_ARROW = 14


def field_label(into: Into, name: str) -> str:
    """What a column can become, in words."""
    own = {
        NOTE: QCoreApplication.translate("Columns", "Keep as a note"),
        LEAVE_OUT: QCoreApplication.translate("Columns", "Leave out"),
        MARK: QCoreApplication.translate("Columns", "Our mark"),
        NUMBER: QCoreApplication.translate("Columns", "Our number"),
        STATE: QCoreApplication.translate("Columns", "State"),
    }
    if name in into.fields:
        return into.fields[name].label
    return own.get(name) or QCoreApplication.translate("Columns", "Closed on")


def choices(into: Into) -> list[tuple[str, str]]:
    """Everything a column can become: note and nothing first, then the fields by name; lines have fields alone."""
    names = [n for n, f in into.fields.items() if not f.info.computed and n not in ("taken_over_from", CLOSED)]
    alone = isinstance(into, RowsOf)
    named = [(n, field_label(into, n)) for n in (*names, *(() if alone else (STATE, CLOSED, NUMBER)))]
    first = [(n, field_label(into, n)) for n in ((LEAVE_OUT,) if alone else (NOTE, LEAVE_OUT))]
    return first + sorted(named, key=lambda pair: pair[1].lower())


class ColumnsModel(QAbstractTableModel):
    """One row for each column of the file."""

    mapped = Signal(int, str)
    """A column, and what the user chose for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: Findings | None = None
        self._heads = [self.tr("Column in the file"), self.tr("First values"), self.tr("Goes to"), self.tr("Why")]

    def show_findings(self, findings: Findings | None) -> None:
        """Show another check; the table keeps its place where the columns are the same."""
        same = findings is not None and self.rowCount() == len(findings.check.mapping)
        if same:
            self.findings = findings
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, WHY))
            return
        self.beginResetModel()
        self.findings = findings
        self.endResetModel()

    def column(self, row: int) -> Mapped:
        """The column of a row."""
        assert self.findings is not None  # noqa: S101  there are rows
        return self.findings.check.mapping[row]

    def rowCount(self, parent: Index = _NONE) -> int:
        """The columns of the file."""
        return 0 if parent.isValid() or self.findings is None else len(self.findings.check.mapping)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Header, first values, field, reason."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headers."""
        wanted = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if wanted else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field can be chosen."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell; the name of the field for the editor."""
        if not index.isValid() or self.findings is None:
            return None
        mapped = self.column(index.row())
        if role == Qt.ItemDataRole.EditRole:
            return mapped.field
        if role == MUTED_ROLE:
            return mapped.field in (NOTE, LEAVE_OUT) or index.column() in (FIRST, WHY)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == FIRST:
            return "\n".join(self._samples(mapped.column, 10, 200))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(mapped, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was chosen."""
        if role != Qt.ItemDataRole.EditRole or not value or value == self.column(index.row()).field:
            return False
        self.mapped.emit(self.column(index.row()).column, str(value))
        return True

    def _words(self, mapped: Mapped, column: int) -> str:
        assert self.findings is not None  # noqa: S101  asked by data alone
        if column == HEADER:
            letter = column_letter(self.findings.source.found.first_column + mapped.column)
            return " ".join(mapped.header.split()) or self.tr("Column {0}, without a header").format(letter)
        if column == FIRST:
            return "  ·  ".join(self._samples(mapped.column, _SAMPLES, _LONGEST))
        if column == FIELD:
            return field_label(self.findings.check.into, mapped.field)
        return mapped.why

    def _samples(self, column: int, most: int, longest: int) -> list[str]:
        assert self.findings is not None  # noqa: S101  asked by data alone
        found: dict[str, None] = {}
        for line in self.findings.lines[:200]:
            cell = line.cells[column] if column < len(line.cells) else None
            if not is_empty(cell) and len(found) < most:
                text = " ".join(to_text(cell).split())
                found[text if len(text) <= longest else f"{text[: longest - 1]}…"] = None
        return list(found)


class FieldDelegate(RowDelegate):
    """Shows the field with an arrow, and lets another be chosen from a list."""

    def paint_content(self, painter: QPainter, rect: QRect, text: str, index: Index) -> None:
        """Draws the words and the arrow."""
        super().paint_content(painter, rect.adjusted(0, 0, -_ARROW - 8, 0), text, index)
        at = QPointF(rect.right() - _ARROW - 8, rect.top() + (rect.height() - _ARROW) / 2)
        self.theme.paint_icon(painter, QRectF(at, QSize(_ARROW, _ARROW)), "chevron-down", "text2")

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002  Qt's
        """A list of everything the column can become, open at once."""
        combo = Combo(parent)
        combo.setAccessibleName(QCoreApplication.translate("Columns", "Where the column goes"))
        model = index.model()
        if isinstance(model, ColumnsModel) and model.findings is not None:
            taken = {m.field: m.header for m in model.findings.check.mapping}
            for name, label in choices(model.findings.check.into):
                here = name not in (NOTE, LEAVE_OUT) and name in taken and name != model.column(index.row()).field
                words = (
                    QCoreApplication.translate("Columns", "{0} (now: {1})").format(label, taken[name])
                    if here
                    else label
                )
                combo.addItem(words, name)
        combo.activated.connect(lambda _row: self._finish(combo))
        QTimer.singleShot(0, combo, combo.showPopup)
        return combo

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Chooses the present field."""
        if isinstance(editor, Combo):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Takes the chosen one."""
        if isinstance(editor, Combo):
            model.setData(model.index(index.row(), index.column()), editor.currentData(), Qt.ItemDataRole.EditRole)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
