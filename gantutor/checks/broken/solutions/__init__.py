"""The gallery's programs, mended."""
