"""The last-resort handler: what nobody handled is logged whole, and said in one sentence."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from qms_desktop.paths import user_data

SIZE, KEPT = 512 * 1024, 3
SENTENCE = "Something went wrong inside the program. What you had saved is safe; the log says more."
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger("qms_desktop")
QtHandler = Callable[[QtMsgType, QMessageLogContext, str], object]


class LastResort:
    """Takes over `sys.excepthook`, the threads' one and Qt's messages, and gives them back."""

    def __init__(self, report: Callable[[str, str], None]) -> None:
        self._report = report
        self._handler: logging.Handler | None = None
        self._before = sys.excepthook
        self._before_thread = threading.excepthook
        self._before_qt: QtHandler | None = None

    def install(self) -> None:
        """Begin."""
        self._handler = _LateHandler()
        log.addHandler(self._handler)
        log.propagate = False
        self._before, self._before_thread = sys.excepthook, threading.excepthook
        sys.excepthook = self.handle
        threading.excepthook = self._in_thread
        self._before_qt = qInstallMessageHandler(_qt_said)

    def remove(self) -> None:
        """Give everything back."""
        sys.excepthook, threading.excepthook = self._before, self._before_thread
        qInstallMessageHandler(self._before_qt)
        log.propagate = True
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it, and tell the user one sentence with the details to copy."""
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.error("unhandled: %s", details)
        import platform  # noqa: PLC0415  nobody needs it in a start

        about = f"QMS Desktop on Python {platform.python_version()}, {platform.platform()}\n\n"
        try:
            self._report(SENTENCE, about + details)
        except Exception:  # noqa: BLE001  the handler of last resort has nobody behind it
            log.critical("the window could not say so: %s", traceback.format_exc())

    def _in_thread(self, found: threading.ExceptHookArgs) -> None:
        # the window may only be touched from its own thread; the log takes it from any
        words = "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        log.error("unhandled in %s: %s", found.thread.name if found.thread else "a thread", words)


class _LateHandler(logging.Handler):
    """The rotating log, which is made with the first record: most starts have nothing to log."""

    def __init__(self) -> None:
        super().__init__()
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; a log that cannot be written costs nothing else."""
        try:
            if self._file is None:
                self._file = _file_handler()
            self._file.emit(record)
        except OSError:
            self._file = None

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def _file_handler() -> logging.Handler:
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415  see _LateHandler

    folder = user_data() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "qms-desktop.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if message.startswith("This plugin does not support"):
        return  # what a platform without a screen says of itself whenever pictures are made
    category = str(context.category or "qt")
    log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
