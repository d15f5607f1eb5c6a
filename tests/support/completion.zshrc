# A zsh that writes what it offers for the end of COMPLETED_LINE to the file OFFERED, and ends. COMPLETIONS is the folder
# with the function under test.
fpath=($COMPLETIONS $fpath)
autoload -Uz compinit
compinit -u -D

# The matches that a call adds, before it adds them. Calls that only compare words are let through.
compadd() {
  if (( ! ${@[(I)-(O|A|D)]} )); then
    local -a taken
    builtin compadd -O taken "$@"
    (( $#taken )) && print -rl -- $taken >>$OFFERED
  fi
  builtin compadd "$@"
}

complete_and_leave() {
  BUFFER=$COMPLETED_LINE
  CURSOR=$#BUFFER
  zle complete-word
  exit
}
zle -N zle-line-init complete_and_leave
