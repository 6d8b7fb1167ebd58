"""A document and its translation side by side: XLIFF for translation tools, Word for readers."""
