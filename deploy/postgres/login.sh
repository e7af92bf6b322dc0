#!/bin/sh
# Run once by the postgres image, on an empty volume: the login of the services owns their database and may make roles, no more.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --no-password --dbname postgres <<'SQL'
\set password `cat "${LEARNOVA_PASSWORD_FILE:-/dev/null}"`
create role learnova login createrole;
select format('alter role learnova password %L', :'password') where :'password' <> '' \gexec
create database learnova owner learnova;
SQL
