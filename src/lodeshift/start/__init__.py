"""A first case of a city from the catalogue alone: what is known is filled in, what is assumed is marked, what is missing is told."""
