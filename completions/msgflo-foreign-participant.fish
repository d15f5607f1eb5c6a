# Completion for fish: commands, options, files, definitions, and the ports and roles of the running system. Commands
# and options are those of the program's own help.

# NAME, a tab and MEANING of each command.
function __msgflo_foreign_participant_commands --argument-names program
    $program --help 2>/dev/null |
        string replace -rf '^(?:  |msgflo-foreign-participant )([a-z]+)(?: [^ ]+)*  +(.*)$' '$1\t$2' |
        awk -F '\t' '!seen[$1]++'
end

# Whether a word is an option with a value. The rest are the lines of the command's help.
function __msgflo_foreign_participant_takes_value --argument-names word
    string match -qr -- '^--[a-z-]+$' $word; and string match -qr -- "^  $word [A-Z]" $argv[2..]
end

# The values that an option takes. The rest are the lines of the command's help.
function __msgflo_foreign_participant_values --argument-names option
    string match -qr -- "^  $option BOOL " $argv[2..]; and printf '%s\n' true false
    string replace -rf -- "^  $option (?:FORMAT|LEVEL) +" '' $argv[2..] | string replace -ra ' \([^)]*\)' '' |
        string replace -ra '(,| or) ' '\n'
end

# The names of ports that are announced. First argument: in, out or in|out; then the program with options.
function __msgflo_foreign_participant_ports --argument-names direction program
    # A broker that cannot be reached has no ports.
    $program participants --names --wait 1 $argv[3..] 2>/dev/null | string replace -rf "^(?:$direction) " ''
end

# SOURCE -> TARGET of what requests have bound. Arguments: the program with options.
function __msgflo_foreign_participant_bound --argument-names program
    # Behind an edge of files alone stands their place only; those are undone in the file.
    $program bindings $argv[2..] 2>/dev/null | string match -rv '   \((?!bound, and ).*\)$' |
        string replace -r '   +\(bound, and .*\)$' ''
end

# NAME, a tab and LABEL of each definition.
function __msgflo_foreign_participant_definitions --argument-names program
    $program library 2>/dev/null | string replace -r '  +' '\t'
end

# The ports, roles and definitions that may stand in place of the word. The rest are those before it.
function __msgflo_foreign_participant_names --argument-names word command program
    set -l help ($program $command --help 2>/dev/null)
    set -l broker
    set -l words
    set -l rest $argv[4..]
    while set -q rest[1]
        switch $rest[1]
            case --broker --instance
                set -a broker $rest[1..2]
                set -e rest[1]
            case '--broker=*' '--instance=*'
                set -a broker $rest[1]
            case '--*'
                __msgflo_foreign_participant_takes_value $rest[1] $help; and set -e rest[1]
            case '*'
                set -a words $rest[1]
        end
        set -e rest[1]
    end
    switch $command:(count $words)
        case bind:0
            __msgflo_foreign_participant_ports out $program $broker
        case bind:1 send:0
            __msgflo_foreign_participant_ports in $program $broker
        case unbind:0
            __msgflo_foreign_participant_bound $program $broker | string replace -r ' -> .*' ''
        case unbind:1
            set -l source (string escape --style=regex -- $words[1])
            __msgflo_foreign_participant_bound $program $broker | string replace -rfi -- "^$source -> " ''
        case library:0
            echo show
        case library:1
            test $words[1] = show; and __msgflo_foreign_participant_definitions $program
        case 'simulate:*' 'test:*'
            test -n "$word"; and __msgflo_foreign_participant_definitions $program
        case 'watch:*'
            set -l ports (__msgflo_foreign_participant_ports 'in|out' $program $broker)
            printf '%s\n' $ports (string replace -r '\.[^.]*$' '' -- $ports)
    end
end

# What may stand in place of the word, a line each, with what it means behind a tab. First argument: the word; then those
# before it, from the program on.
function __msgflo_foreign_participant_choices --argument-names word program
    command -q $program; or return
    set -l before $argv[3..]
    set -l command run
    set -l commands (__msgflo_foreign_participant_commands $program)
    if set -q before[1]; and string match -q -- "$before[1]"\t'*' $commands
        set command $before[1]
        set -e before[1]
    else if not set -q before[1]; and not string match -q -- '-*' $word
        printf '%s\n' $commands
        return
    end
    set -l help ($program $command --help 2>/dev/null)
    if string match -q -- '-*' $word
        string replace -rf -- '^  (--[a-z-]+)(?: [A-Z:]+)?  +' '$1\t' $help
    else if set -q before[1]; and __msgflo_foreign_participant_takes_value $before[-1] $help
        __msgflo_foreign_participant_values $before[-1] $help
    else
        __msgflo_foreign_participant_names "$word" $command $program $before
    end
end

function __msgflo_foreign_participant
    set -l word (commandline -ct)
    set -l start (string escape --style=regex -- $word)
    set -l choices (__msgflo_foreign_participant_choices "$word" (commandline -opc) | string match -ri -- "^$start.*")
    # What is no word of ours may be a file.
    set -q choices[1]; and printf '%s\n' $choices; or __fish_complete_path $word
end

complete -c msgflo-foreign-participant -f -a '(__msgflo_foreign_participant)'
