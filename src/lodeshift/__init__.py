"""lodeshift: what a city that lives from what it digs can live from next."""

__version__ = "0.1.0"
