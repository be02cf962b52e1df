"""One module for each format that investigators really get."""
