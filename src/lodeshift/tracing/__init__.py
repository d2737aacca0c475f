"""What each tonne carries: footprint, hour-matched power, border cost, battery passport."""
