# shellcheck shell=sh
# Builds Berth with short lines of progress. Read by ./berth, with `home`, `app` and `fresh` set.
# shellcheck disable=SC2154 # those three
# shellcheck source=build/jdk.sh
. "$home/build/jdk.sh"

say() {
    echo "berth: $*" >&2
}

build() {
    say "building for the first use of this commit, with $jdk; this takes a minute or two"
    rm -f "$home/target/build.rc"
    {
        JAVA_HOME=$jdk mvn -B -f "$home/pom.xml" -Dmaven.test.skip=true -pl cli -am package 2>&1
        echo $? > "$home/target/build.rc"
    } < /dev/null | tee "$home/target/build.log" | sed -un 's/^\[INFO\] Building Berth \([a-z]*\) .*\(\[[0-9/]*\]\)$/berth: \2 \1/p' >&2
    read -r rc < "$home/target/build.rc"
    if [ "$rc" != 0 ]; then
        say "the build failed; from $(readlink -f "$home")/target/build.log:"
        grep -E '^\[ERROR\]|^\[WARNING\] .*\.java:|^berth:' "$home/target/build.log" | grep -vE 'Help 1|^\[ERROR\] *$|re-run Maven|Re-run Maven|mvn <args>|resume the build|following articles' | sort -u | head -n 20 >&2
        exit 70
    fi
    say "built"
}

find_jdk || exit 70
command -v mvn > /dev/null || {
    say "mvn is missing: install Apache Maven, such as the package maven"
    exit 70
}
if ! mkdir -p "$home/target" "${app%/*}" 2> /dev/null || ! [ -w "$home/target" ] || ! [ -w "${app%/*}" ]; then
    say "not built for this commit, and $(readlink -f "$home") is not yours to write: run it once as its owner"
    exit 70
fi
# One builds, the others wait and find it done.
exec 9> "$home/target/build.lock"
flock -n 9 || {
    say "waiting for another build in $(readlink -f "$home")"
    flock 9
}
if ! fresh; then build; fi
exec 9>&-
