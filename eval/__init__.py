"""Answers to numbers one can trust: question sets, measures, scores with their signature, and the gate."""
