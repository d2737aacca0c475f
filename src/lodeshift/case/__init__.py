"""A user's folder or workbook turned into one checked `Case`; every problem is told at once."""
