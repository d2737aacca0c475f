"""What a terminal shows, as plain lines: headings, wrapped sentences, tables. One kit for every part.

A view gives its lines (`list[str]`); `app` prints them. Nothing is coloured, so a pipe and a terminal see the same.
"""

from lodeshift.reporting.text.lines import WIDTH, heading, terminal_columns, width, wrapped
from lodeshift.reporting.text.table import Column, table

__all__ = ["WIDTH", "Column", "heading", "table", "terminal_columns", "width", "wrapped"]
