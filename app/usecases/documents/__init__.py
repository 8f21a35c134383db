"""Documents: made from facts by effects, marked and sealed, verified by anybody."""
