"""The colour tokens as a QPalette, for everything the style sheet does not name."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from qms_desktop.ui.theme.tokens import Tokens

_ROLE = QPalette.ColorRole
_GROUP = QPalette.ColorGroup

ROLES: dict[QPalette.ColorRole, str] = {
    _ROLE.Window: "bg",
    _ROLE.WindowText: "text",
    _ROLE.Base: "surface",
    _ROLE.AlternateBase: "bg",
    _ROLE.Text: "text",
    _ROLE.Button: "surface",
    _ROLE.ButtonText: "text",
    _ROLE.BrightText: "red",
    _ROLE.Highlight: "accent",
    _ROLE.HighlightedText: "onaccent",
    _ROLE.ToolTipBase: "surface",
    _ROLE.ToolTipText: "text",
    _ROLE.PlaceholderText: "text3",
    _ROLE.Link: "accent",
    _ROLE.LinkVisited: "accent",
    _ROLE.Accent: "accent",
    _ROLE.Light: "surface",
    _ROLE.Midlight: "hover",
    _ROLE.Mid: "border",
    _ROLE.Dark: "border",
    _ROLE.Shadow: "border",
}

DISABLED = (_ROLE.Text, _ROLE.WindowText, _ROLE.ButtonText, _ROLE.HighlightedText, _ROLE.ToolTipText)


def make_palette(tokens: Tokens) -> QPalette:
    """The palette of one mode, in which disabled text is `text3`."""
    palette = QPalette()
    for role, name in ROLES.items():
        palette.setColor(role, QColor(tokens.colour(name)))
    for role in DISABLED:
        palette.setColor(_GROUP.Disabled, role, QColor(tokens.text3))
    palette.setColor(_GROUP.Disabled, _ROLE.Highlight, QColor(tokens.border))
    return palette
