"""One edition in, a page on this machine out that shows it as its files are written."""
