"""A small model that reads a question and a text together: does the text answer, with which words, how surely."""
