"""PDF to a decoded source: printed characters to lines, columns, tables and paragraphs by where they stand."""
