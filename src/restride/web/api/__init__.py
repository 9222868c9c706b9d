"""The typed HTTP interface: endpoints and problem documents. Decides nothing."""
