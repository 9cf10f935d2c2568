"""The file that a workbook goes into: XlsxWriter and the zip module under it, on a disk that may be full."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from typing_extensions import Buffer


class Sink(io.FileIO):
    """A file that fails once, and after that takes everything and keeps nothing.

    A zip file whose writing failed tries to finish itself when it is thrown away, perhaps long after, and would then
    print a traceback of the same failure.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w+")

    def write(self, data: Buffer, /) -> int:
        """Write all of the data, which a raw file need not do in one go.

        Raises:
            OSError: the first time that the disk refuses.
        """
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view) and not self.closed:
            try:
                done += super().write(view[done:]) or 0
            except OSError:
                self.close()
                raise
        return len(view)

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place."""
        return 0 if self.closed else super().seek(place, whence)

    def tell(self) -> int:
        """Where it stands."""
        return 0 if self.closed else super().tell()

    def flush(self) -> None:
        """Nothing is held back."""


def finish(book: Any) -> None:
    """Finish a workbook that writes into a sink; XlsxWriter wraps what the disk says.

    Raises:
        OSError: what the disk said.
    """
    import xlsxwriter  # noqa: PLC0415  start-up budget

    try:
        book.close()
    except xlsxwriter.exceptions.XlsxWriterException as error:
        said = error.args[0] if error.args else None
        raise (said if isinstance(said, OSError) else OSError(str(error))) from error
    finally:
        book.filename.close()
