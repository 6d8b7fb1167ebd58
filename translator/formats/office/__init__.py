"""What the formats of spreadsheets, slides and OpenDocument have in common."""
