"""What a tonne pays at a border, by rule and date. Pure functions over tables."""
