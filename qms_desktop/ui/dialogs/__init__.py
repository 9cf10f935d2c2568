"""The windows over the window: capture, settings, keys, help, and what is done with whole files."""
