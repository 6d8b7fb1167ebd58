"""A corpus in, a model directory out. Serving never imports it."""
