"""A sparse LP or MILP as named numpy blocks of columns and rows, handed to HiGHS, read back and explained."""
