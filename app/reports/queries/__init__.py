"""The numbers of reports, and whom each of them stands for."""
