"""Room: database. The engine under storage and audit: SQLite or PostgreSQL, transactions, timeouts and column types."""
