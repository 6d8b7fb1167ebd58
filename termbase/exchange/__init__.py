"""Terms to and from files."""
