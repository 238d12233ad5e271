package dev.berth.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes bash's completion for a command and its subcommands, from the same description that is parsed by. */
final class BashCompletion {
    private static final String HEAD = """
            # bash completion for berth: source <(berth completion)

            # Who may bind: user:NAME, group:NAME or cgroup:/PATH, of which $1 is the kind and $2 the begin of the rest.
            _berth_who() {
                local root
                case $1 in
                    user) mapfile -t COMPREPLY < <(compgen -u -- "$2") ;;
                    group) mapfile -t COMPREPLY < <(compgen -g -- "$2") ;;
                    cgroup)
                        for root in /sys/fs/cgroup/unified /sys/fs/cgroup; do
                            if [[ -e $root/cgroup.procs ]]; then break; fi
                        done
                        mapfile -t COMPREPLY < <(compgen -d -- "$root${2:-/}")
                        COMPREPLY=("${COMPREPLY[@]#"$root"}")
                        compopt -o nospace 2> /dev/null || true
                        ;;
                    *)
                        mapfile -t COMPREPLY < <(compgen -W 'user: group: cgroup:' -- "$2")
                        compopt -o nospace 2> /dev/null || true
                        ;;
                esac
            }

            # What command $1 may be about: the blocks there are of protocol $2; without one, the names there are.
            _berth_blocks() {
                local protocol ports name rest kind
                BERTH_BUILD=never "${COMP_WORDS[0]}" list 2> /dev/null | while read -r protocol ports name rest; do
                    case $protocol in tcp | udp | tcp+udp) ;; *) continue ;; esac
                    kind=reservation
                    if [[ $name == '*' ]]; then kind=exclusion; elif [[ $rest == *' pid '* ]]; then kind=runtime; fi
                    case $1:$kind in
                        exclude:exclusion | release:runtime | change:reservation | delete:reservation | lookup:reservation) ;;
                        *) continue ;;
                    esac
                    if [[ $2 == "$protocol" ]]; then echo "$ports"; fi
                    if [[ -z $2 && $kind == reservation && $name != - ]]; then echo "$name"; fi
                done
            }

            _berth() {
                local current=${COMP_WORDS[COMP_CWORD]} at=$((COMP_CWORD - 1)) option kind='' command='' protocol='' words='' i
                # bash splits user:NAME at the colon, and --option=value at the sign.
                if [[ $current == : ]]; then
                    current='' kind=${COMP_WORDS[at]} at=$((at - 1))
                elif [[ ${COMP_WORDS[at]} == : ]]; then
                    kind=${COMP_WORDS[at-1]} at=$((at - 2))
                fi
                option=${COMP_WORDS[at]}
                if [[ $current == = ]]; then current='' option+==
                elif [[ $option == = ]]; then option=${COMP_WORDS[at-1]}=; fi
            """;
    private static final String FIND_COMMAND = """
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        OPTIONS) ((i++)); if [[ ${COMP_WORDS[i]} == = ]]; then ((i++)); fi ;;
                        -*) ;;
                        *) command=${COMP_WORDS[i]}; break ;;
                    esac
                done
                if [[ $command == acquire ]]; then
                    for ((i++; i < COMP_CWORD; i++)); do
                        if [[ ${COMP_WORDS[i]} == -- ]]; then
                            # The first word of another command, or a file.
                            mapfile -t COMPREPLY < <(compgen -A $([[ $option == -- ]] && echo command || echo file) -- "$current")
                            return
                        fi
                    done
                fi
            """;
    private static final String TAIL = """
                if [[ $current != -* ]]; then
                    for ((; i < COMP_CWORD; i++)); do
                        case ${COMP_WORDS[i]} in tcp | udp | tcp+udp) protocol=${COMP_WORDS[i]} ;; esac
                    done
                    case $command in
                        change | delete | exclude | lookup | release) words+=" $(_berth_blocks "$command" "$protocol")" ;;
                    esac
                fi
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            }
            complete -F _berth berth
            """;

    private BashCompletion() {}

    static String of(CommandSpec berth) {
        Map<String, String> values = new TreeMap<>();
        Map<String, String> attached = new TreeMap<>();
        collect(values, attached, berth);
        StringBuilder words = new StringBuilder("    case $command in\n");
        words.append("        '') words='").append(words(berth)).append("' ;;\n");
        for (CommandLine command : berth.subcommands().values()) {
            CommandSpec spec = command.getCommandSpec();
            collect(values, attached, spec);
            words.append("        ")
                    .append(spec.name())
                    .append(") words='")
                    .append(words(spec))
                    .append("' ;;\n");
        }
        words.append("    esac\n");
        StringBuilder cases = new StringBuilder("    case $option in\n");
        values.forEach((option, reply) -> cases.append("        ")
                .append(option)
                .append(" | ")
                .append(option)
                .append("=) ")
                .append(reply)
                .append("return ;;\n"));
        attached.forEach((option, reply) -> cases.append("        ")
                .append(option)
                .append("=) ")
                .append(reply)
                .append("return ;;\n"));
        cases.append("    esac\n");
        // Options of a command cannot stand before its name, so all that take a value may be skipped alike.
        return HEAD + cases + FIND_COMMAND.replace("OPTIONS", String.join(" | ", values.keySet())) + words + TAIL;
    }

    /** What may follow an option that takes a value: one of its choices, a directory, or anything. */
    private static void collect(Map<String, String> values, Map<String, String> attached, CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (option.arity().max() == 0) {
                continue;
            }
            // A value that may be left out stands behind the sign, never in the next word.
            (option.arity().min() == 0 ? attached : values).put(option.longestName(), reply(option));
        }
    }

    private static String reply(OptionSpec option) {
        return switch (option.paramLabel()) {
            case "WHO" -> "_berth_who \"$kind\" \"$current\"; ";
            case "DIR" -> reply("-d");
            case "FILE", "PATH" -> reply("-f");
            default -> reply(choices(option.completionCandidates()));
        };
    }

    private static String reply(String source) {
        return source.isEmpty() ? "" : "mapfile -t COMPREPLY < <(compgen " + source + " -- \"$current\"); ";
    }

    private static String choices(Iterable<String> candidates) {
        String joined = candidates == null ? "" : String.join(" ", candidates);
        return joined.isEmpty() ? "" : "-W '" + joined + "'";
    }

    private static String words(CommandSpec command) {
        StringBuilder words =
                new StringBuilder(String.join(" ", command.subcommands().keySet()));
        for (PositionalParamSpec positional : command.positionalParameters()) {
            words.append(' ').append(String.join(" ", positional.completionCandidates()));
        }
        for (OptionSpec option : command.options()) {
            words.append(' ').append(option.longestName());
        }
        return words.toString().strip();
    }
}
