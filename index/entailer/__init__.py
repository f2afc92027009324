"""The entailment model that comes with the project: whether what a sentence says stands in a text."""
