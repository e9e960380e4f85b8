#!/bin/sh
# Brings both of Temporal's databases to this version's schema. Safe to run again: it is how an upgrade begins.
set -eu

tool() {
  database=$1
  shift
  temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_SEEDS" -p "$DB_PORT" -u "$POSTGRES_USER" --db "$database" "$@"
}

update() {
  tool "$1" update-schema -d "/etc/temporal/schema/postgresql/v12/$2/versioned"
}

# setup-schema would set a living database back to version 0.0, so it is only for one that has no version yet.
bring_up_to_date() {
  if output=$(update "$1" "$2" 2>&1); then
    echo "$1: up to date"
  elif echo "$output" | grep -q 'schema_version.*does not exist'; then
    echo "$1: new"
    tool "$1" setup-schema -v 0.0
    update "$1" "$2"
  else
    echo "$output"
    exit 1
  fi
}

bring_up_to_date temporal temporal
bring_up_to_date temporal_visibility visibility
