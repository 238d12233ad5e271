# shellcheck shell=sh
# Builds Berth with short lines of progress, where that is needed. Read by ./berth, with `home`, `app`, `moves` and `fresh`
# set.
# shellcheck disable=SC2154 # those

say() {
    echo "berth: $*" >&2
}

# Is what was built of the commit that is checked out? The log of moves is written anew as well when git tidies up.
same() {
    commit=$(tail -n 1 "$moves" 2> /dev/null | cut -d ' ' -f 2)
    [ -f "$app/start" ] && [ -n "$commit" ] && [ "$commit" = "$(cat "$app/commit" 2> /dev/null)" ]
}

# Is there a `place` where a build writes and whoever runs this may not?
others() {
    for place in "$home" "$home/target" "$home/target/build.lock" "$home/target/build.log" "${app%/*}" "$app"; do
        if [ -e "$place" ] && ! [ -w "$place" ]; then return 0; fi
    done
    return 1
}

build() {
    say "building for the first use of this commit, with $jdk; this takes a minute or two"
    rm -f "$home/target/build.rc"
    {
        umask go+rx # it is for everybody who may enter the checkout
        JAVA_HOME=$jdk mvn -B -f "$home/pom.xml" -Dmaven.test.skip=true -pl cli -am package 2>&1
        echo $? > "$home/target/build.rc"
    } < /dev/null | tee "$home/target/build.log" | sed -un 's/^\[INFO\] Building Berth \([a-z]*\) .*\(\[[0-9/]*\]\)$/berth: \2 \1/p' >&2
    read -r rc < "$home/target/build.rc"
    if [ "$rc" != 0 ]; then
        say "the build failed; from $(readlink -f "$home")/target/build.log:"
        grep -E '^\[ERROR\]|^\[WARNING\] .*\.java:|^berth:' "$home/target/build.log" | grep -vE 'Help 1|^\[ERROR\] *$|re-run Maven|Re-run Maven|mvn <args>|resume the build|following articles' | sort -u | head -n 20 >&2
        exit 70
    fi
    if [ -n "$commit" ]; then echo "$commit" > "$app/commit"; fi
    say "built"
}

build_if_needed() {
    # shellcheck source=build/jdk.sh
    . "$home/build/jdk.sh"
    find_jdk || exit 70
    command -v mvn > /dev/null || {
        say "mvn is missing: install Apache Maven, such as the package maven"
        exit 70
    }
    (umask go+rx && mkdir -p "$home/target" "${app%/*}") || exit 70
    # One builds, the others wait and find it done.
    exec 9> "$home/target/build.lock"
    flock -n 9 || {
        say "waiting for another build in $(readlink -f "$home")"
        until fresh; do
            flock -w 1 9
            if [ $? != 1 ]; then break; fi # 1 is the second that is over
        done
    }
    if ! fresh; then build; fi
    exec 9>&-
}

if same; then
    touch "$app/start" 2> /dev/null || true # not to be asked again
elif [ "${BERTH_BUILD-}" = never ]; then
    say "not built, and BERTH_BUILD=never says not to: run it once without"
    exit 70
elif ! others; then
    build_if_needed
else
    whose="$(readlink -f "$place") is not yours to write: run it once as its owner, $(stat -L -c %U "$place")"
    if ! [ -f "$app/start" ]; then
        say "not built for this commit, and $whose"
        exit 70
    fi
    say "warning: built for another commit, and $whose"
fi
