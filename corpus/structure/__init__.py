"""What blocks are to their reader: headings, call-outs, captions, footnotes, repeats. Pure steps over blocks."""
