"""What the stages hand to each other: frozen, typed, versioned, no maths."""
