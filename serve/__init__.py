"""HTTP: handles requests, never text. `serve.app.create_app` makes the application."""
