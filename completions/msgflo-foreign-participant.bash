# Completion for bash: commands, options, files, and the ports and roles of the running system.

# The names of ports that are announced. $1: in, out or (in|out). Uses `program` and `broker` of its caller.
_msgflo_foreign_participant_ports() {
  # A broker that cannot be reached has no ports.
  "$program" participants --names --wait 1 "${broker[@]}" 2>/dev/null | sed -nE "s/^$1 //p"
}

# The ports that requests have bound: sources, or with $1 the targets of that source.
_msgflo_foreign_participant_bound() {
  # Behind an edge of files alone stands their place only; those are undone in the file.
  "$program" bindings "${broker[@]}" 2>/dev/null | sed -E '/   \([^ ]*\)$/d; s/   +\(bound, and .*\)$//' |
    if (($#)); then
      while IFS= read -r line; do [[ ${line,,} != "${1,,} -> "* ]] || printf '%s\n' "${line#* -> }"; done
    else
      sed -E 's/ -> .*//' | sort -u
    fi
}

# What may stand in place of the word, a line each. Arguments: the words before it, from the program on.
_msgflo_foreign_participant_choices() {
  local program=$1 command=$2 before=${*: -1} position=0 first=
  local -a broker=()
  (($# > 1)) || { printf '%s\n' bind bindings check graph library participants print run schema send simulate test \
    try unbind watch && return; }
  case $before in
    --format) printf '%s\n' fbp json dot svg mermaid && return ;;
    --log-level) printf '%s\n' debug info warning error && return ;;
    --forever) printf '%s\n' true false && return ;;
    --broker | --instance | --role | --only | --interval | --speed | --wait) return ;;
  esac
  shift 2
  # What is left of an option and its value is a word that the command is about.
  while (($#)); do
    case $1 in
      --broker | --instance) broker+=("$1" "$2") && shift ;;
      --broker=* | --instance=*) broker+=("$1") ;;
      --wait | --role | --only | --interval | --log-level | --speed | --forever | --format) shift ;;
      --*) ;;
      *) ((position++ > 0)) || first=$1 ;;
    esac
    shift
  done
  case $command:$position in
    bind:0) _msgflo_foreign_participant_ports out ;;
    bind:1 | send:0) _msgflo_foreign_participant_ports in ;;
    unbind:0) _msgflo_foreign_participant_bound ;;
    unbind:1) _msgflo_foreign_participant_bound "$first" ;;
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
  done < <(if [[ $word == -* ]]; then
    "${words[0]}" --help 2>/dev/null | sed -nE 's/^  (--[a-z-]+).*/\1/p'
  else
    _msgflo_foreign_participant_choices "${words[@]}"
  fi)
  # What is no word of ours may be a file.
  if [[ ${#COMPREPLY[@]} -eq 0 && $word != -* ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
  # Bash puts the result behind the last colon of the word.
  [[ $word != *:* ]] || COMPREPLY=("${COMPREPLY[@]#"${word%"${word##*:}"}"}")
}

complete -F _msgflo_foreign_participant msgflo-foreign-participant
