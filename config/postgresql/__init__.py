"""Django's backend for PostgreSQL, with a limit on how long a server may say nothing when a request begins."""
