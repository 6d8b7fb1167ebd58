"""The sample standard is what its script makes, and holds what it promises."""
