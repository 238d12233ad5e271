# shellcheck shell=sh
# A service manager of a test's own, in a mount namespace of its own, where its /run is empty and cgroup2 the only hierarchy.
# The words: the checkout, where the units lie, where cgroup2 is mounted whole.
set -e
mount --bind "$3" /sys/fs/cgroup
mount -t tmpfs -o mode=755 none /run
mkdir -p /run/systemd/system /run/systemd/inaccessible/dir /run/home /run/bpf /run/store
mkdir -m 700 /run/manager
# What a manager that runs as the first process makes for its services.
cd /run/systemd/inaccessible
touch reg
mkfifo fifo
mknod chr c 0 0
mknod blk b 0 0
python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("sock")'
chmod 0 ./*
# PrivateTmp and ProtectHome may hide where it really lies.
mount --bind "$1" /run/home
mount -t bpf -o mode=700 none /run/bpf
export XDG_RUNTIME_DIR=/run/manager XDG_CONFIG_HOME=/run/manager SYSTEMD_UNIT_PATH="$2:" SYSTEMD_LOG_TARGET=console
exec /lib/systemd/systemd --user
