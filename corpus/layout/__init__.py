"""Pages and lines as they were set: wrapped lines, running headers, columns, and the blocks they make."""
