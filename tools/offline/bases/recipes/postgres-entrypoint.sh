#!/bin/sh
# Starts PostgreSQL. The first start makes the data directory:
#   POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE   password of the user, required
#   POSTGRES_USER                                 superuser, default postgres
#   POSTGRES_DB                                   database, default the name of the user
#   POSTGRES_INITDB_ARGS                          further arguments of initdb
set -eu

fail() {
  echo "$*" >&2
  exit 1
}

# The value of NAME, or what is in the file that NAME_FILE names.
setting() {
  name=$1
  eval "value=\${$name:-} file=\${${name}_FILE:-}"
  if [ -n "$value" ] && [ -n "$file" ]; then
    fail "both $name and ${name}_FILE are set: set one of them"
  fi
  if [ -n "$file" ]; then
    value=$(cat "$file")
  fi
  printf '%s\n' "${value:-$2}"
}

# PostgreSQL waits for nobody while it is being set up: it can only be reached through a socket that others do not know.
create_database() {
  sockets=$(mktemp -d)
  pg_ctl --pgdata "$PGDATA" --options "-c listen_addresses='' -c unix_socket_directories='$sockets'" --wait start
  export PGHOST="$sockets" PGUSER="$user"
  if [ "$database" != postgres ]; then
    echo 'CREATE DATABASE :"name"' | psql --no-psqlrc -v ON_ERROR_STOP=1 -v name="$database" --dbname postgres
  fi
  for script in /docker-entrypoint-initdb.d/*; do
    case $script in
      *.sh) sh "$script" ;;
      *.sql) psql --no-psqlrc -v ON_ERROR_STOP=1 --dbname "$database" --file "$script" ;;
    esac
  done
  unset PGHOST PGUSER
  pg_ctl --pgdata "$PGDATA" --mode fast --wait stop
  rmdir "$sockets"
}

initialise() {
  user=$(setting POSTGRES_USER postgres)
  password=$(setting POSTGRES_PASSWORD '')
  database=$(setting POSTGRES_DB "$user")
  if [ -z "$password" ]; then
    fail 'the first start needs a password: set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE'
  fi
  secret=$(mktemp)
  printf '%s\n' "$password" >"$secret"
  # Inside the container there is nobody to keep out; the line below is for the network.
  # shellcheck disable=SC2086 # the arguments are meant to be split
  initdb --pgdata "$PGDATA" --username "$user" --pwfile "$secret" --encoding UTF8 --auth trust ${POSTGRES_INITDB_ARGS:-}
  rm -f "$secret"
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  create_database
}

case ${1:-postgres} in
  -*) set -- postgres "$@" ;;
esac

case " $* " in
  *' --version '* | *' -V '* | *' --help '* | *' -? '*) exec "$@" ;;
esac

if [ "${1:-postgres}" = postgres ]; then
  if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /run/postgresql
    chown -R postgres:postgres "$PGDATA" /run/postgresql
    exec setpriv --reuid postgres --regid postgres --init-groups "$0" "$@"
  fi
  mkdir -p "$PGDATA"
  chmod 0700 "$PGDATA" 2>/dev/null || true
  if [ ! -s "$PGDATA/PG_VERSION" ]; then
    initialise
  fi
  if [ "$#" -gt 0 ]; then shift; fi
  exec postgres -c listen_addresses='*' "$@"
fi
exec "$@"
