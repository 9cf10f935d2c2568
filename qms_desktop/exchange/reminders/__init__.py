"""Reminders without a server: a calendar file and a mail draft for each person, which the user sends from her own mail.

Decision: the calendar is written by hand (RFC 5545, all-day events, no time zones), thirty lines that need no library.
Rejected: icalendar (a dependency for writing alone), and to-dos instead of events (most calendars do not import them).
"""
