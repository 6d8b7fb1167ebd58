"""HTTP: handles requests, never text. The service comes with an issue of its own."""
