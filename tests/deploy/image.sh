#!/usr/bin/env bash
# Plays the second stage of deploy/Dockerfile where no container engine runs: a bare Debian 12 (debootstrap) gets the
# package and nothing else, and the hub runs in it as its own user. As root; needs build/release/batchops_*.deb.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
package=$(ls build/release/batchops_*.deb)
stage=$(awk '/^FROM/ { stage = "" } { stage = stage $0 "\n" } END { printf "%s", stage }' deploy/Dockerfile)
root=$(mktemp -d)
port=8097
finish() {
    [ -z "${hub:-}" ] || { kill "$hub" 2>/dev/null && wait "$hub" 2>/dev/null; } || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf "$root"
}
trap finish EXIT

mirror=$(awk '$1 == "URIs:" { print $2; exit } $1 == "deb" { print $2; exit }' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null || true)
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >/dev/null
mount -t proc proc "$root/proc"
cp /etc/apt/sources.list "$root/etc/apt/" 2>/dev/null || true
cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
cp "$package" "$root/tmp/"
# The RUN instruction itself, so that this script cannot drift from the file.
run=$(printf '%s' "$stage" | awk '/^RUN / { on = 1; sub(/^RUN /, "") } on { more = sub(/\\$/, ""); printf "%s ", $0; if (!more) exit }')
chroot "$root" sh -euc "$run" >/dev/null
user=$(printf '%s' "$stage" | awk '$1 == "USER" { print $2 }')
[ "$user" = batchops ]
[ "$(chroot "$root" id -u "$user")" -ne 0 ]

chroot --userspec="$user:$user" "$root" batchops serve --data /var/lib/batchops --port $port >"$root/out" 2>&1 &
hub=$!
for _ in $(seq 100); do
    chroot --userspec="$user:$user" "$root" batchops health --data /var/lib/batchops --port $port >/dev/null 2>&1 && break
    kill -0 "$hub" || { cat "$root/out"; exit 1; }
    sleep 0.2
done
chroot --userspec="$user:$user" "$root" batchops health --data /var/lib/batchops --port $port
chroot --userspec="$user:$user" "$root" sh -c 'printf "id,amount\n001,5\n" >/tmp/a.csv && batchops report /tmp/a.csv --title A --out /tmp/a.pdf && test -s /tmp/a.pdf'
echo "The image's stage ran: the hub is ready as the user $user, and a report was made."
