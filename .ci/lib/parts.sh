# Sourced: the parts of a run, each with a file of results (see tests/lib/results.sh), in the order of the run.
parts=()

# step NAME COMMAND...: one check, passed when the program ends with 0. Without it, nothing after it makes sense.
step() {
  local name=$1 status=0; shift
  begin "$name"
  run_for "$(seconds_left)" "$@" || status=$?
  if ((status == 0)); then echo "pass $name" >"$kept/$name"; fi
  results_account "$name" "$status" "$kept/$name"
  return "$status"
}

# part NAME COMMAND...: many checks. The program writes their results in the file that BALIE_RESULTS names, and is to
# end within BALIE_SECONDS; a minute later the time is over and it is cut off. What it found is judged when all is done.
part() {
  local name=$1 status=0 left; shift
  begin "$name"
  left=$(seconds_left)
  BALIE_RESULTS=$kept/$name BALIE_SECONDS=$((left - 60)) run_for "$left" "$@" || status=$?
  results_account "$name" "$status" "$kept/$name"
}

# part_in_time LEAST NAME COMMAND...: a part that is left unchecked when there are fewer than LEAST seconds for it.
part_in_time() {
  local least=$1; shift
  if (($(seconds_left) >= least)); then part "$@"; return; fi
  begin "$1"
  echo "unchecked $1" >"$kept/$1"
}

# Ends the run with what was found as its last words.
finish() {
  local verdict=0
  trap - EXIT
  # What broke the run off, and what nobody ran, is in no results.
  if ! grep -q '^fail ' /dev/null "${parts[@]}"; then
    parts+=("$kept/run")
    if [[ $all_done ]]; then results_never_run "${parts[@]}"; else echo "fail .ci/run: broke off"; fi >"$kept/run" || {
      # Nor may the other results be all there were.
      echo 'FAILED .ci/run: its results cannot be kept'; echo FAILED
      exit 1
    }
  fi
  say "everything took $SECONDS s"
  tests/lib/verdict "${parts[@]}" || verdict=$?
  # What there was no time for is named, and no failure.
  ((verdict != 75)) || verdict=0
  exit "$verdict"
}

begin() { say "$1"; parts+=("$kept/$1"); : >"$kept/$1"; }
say() { printf '== %s\n' "$*" >&2; }
