"""The last-resort handler: what nobody handled is logged whole, and said in one sentence."""

from __future__ import annotations

import logging
import logging.handlers
import platform
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


class LastResort:
    """Takes over `sys.excepthook`, the threads' one and Qt's messages, and gives them back."""

    def __init__(self, report: Callable[[str, str], None]) -> None:
        self._report = report
        self._handler: logging.Handler | None = None
        self._before = sys.excepthook
        self._before_thread = threading.excepthook

    def install(self) -> None:
        """Begin."""
        self._handler = _file_handler()
        if self._handler is not None:
            log.addHandler(self._handler)
        log.propagate = False
        self._before, self._before_thread = sys.excepthook, threading.excepthook
        sys.excepthook = self.handle
        threading.excepthook = self._in_thread
        qInstallMessageHandler(_qt_said)

    def remove(self) -> None:
        """Give everything back."""
        sys.excepthook, threading.excepthook = self._before, self._before_thread
        qInstallMessageHandler(None)
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
        about = f"QMS Desktop on Python {platform.python_version()}, {platform.platform()}\n\n"
        try:
            self._report(SENTENCE, about + details)
        except Exception:  # noqa: BLE001  the handler of last resort has nobody behind it
            log.critical("the window could not say so: %s", traceback.format_exc())

    def _in_thread(self, found: threading.ExceptHookArgs) -> None:
        # the window may only be touched from its own thread; the log takes it from any
        words = "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        log.error("unhandled in %s: %s", found.thread.name if found.thread else "a thread", words)


def _file_handler() -> logging.Handler | None:
    folder = user_data() / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "qms-desktop.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = str(context.category or "qt")
    log.log(LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
