"""Thin front ends: they turn words and clicks into calls of `study`."""
