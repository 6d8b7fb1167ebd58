"""Pages about the project, and the script that writes one of them."""
