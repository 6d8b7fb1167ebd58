"""A run taken to a machine with a GPU and brought back, in pieces that such machines accept."""
