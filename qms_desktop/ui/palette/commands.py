"""The commands of the palette: everything the window can do, found by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from qms_desktop.flows import templates
from qms_desktop.records.types import fold
from qms_desktop.ui import keys

if TYPE_CHECKING:
    from qms_desktop.ui.desk import Desk
    from qms_desktop.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, the words it is found by besides its title, and its keys."""

    title: str
    icon: str
    run: Callable[[], object]
    words: str = ""
    key: str = ""
    usual: bool = False
    """Offered before anything is typed."""

    @property
    def key_text(self) -> str:
        """Its keys as this system writes them."""
        return keys.key(self.key).text if self.key else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Commands", text)


def all_commands(window: MainWindow, desk: Desk) -> list[Command]:
    """Every command that works on this file now."""
    parts = (_of_window, _of_registers, _of_templates, _of_sheets, _of_places, _of_files)
    return [command for part in parts for command in part(window, desk)]


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Those in which every typed word begins a word; without words, the usual ones."""
    wanted = fold(typed).split()
    if not wanted:
        return [command for command in commands if command.usual]
    return [command for command in commands if _fits(command, wanted)]


def _fits(command: Command, wanted: Sequence[str]) -> bool:
    words = fold(f"{command.title} {command.words}").split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _of_window(window: MainWindow, desk: Desk) -> Iterator[Command]:
    actions = window.keys
    if desk.writable:
        yield Command(
            _tr("Quick capture…"), "zap", actions.capture, _tr("new write down note"), key="capture", usual=True
        )
        found = window.facts
        if found is not None and found.undo:
            yield Command(_tr("Undo: {0}").format(found.undo), "undo-2", window.undo, key="undo")
        if found is not None and found.redo:
            yield Command(_tr("Redo: {0}").format(found.redo), "redo-2", window.redo, key="redo")
    yield Command(_tr("Light or dark"), "sun-moon", window.theme.toggle, _tr("theme colours appearance mode"))
    yield Command(
        _tr("Settings…"), "settings", actions.show_settings, _tr("preferences options font profile"), usual=True
    )
    yield Command(_tr("Keyboard…"), "keyboard", actions.show_keys, _tr("keys shortcuts"), key="keys")
    yield Command(_tr("Help"), "circle-question-mark", actions.help, _tr("guide manual what's new"), key="help")


def _of_sheets(window: MainWindow, desk: Desk) -> Iterator[Command]:
    if desk.writable:
        words = _tr("excel csv sheet list")
        yield Command(_tr("Import a spreadsheet…"), "upload", window.files.import_sheet, words, usual=True)
        words = _tr("answers returned workbook back actions")
        yield Command(_tr("Take back a workbook that was sent out…"), "upload", window.files.import_sheet, words)
    words = _tr("mail e-mail draft calendar ics eml reminder people workbook")
    yield Command(_tr("Send open actions…"), "users", window.files.send_actions, words)


def _of_registers(window: MainWindow, desk: Desk) -> Iterator[Command]:
    shown = window.principle_page
    for kind, register in desk.registers.items():
        here = shown is not None and shown.register.kind == kind
        if desk.writable:
            yield Command(
                _tr("New {0}").format(register.one),
                "plus",
                lambda kind=kind: window.create_record(kind),  # type: ignore[misc]
                _tr("add raise create first"),
                key="new" if here else "",
                usual=here,
            )
            yield Command(
                _tr("Import {0}…").format(register.title.lower()),
                "upload",
                lambda kind=kind: window.files.import_sheet(kind),  # type: ignore[misc]
                _tr("spreadsheet excel csv"),
                key="import" if here else "",
                usual=here,
            )
            for lines in register.lines:
                yield Command(
                    _tr("Import {0}…").format(f"{register.title.lower()}: {lines.title.lower()}"),
                    "upload",
                    lambda kind=lines.name: window.files.import_sheet(kind),  # type: ignore[misc]
                    _tr("spreadsheet excel csv"),
                )
        yield Command(
            _tr("Export {0}…").format(register.title.lower()),
            "download",
            lambda kind=kind: window.files.export_sheet(kind),  # type: ignore[misc]
            _tr("spreadsheet excel csv json"),
            key="export" if here else "",
        )
        yield Command(
            _tr("Print {0}…").format(register.title.lower()),
            "printer",
            lambda kind=kind: window.print(kind),  # type: ignore[misc]
            _tr("pdf paper list"),
            key="print" if here else "",
        )


def _of_templates(window: MainWindow, desk: Desk) -> Iterator[Command]:
    for kind, register in desk.registers.items():
        if desk.writable and kind in templates.kinds():
            yield Command(
                _tr("Choose {0} from templates…").format(register.title.lower()),
                "list-checks",
                lambda kind=kind: window.files.choose_templates(kind),  # type: ignore[misc]
                _tr("ready-made add catalogue"),
            )


def _of_places(window: MainWindow, desk: Desk) -> Iterator[Command]:
    places = [(_tr("Home"), "house"), *((p.title, p.icon) for p in desk.principles)]
    for index, (title, icon) in enumerate(places):
        yield Command(
            _tr("Go to {0}").format(title),
            icon,
            lambda index=index: window.keys.show_tab(index),  # type: ignore[misc]
            key=f"tab_{index + 1}",
        )
    for kind, register in desk.registers.items():
        yield Command(
            _tr("Show {0}").format(register.title.lower()),
            register.icon,
            lambda kind=kind: window.go(kind),  # type: ignore[misc]
            _tr("go to register list"),
        )


def _of_files(window: MainWindow, desk: Desk) -> Iterator[Command]:
    files = window.files
    yield Command(_tr("Back up…"), "save", files.backup, _tr("backup copy save"), usual=True)
    yield Command(
        _tr("Publish for everybody…"), "external-link", files.publish, _tr("folder share index documents pdf")
    )
    yield Command(_tr("Verify…"), "shield-check", files.verify, _tr("check prove integrity chain trail"))
    yield Command(_tr("Open another file…"), "folder-open", files.open, _tr("quality system"))
    yield Command(_tr("New quality system…"), "file-plus", files.create, _tr("file create"))
    for path in files.others():
        yield Command(
            _tr("Open {0}").format(path.name),
            "file-text",
            lambda path=path: window.file_chosen.emit(path),  # type: ignore[misc]
            _tr("recent file"),
        )
    del desk
