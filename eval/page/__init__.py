"""The report as one HTML page that opens offline: tables, charts, every question, nothing loaded from anywhere."""
