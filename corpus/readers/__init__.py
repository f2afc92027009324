"""Files of every format to a decoded source: one reader a format, chosen by ``corpus.readers.registry``."""
