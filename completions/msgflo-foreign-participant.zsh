#compdef msgflo-foreign-participant
# Completion for zsh: commands, options, files, definitions, and the ports and roles of the running system. Commands and
# options are those of the program's own help. Functions use `program`, `broker` and `help` of their callers.

# NAME:MEANING of each command.
_msgflo_foreign_participant_commands() {
  $program --help 2>/dev/null |
    sed -nE 's/^(  |msgflo-foreign-participant )([a-z]+)( [^ ]+)*  +(.*)$/\2:\4/p' |
    awk -F: '!seen[$1]++'
}

# Whether the word $1 is an option with a value.
_msgflo_foreign_participant_takes_value() {
  [[ $1 == --[a-z-]## && $help == *$'\n'"  $1 "[A-Z]* ]]
}

# The values that the option $1 takes.
_msgflo_foreign_participant_values() {
  sed -E "s/^  $1 BOOL .*/true, false/; s/^  $1 (FORMAT|LEVEL) +//; t list; d; :list; s/ \([^)]*\)//g; s/(,| or) /\n/g" <<<$help
}

# The names of ports that are announced. $1: in, out or (in|out).
_msgflo_foreign_participant_ports() {
  # A broker that cannot be reached has no ports.
  $program participants --names --wait 1 $broker 2>/dev/null | sed -nE "s/^$1 //p"
}

# The ports that requests have bound: sources, or with $1 the targets of that source.
_msgflo_foreign_participant_bound() {
  # Behind an edge of files alone stands their place only; those are undone in the file.
  local -a bound=(${(f)"$($program bindings $broker 2>/dev/null |
    sed -E 's/   +\(bound, and .*\)$//; t; /   \(.*\)$/d')"})
  if (( $# )); then
    bound=(${(M)bound:#(#i)${(b)1} -> *})
    print -rl -- ${bound#* -> }
  else
    print -rl -- ${bound%% -> *}
  fi
}

# The names of definitions.
_msgflo_foreign_participant_definitions() { $program library 2>/dev/null | sed 's/  .*//' }

# The ports, roles and definitions that may stand here. $1: the command; then the words before the one that
# is completed.
_msgflo_foreign_participant_names() {
  local command=$1
  local -a words_before broker
  shift
  while (( $# )); do
    case $1 in
      --broker | --instance) broker+=($1 $2) && shift ;;
      --broker=* | --instance=*) broker+=($1) ;;
      --*) ! _msgflo_foreign_participant_takes_value $1 || shift ;;
      *) words_before+=($1) ;;
    esac
    (( $# )) && shift
  done
  case $command:$#words_before in
    bind:0) _msgflo_foreign_participant_ports out ;;
    bind:1 | send:0) _msgflo_foreign_participant_ports in ;;
    unbind:0) _msgflo_foreign_participant_bound ;;
    unbind:1) _msgflo_foreign_participant_bound $words_before[1] ;;
    library:0) print show ;;
    library:1) [[ $words_before[1] != show ]] || _msgflo_foreign_participant_definitions ;;
    simulate:* | test:*) [[ -z $PREFIX ]] || _msgflo_foreign_participant_definitions ;;
    watch:*) _msgflo_foreign_participant_ports '(in|out)' | sed -E 'p; s/\.[^.]*$//' ;;
  esac
}

_msgflo_foreign_participant() {
  setopt local_options extended_glob
  local program=${(Q)words[1]} command=run help
  local -aU choices
  local -a commands options before=(${(Q)words[2,CURRENT-1]})
  commands=(${(f)"$(_msgflo_foreign_participant_commands)"})
  if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then
    _describe -t commands command commands || _files
    return
  fi
  if (( ${commands[(I)${(b)before[1]}:*]} )); then command=$before[1] && shift before; fi
  help=$($program $command --help 2>/dev/null)
  if [[ $PREFIX == -* ]]; then
    options=(${(f)"$(sed -nE 's/^  (--[a-z-]+)( [A-Z:]+)?  +/\1:/p' <<<$help)"})
    _describe -o -t options option options
    return
  fi
  if _msgflo_foreign_participant_takes_value ${before[-1]-}; then
    choices=(${(f)"$(_msgflo_foreign_participant_values $before[-1])"})
  else
    choices=(${(f)"$(_msgflo_foreign_participant_names $command $before)"})
  fi
  # Upper and lower case of ports count as equal. What is no word of ours may be a file.
  compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -a choices || _files
}

_msgflo_foreign_participant "$@"
