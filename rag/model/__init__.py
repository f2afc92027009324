"""The answer in a language model's words: settings, prompts, what may go wrong. ``rag.claims`` checks what it says."""
