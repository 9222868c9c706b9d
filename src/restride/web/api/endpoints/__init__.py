"""The endpoints, a module a resource: read the request, call a use case, give the answer."""
