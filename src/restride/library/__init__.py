"""Reads and checks the protocol data. What the data says lives in restride/protocols, not here."""
