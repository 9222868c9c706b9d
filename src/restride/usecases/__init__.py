"""One verb a file: the only code that writes. Rules live in core, screens in web."""
