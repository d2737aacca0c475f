"""The recipes as a network at a site: flows, prices, costs. Match walks it, plan builds on it, trace inverts it."""
