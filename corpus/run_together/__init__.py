"""Text whose line breaks are lost: the documents it holds, their pages, headings, tables and notes."""
