"""The city as it stands in its base year, computed once and read by every command."""
