"""Dates and report periods as texts write them: in figures, in Han digits, by the Republic's years."""
