"""What is peculiar to standards: quantities, references and fixed sentences, in both languages."""
