# shellcheck shell=sh
# One build at a time in a checkout. Read by what builds, in the checkout's folder.

# Waits for the others and keeps them out, as long as this shell lives. What it starts is not to inherit descriptor 9: a
# process that a test leaves behind would keep them out as well.
lock() {
    mkdir -p target
    exec 9> target/build.lock
    flock -n 9 || {
        echo "${0##*/}: waiting for another build in $PWD" >&2
        flock 9
    }
}
