"""Each a program of its own: a labelled set goes in, the best candidate of each row comes out."""
