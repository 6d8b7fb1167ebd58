"""How well files keep their form: each goal, over real documents, as a figure."""
