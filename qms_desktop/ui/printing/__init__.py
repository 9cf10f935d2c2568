"""Printing from the window: what is asked first, and the writing and opening of the PDF in the background.

Decision: a PDF in the user's own viewer is the print preview. Rejected: a preview of our own, which would be a second
viewer, and a direct way to a printer, which would print what nobody has looked at.
"""
