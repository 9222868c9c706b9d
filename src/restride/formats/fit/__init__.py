"""The FIT protocol: bytes to columns to activities, and small files back. The vendor's SDK is not used."""
