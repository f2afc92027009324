"""What the reading model is trained on; nothing of it runs when a question is answered."""
