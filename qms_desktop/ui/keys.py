"""Every keyboard shortcut, once: the actions, the tooltips and the "?" sheet are made from this table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:  # PySide6 types the mark as returning an object

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Marks a text for the translators."""

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

_CONTEXT = "Keys"


@dataclass(frozen=True, slots=True)
class Key:
    """A shortcut: its name in code, its keys (each alternative), what it does, and where it works."""

    id: str
    sequences: tuple[str, ...]
    label: str
    area: str

    @property
    def title(self) -> str:
        """What it does, in the user's language."""
        return QCoreApplication.translate(_CONTEXT, self.label)

    @property
    def place(self) -> str:
        """Where it works, in the user's language."""
        return QCoreApplication.translate(_CONTEXT, self.area)

    @property
    def text(self) -> str:
        """The keys as this system writes them."""
        return written(self.sequences[0])


def written(sequence: str) -> str:
    """Keys as this system writes them; the large one says Enter, which Qt calls Return."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


WINDOW = QT_TRANSLATE_NOOP("Keys", "Everywhere")
TABLE = QT_TRANSLATE_NOOP("Keys", "In a register")
RECORD = QT_TRANSLATE_NOOP("Keys", "In a record")
AUDIT = QT_TRANSLATE_NOOP("Keys", "In an audit on site")

KEYS: tuple[Key, ...] = (
    Key("search", ("Ctrl+K",), QT_TRANSLATE_NOOP("Keys", "Search records, or type a command"), WINDOW),
    Key("capture", ("Ctrl+Shift+N",), QT_TRANSLATE_NOOP("Keys", "Capture something quickly"), WINDOW),
    Key("undo", ("Ctrl+Z",), QT_TRANSLATE_NOOP("Keys", "Undo the last change"), WINDOW),
    Key("redo", ("Ctrl+Shift+Z",), QT_TRANSLATE_NOOP("Keys", "Redo what was undone"), WINDOW),
    Key("tab_1", ("Ctrl+1",), QT_TRANSLATE_NOOP("Keys", "Go to Home"), WINDOW),
    Key("tab_2", ("Ctrl+2",), QT_TRANSLATE_NOOP("Keys", "Go to Customer Focus"), WINDOW),
    Key("tab_3", ("Ctrl+3",), QT_TRANSLATE_NOOP("Keys", "Go to Leadership"), WINDOW),
    Key("tab_4", ("Ctrl+4",), QT_TRANSLATE_NOOP("Keys", "Go to Engagement of People"), WINDOW),
    Key("tab_5", ("Ctrl+5",), QT_TRANSLATE_NOOP("Keys", "Go to Process Approach"), WINDOW),
    Key("tab_6", ("Ctrl+6",), QT_TRANSLATE_NOOP("Keys", "Go to Continuous Improvement"), WINDOW),
    Key("tab_7", ("Ctrl+7",), QT_TRANSLATE_NOOP("Keys", "Go to Evidence-Based Decision Making"), WINDOW),
    Key("tab_8", ("Ctrl+8",), QT_TRANSLATE_NOOP("Keys", "Go to Relationship Management"), WINDOW),
    Key("tab_9", ("Ctrl+9",), QT_TRANSLATE_NOOP("Keys", "Go to Risk-Based Thinking"), WINDOW),
    Key("next_register", ("Ctrl+Tab",), QT_TRANSLATE_NOOP("Keys", "Next register"), WINDOW),
    Key("previous_register", ("Ctrl+Shift+Tab",), QT_TRANSLATE_NOOP("Keys", "Previous register"), WINDOW),
    Key("back", ("Alt+Left",), QT_TRANSLATE_NOOP("Keys", "Back"), WINDOW),
    Key("forward", ("Alt+Right",), QT_TRANSLATE_NOOP("Keys", "Forward"), WINDOW),
    Key("help", ("F1",), QT_TRANSLATE_NOOP("Keys", "Help for this page"), WINDOW),
    Key("keys", ("?",), QT_TRANSLATE_NOOP("Keys", "Show all keys"), WINDOW),
    Key("next_area", ("F6",), QT_TRANSLATE_NOOP("Keys", "Next area of the window"), WINDOW),
    Key("previous_area", ("Shift+F6",), QT_TRANSLATE_NOOP("Keys", "Previous area of the window"), WINDOW),
    Key("new", ("Ctrl+N",), QT_TRANSLATE_NOOP("Keys", "New record here"), TABLE),
    Key("filter", ("/",), QT_TRANSLATE_NOOP("Keys", "Filter this list"), TABLE),
    Key("open", ("Return", "Space"), QT_TRANSLATE_NOOP("Keys", "Open the record"), TABLE),
    Key("edit_cell", ("F2",), QT_TRANSLATE_NOOP("Keys", "Edit the cell"), TABLE),
    Key("duplicate", ("Ctrl+D",), QT_TRANSLATE_NOOP("Keys", "Duplicate the record, or fill down in a cell"), TABLE),
    Key("import", ("Ctrl+I",), QT_TRANSLATE_NOOP("Keys", "Import a spreadsheet"), TABLE),
    Key("export", ("Ctrl+E",), QT_TRANSLATE_NOOP("Keys", "Export to a spreadsheet"), TABLE),
    Key("print", ("Ctrl+P",), QT_TRANSLATE_NOOP("Keys", "Print or save as PDF"), TABLE),
    Key("close", ("Esc",), QT_TRANSLATE_NOOP("Keys", "Close the record"), RECORD),
    Key("next_state", ("Ctrl+Return",), QT_TRANSLATE_NOOP("Keys", "Take the next step"), RECORD),
    Key("copy_link", ("Ctrl+L",), QT_TRANSLATE_NOOP("Keys", "Copy a link to the record"), RECORD),
    Key("audit_leave", ("Esc",), QT_TRANSLATE_NOOP("Keys", "Leave the audit; it resumes here"), AUDIT),
    Key("audit_conforms", ("1",), QT_TRANSLATE_NOOP("Keys", "Conforms"), AUDIT),
    Key("audit_opportunity", ("2",), QT_TRANSLATE_NOOP("Keys", "Opportunity"), AUDIT),
    Key("audit_minor", ("3",), QT_TRANSLATE_NOOP("Keys", "Minor"), AUDIT),
    Key("audit_major", ("4",), QT_TRANSLATE_NOOP("Keys", "Major"), AUDIT),
    Key("audit_good", ("5",), QT_TRANSLATE_NOOP("Keys", "Good practice"), AUDIT),
    Key("audit_not_applicable", ("0",), QT_TRANSLATE_NOOP("Keys", "Not applicable"), AUDIT),
    Key("audit_not_sampled", ("9",), QT_TRANSLATE_NOOP("Keys", "Not sampled"), AUDIT),
    Key("audit_note", ("N",), QT_TRANSLATE_NOOP("Keys", "Write what you saw"), AUDIT),
    Key("audit_photo", ("P",), QT_TRANSLATE_NOOP("Keys", "Add a photo"), AUDIT),
    Key("audit_attach", ("A",), QT_TRANSLATE_NOOP("Keys", "Attach a file"), AUDIT),
    Key("audit_later", ("L",), QT_TRANSLATE_NOOP("Keys", "Ask later"), AUDIT),
    Key("audit_next", ("Right",), QT_TRANSLATE_NOOP("Keys", "Next question"), AUDIT),
    Key("audit_previous", ("Left",), QT_TRANSLATE_NOOP("Keys", "Previous question"), AUDIT),
)

_BY_ID = {key.id: key for key in KEYS}


def key(name: str) -> Key:
    """The shortcut of that name."""
    return _BY_ID[name]


def tooltip(text: str, name: str) -> str:
    """A tooltip with the keys behind it: "Undo  Ctrl+Z"; without a name the text alone."""
    return f"{text}  {_BY_ID[name].text}" if name else text


def make_action(
    name: str,
    owner: QWidget,
    slot: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QAction:
    """An action of `owner` that is triggered by the keys of that name."""
    entry = _BY_ID[name]
    action = QAction(entry.title, owner)
    action.setShortcuts([QKeySequence(sequence) for sequence in entry.sequences])
    action.setShortcutContext(context)
    action.triggered.connect(lambda _checked: slot())
    owner.addAction(action)
    return action


def sheet() -> list[tuple[str, list[Key]]]:
    """All keys by area, for the "?" sheet."""
    return [(place, list(keys)) for place, keys in groupby(KEYS, key=lambda entry: entry.place)]
