"""The embedded servers: PostgreSQL and Valkey as wheels bring them, started, watched and stopped by us.

This package alone knows where their programs lie, under whom they run and where their data and sockets are.
Everything else sees two URLs, which are the same for every process of one checkout.
"""

from config.embedded.places import Places, celery_url, checkout_places, database_url, owner_url, redis_url, var_dir

__all__ = ["Places", "celery_url", "checkout_places", "database_url", "owner_url", "redis_url", "var_dir"]
