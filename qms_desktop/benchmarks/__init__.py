"""The tasks of BENCHMARKS.md beside their floors: `python -m qms_desktop.benchmarks [task ...]`.

A floor is the least that the libraries themselves can do on this machine in this session; the ratio is what counts.
"""
