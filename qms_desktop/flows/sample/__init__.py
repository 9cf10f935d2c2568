"""The demo company: three years of an invented workshop, told by its own people through the one door for writes.

Decision: the sample is a script of acts, each with its day and its person, and runs through the same rules as the
window, so that nothing in it could not have happened; what is said stands as data in `resources/sample/`. Rejected: a
ready-made file (it would age with every migration and could not be read), and rows written past the rules.
"""
