"""The first page, in Chinese and in English, and what it is made of."""
