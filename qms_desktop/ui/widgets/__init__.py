"""The small widgets every page is made of: plain values in, signals out, no knowledge of registers.

Each takes the `Theme` as its first argument. Those that paint themselves read the theme's tokens while painting and
repaint at `theme.changed`; the others are dressed by the style sheet through a `kind`, `role` or `tone` property.
"""
