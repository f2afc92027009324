"""Tables as tables: cells that know their row, column, unit and note."""
