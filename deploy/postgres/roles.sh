#!/bin/sh
# Run once, when the database is first made: the owner of the tables, and the two roles that may only use them. What each
# may do is set by `manage.py database_roles` after every migration.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
    --set owner="$OWNER_PASSWORD" --set web="$WEB_PASSWORD" --set worker="$WORKER_PASSWORD" <<'SQL'
CREATE ROLE safeguarding_owner LOGIN CREATEROLE PASSWORD :'owner';
CREATE ROLE safeguarding_web LOGIN PASSWORD :'web';
CREATE ROLE safeguarding_worker LOGIN PASSWORD :'worker';
GRANT safeguarding_web, safeguarding_worker TO safeguarding_owner WITH ADMIN OPTION;
CREATE DATABASE safeguarding OWNER safeguarding_owner;
SQL
