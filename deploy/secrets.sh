#!/bin/sh
# Makes the secrets of docker-compose.yml, each as a file in secrets/ beside it. What is there stays as it is: the sealing
# keys open what the database holds sealed, so keep a copy of them.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
make() { # NAME COMMAND…
    name=$1
    shift
    [ -s "secrets/$name" ] || "$@" >"secrets/$name.new"
    [ ! -e "secrets/$name.new" ] || mv "secrets/$name.new" "secrets/$name"
    chmod 0644 "secrets/$name" # read inside of the containers, by their own users; the folder is closed to others
}
random() { openssl rand -hex 24 | tr -d '\n'; }
chmod 0700 secrets
make db_password random
make database printf 'postgresql://batchops:%s@db/batchops' "$(cat secrets/db_password)"
make redis printf 'redis://hub:%s@redis' "$(random)"
make redis_users printf 'user default off\nuser hub on >%s resetkeys ~bo:* resetchannels &bo:* -@all +publish +subscribe +info\n' \
    "$(sed 's/.*hub:\(.*\)@.*/\1/' secrets/redis)"
make sealing_keys openssl rand -hex 32
make metrics_token random
make grafana_password random
