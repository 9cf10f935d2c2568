"""The commands, one module a group; each declares its arguments in `declare`."""
