"""Where the sample says that it comes from."""

SOURCE = "Sample data"
