"""A library of one function, for the benchmark."""
