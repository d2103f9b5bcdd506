#!/bin/sh
# Makes the two roles, the database and its extensions: run once by the image of PostgreSQL, as its superuser.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v owner="$OWNER_PASSWORD" -v app="$APP_PASSWORD" <<'SQL'
CREATE ROLE on_record_owner LOGIN PASSWORD :'owner';
CREATE ROLE on_record LOGIN PASSWORD :'app';
CREATE DATABASE on_record OWNER on_record_owner;
\c on_record
CREATE EXTENSION vector; CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent;
SQL
