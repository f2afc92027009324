"""Open-domain runs over reading-comprehension sets: every question is asked without its paragraph."""
