#!/bin/sh
# The namespace and the search attributes that the worker sets. Safe to run again.
set -eu

namespace=$TEMPORAL_NAMESPACE

if ! temporal operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  temporal operator namespace create --namespace "$namespace" --retention 30d
fi

# A namespace takes a moment to reach every part of the server.
tries=30
until known=$(temporal operator search-attribute list --namespace "$namespace"); do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || exit 1
  sleep 1
done

for attribute in Stage Service; do
  if ! echo "$known" | grep -q "^ *$attribute "; then
    temporal operator search-attribute create --namespace "$namespace" --name "$attribute" --type Keyword
  fi
done
