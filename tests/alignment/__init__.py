"""Documents in two languages, aligned."""
