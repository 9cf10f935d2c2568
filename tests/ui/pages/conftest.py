from __future__ import annotations

from tests.ui.register.conftest import bench

__all__ = ["bench"]
