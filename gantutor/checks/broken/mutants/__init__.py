"""The gallery's programs as they were found, and mends that do not mend them."""
