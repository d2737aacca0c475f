"""What fits a city: feasibility, delivered cost, relatedness, rank."""
