"""A run folder: manifest, inputs, record, tables; written whole or not at all."""

from lodeshift.runs.store import Run, find, listed, load, run_key, save

__all__ = ["Run", "find", "listed", "load", "run_key", "save"]
