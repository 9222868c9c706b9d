"""Django's SQLite backend on a library that can be trusted with several connections. No model lives here."""
