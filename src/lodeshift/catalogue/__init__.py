"""Bundled fact tables and one typed reader per table. Every row keeps unit, year, source and quality."""
