# Completion for bash: commands, options, files, definitions, and the ports and roles of the running system. Commands
# and options are those of the program's own help.

# The commands, from the program's help on standard input.
_msgflo_foreign_participant_commands() { sed -nE 's/^(  |msgflo-foreign-participant )([a-z]+) .*/\2/p' | sort -u; }

# Whether the word $1 is an option with a value, by the command's help on standard input.
_msgflo_foreign_participant_takes_value() { [[ $1 == --+([a-z-]) ]] && grep -qE "^  $1 [A-Z]"; }

# The values that an option takes, from the command's help on standard input. $1: the option.
_msgflo_foreign_participant_values() {
  sed -E "s/^  $1 BOOL .*/true, false/; s/^  $1 (FORMAT|LEVEL) +//; t list; d; :list; s/ \([^)]*\)//g; s/(,| or) /\n/g"
}

# The names of ports that are announced. $1: in, out or (in|out). Uses `program` and `broker` of its caller.
_msgflo_foreign_participant_ports() {
  # A broker that cannot be reached has no ports.
  "$program" participants --names --wait 1 "${broker[@]}" 2>/dev/null | sed -nE "s/^$1 //p"
}

# The ports that requests have bound: sources, or with $1 the targets of that source.
_msgflo_foreign_participant_bound() {
  # Behind an edge of files alone stands their place only; those are undone in the file.
  "$program" bindings "${broker[@]}" 2>/dev/null | sed -E 's/   +\(bound, and .*\)$//; t; /   \(.*\)$/d' |
    if (($#)); then
      while IFS= read -r line; do [[ ${line,,} != "${1,,} -> "* ]] || printf '%s\n' "${line#* -> }"; done
    else
      sed -E 's/ -> .*//' | sort -u
    fi
}

# The names of definitions. Uses `program` of its caller.
_msgflo_foreign_participant_definitions() { "$program" library 2>/dev/null | sed 's/  .*//'; }

# What may stand in place of the word, a line each. $1: the word; then those before it, from the program on.
_msgflo_foreign_participant_choices() {
  local word=$1 program=$2 command=run before=${*: -1} position=0 first='' commands help
  local -a broker=()
  commands=$("$program" --help 2>/dev/null | _msgflo_foreign_participant_commands)
  shift 2
  if grep -qx -- "${1-}" <<<"$commands"; then command=$1 && shift; elif (($# == 0)) && [[ $word != -* ]]; then
    printf '%s\n' "$commands" && return
  fi
  help=$("$program" "$command" --help 2>/dev/null)
  if [[ $word == -* ]]; then
    sed -nE 's/^  (--[a-z-]+).*/\1/p' <<<"$help" && return
  elif _msgflo_foreign_participant_takes_value "$before" <<<"$help"; then
    _msgflo_foreign_participant_values "$before" <<<"$help" && return
  fi
  # What is left of an option and its value is a word that the command is about.
  while (($#)); do
    case $1 in
      --broker | --instance) broker+=("$1" "$2") && shift ;;
      --broker=* | --instance=*) broker+=("$1") ;;
      --*) ! _msgflo_foreign_participant_takes_value "$1" <<<"$help" || shift ;;
      *) ((position++ > 0)) || first=$1 ;;
    esac
    shift
  done
  case $command:$position in
    bind:0) _msgflo_foreign_participant_ports out ;;
    bind:1 | send:0) _msgflo_foreign_participant_ports in ;;
    unbind:0) _msgflo_foreign_participant_bound ;;
    unbind:1) _msgflo_foreign_participant_bound "$first" ;;
    library:0) echo show ;;
    library:1) [[ $first != show ]] || _msgflo_foreign_participant_definitions ;;
    simulate:* | test:*) [[ -z $word ]] || _msgflo_foreign_participant_definitions ;;
    watch:*) _msgflo_foreign_participant_ports '(in|out)' | sed -E 'p; s/\.[^.]*$//' | sort -u ;;
  esac
}

_msgflo_foreign_participant() {
  local line=${COMP_LINE:0:COMP_POINT} word choice
  # Of our own making, since bash cuts URLs at each colon.
  local -a words=()
  read -ra words <<<"$line"
  if [[ $line == *[[:space:]] ]]; then word=""; else word=${words[-1]} && unset 'words[-1]'; fi
  COMPREPLY=()
  while IFS= read -r choice; do
    # Upper and lower case of ports count as equal.
    [[ -n $choice && ${choice,,} == "${word,,}"* ]] && COMPREPLY+=("$(printf %q "$choice")")
  done < <(_msgflo_foreign_participant_choices "$word" "${words[@]}")
  # What is no word of ours may be a file.
  if [[ ${#COMPREPLY[@]} -eq 0 && $word != -* ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
  # Bash puts the result behind the last colon of the word.
  [[ $word != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
}

complete -F _msgflo_foreign_participant msgflo-foreign-participant
