"""Right answers in other styles than the reference's, which have to pass too."""
