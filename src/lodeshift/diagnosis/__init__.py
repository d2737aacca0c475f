"""Where a city stands: stage with margins, dependence, reserve life, trend, index, early warnings."""
