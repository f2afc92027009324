"""HTML to a decoded source: the main text as plain lines, what is hidden or around it left out and counted."""
