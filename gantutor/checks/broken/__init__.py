"""The gallery of broken WGANs: programs that look right and run, each with one mistake."""
