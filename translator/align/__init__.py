"""Two documents, or one in two languages > pairs of sentences that say the same."""
