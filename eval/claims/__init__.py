"""What the check of a language model's words is worth: lies and truths, and orders planted in documents."""
