"""The account screens, a module a matter. The account library does the work; here its screens get our words."""
