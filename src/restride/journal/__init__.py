"""Turns events into stored text and back, and names the ports of storage. No database lives here."""
