#!/bin/bash
# ceph.sh FOLDER HTTP_PORT MONITOR_PORT: Ceph's object gateway, a real S3 server with Object Lock, on loopback, its objects
# in memory. Says "ready" when it answers, with the key lastro and the secret lastro-secret, and ends with its standard input.
#
# From Debian's packages, without root: they are fetched once, unpacked in the user's cache and not installed.
# Exit 3, and why: they cannot be had here.
set -euo pipefail
folder=$1 http=$2 monitor=$3
cache=${XDG_CACHE_HOME:-$HOME/.cache}/lastro/ceph-1
root=$cache/root

fetch() {
    local work=$cache/work own
    command -v apt-get > /dev/null && command -v dpkg > /dev/null || { echo "no Debian packages here"; exit 3; }
    rm -rf "$work" && mkdir -p "$work/cache/archives/partial" "$work/lists/partial" "$work/root"
    # the system's hooks after an update write where only root may
    printf '#clear APT::Update::Pre-Invoke;\n#clear APT::Update::Post-Invoke;\n#clear APT::Update::Post-Invoke-Success;\n' \
        > "$work/apt.conf"
    own=(-q -c "$work/apt.conf" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=1)
    download() { apt-get "$@" -y --no-install-recommends --download-only install ceph-mon ceph-osd radosgw; }
    # with the machine's own package lists; if it has none, with fresh ones
    download "${own[@]}" > "$work/log" 2>&1 || {
        own+=(-o "Dir::State::Lists=$work/lists")
        apt-get "${own[@]}" update >> "$work/log" 2>&1 && download "${own[@]}" >> "$work/log" 2>&1
    } || { echo "Ceph's packages cannot be fetched: $(tail -n 1 "$work/log")"; exit 3; }
    for package in "$work"/cache/archives/*.deb; do
        dpkg -x "$package" "$work/root"
    done
    [ -x "$work/root/usr/bin/radosgw" ] || { echo "it is installed here already, which is not made use of"; exit 3; }
    rm -rf "$root" && mv "$work/root" "$root" && rm -rf "$work"
}

mkdir -p "$cache"
(
    flock 9
    [ -d "$root" ] || fetch
) 9> "$cache/lock"

libraries=$root/usr/lib/$(uname -m)-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/ceph:$root/lib/$(uname -m)-linux-gnu
export PATH=$root/usr/bin:$PATH CEPH_CONF=$folder/ceph.conf
mkdir -p "$folder"/{monitor,osd,gateway}
cluster=$(cat /proc/sys/kernel/random/uuid)
cat > "$CEPH_CONF" << END
[global]
fsid = $cluster
mon host = [v2:127.0.0.1:$monitor]
ms bind ipv6 = false
public network = 127.0.0.0/8
cluster network = 127.0.0.0/8
keyring = $folder/keyring
mon data = $folder/monitor
osd data = $folder/osd
rgw data = $folder/gateway
log file = $folder/\$name.log
admin socket = $folder/\$name.asok
run dir = $folder
mon cluster log to file = false
mon allow pool size one = true
mon data avail crit = 1
mon data avail warn = 2
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = 268435456
osd class dir = $libraries/rados-classes
plugin dir = $libraries/ceph
erasure code dir = $libraries/ceph/erasure-code
END

{
    ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
    ceph-authtool "$folder/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *'
    ceph-authtool "$folder/keyring" --gen-key -n client.gateway --cap mon 'allow rwx' --cap osd 'allow rwx'
    ceph-authtool "$folder/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
} > /dev/null
monmaptool --create --fsid "$cluster" --addv a "[v2:127.0.0.1:$monitor]" "$folder/monitors" > /dev/null
osdmaptool --createsimple 1 "$folder/osds" > /dev/null 2>&1
ceph-mon --mkfs -i a --fsid "$cluster" --monmap "$folder/monitors" --osdmap "$folder/osds" --keyring "$folder/keyring"

# each leaves the pipe that this script's reader waits at, and goes when the script goes
trap 'kill $(jobs -p) 2> /dev/null || true' EXIT
ceph-mon -f -i a > "$folder/monitor.out" 2>&1 < /dev/null &
ceph-osd -i 0 --mkfs --osd-uuid "$(cat /proc/sys/kernel/random/uuid)" > "$folder/osd.out" 2>&1
ceph-osd -f -i 0 >> "$folder/osd.out" 2>&1 < /dev/null &
radosgw -f -n client.gateway --keyring "$folder/keyring" --rgw-frontends "beast endpoint=127.0.0.1:$http" \
    > "$folder/gateway.out" 2>&1 < /dev/null &
for ((tried = 0; tried < 240; tried++)); do
    if (: > "/dev/tcp/127.0.0.1/$http") 2> /dev/null; then
        radosgw-admin user create --uid=lastro --display-name=lastro --access-key=lastro --secret-key=lastro-secret \
            > "$folder/user.out" 2>&1
        echo ready
        cat > /dev/null
        exit
    fi
    sleep 0.5
done
echo "did not come up: $(tail -n 2 "$folder"/*.out | tr '\n' ' ')"
exit 1
