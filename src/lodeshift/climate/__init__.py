"""Hourly wind and sun at a place, from monthly normals or from a user's own series."""
