# shellcheck shell=sh
# Finds a JDK 25 without starting it. Read by ./berth and ./check.

# Is this folder a JDK 25? Its `release` file tells.
is_jdk25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r line; do
        case $line in JAVA_VERSION=\"25 | JAVA_VERSION=\"25[.\"+-]*) return 0 ;; esac
    done < "$1/release"
    return 1
}

# Sets `jdk`, or says what to install.
find_jdk() {
    for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25* /opt/*/*25* "${HOME:-}"/.sdkman/candidates/java/25*; do
        if is_jdk25 "$jdk"; then return 0; fi
    done
    if jdk=$(command -v javac) && jdk=$(readlink -f "$jdk") && jdk=${jdk%/bin/javac} && is_jdk25 "$jdk"; then return 0; fi
    jdk=
    echo "berth: no JDK 25 found in JAVA_HOME, /usr/lib/jvm, /opt or ~/.sdkman: install one, such as the package temurin-25-jdk or openjdk-25-jdk-headless" >&2
    return 1
}
