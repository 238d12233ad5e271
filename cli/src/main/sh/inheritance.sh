# shellcheck shell=sh
# Notes what this shell was started with, for a command that berth becomes: the JVM handles signals that were ignored
# and opens files of its own, and a shell has changed the environment already (PWD, IFS, names that it cannot have).
#
# Sets berth_inherited, and exports BERTH_ENVIRONMENT for the JVM to read.
berth_ignored=0 berth_descriptors=
while read -r berth_key berth_value; do
    if [ "$berth_key" = SigIgn: ]; then
        berth_ignored=$berth_value
        break
    fi
done < "/proc/$$/status"
for berth_file in "/proc/$$/fd"/*; do
    # Not the directory itself, which was open while it was listed, and no script that this shell reads.
    # shellcheck disable=SC3013,SC2154 # -ef is in every sh of a Linux distribution; app is the launcher's
    if [ -e "$berth_file" ] && ! [ "$berth_file" -ef "$0" ] && ! [ "$berth_file" -ef "$app/start" ] &&
        ! [ "$berth_file" -ef "$app/inheritance.sh" ]; then
        berth_descriptors=$berth_descriptors,${berth_file##*/}
    fi
done
# shellcheck disable=SC2034 # read by the flags
berth_inherited="-Dberth.ignored=$berth_ignored -Dberth.descriptors=$berth_descriptors"
# In the environment and not among the words, which everybody may read. One variable holds 128 KiB and no more.
BERTH_ENVIRONMENT=$(command -p base64 -w 0 "/proc/$$/environ" 2> /dev/null)
if [ ${#BERTH_ENVIRONMENT} -gt 130000 ]; then BERTH_ENVIRONMENT=; fi
export BERTH_ENVIRONMENT
