# Sourced by the scripts that run tests. Each leaves a file of results, a line for each test:
#
#   pass NAME    fail NAME    flaky NAME    unchecked NAME    ignored NAME
#
# Flaky is what failed and passed at a second try, unchecked what there was no time for, ignored what another script has
# to run. BALIE_RESULTS names the file where another script sums up; else it is target/checks/ and the name of the
# script's part.

# results_begin PART: nothing is known yet.
results_begin() {
  results_read_by=${BALIE_RESULTS:+another script}
  results=${BALIE_RESULTS:-$PWD/target/checks/$1}
  mkdir -p "${results%/*}"
  : >"$results"
}

# record RESULT NAME
record() { printf '%s %s\n' "$1" "$2" >>"$results"; }

# check WORDS COMMAND...: passed when the program ends with 0. A script that sets $checks has it before the words of the
# name.
check() {
  local words=$1; shift
  if "$@"; then
    record pass "${checks:-}$words"; echo "ok      $words"
  else
    record fail "${checks:-}$words"; echo "FAILED  $words"
  fi
}

# has RESULTS FILE: there is a line with one of these results, which are separated by |.
has() { grep -qE "^($1) " "$2"; }

# results_account PART STATUS FILE: a status that the results do not explain is a failure of its own. 75 says that
# something was left unchecked for want of time, which the results must name.
results_account() {
  local part=$1 status=$2 file=$3
  if has fail "$file"; then return; fi
  if ((status == 0)) && has 'pass|flaky|unchecked' "$file"; then return; fi
  if ((status == 75)) && has unchecked "$file"; then return; fi
  case $status in
    0) echo "fail $part: checked nothing" ;;
    124) echo "fail $part: was cut off because it did not end" ;;
    *) echo "fail $part: ended with $status" ;;
  esac >>"$file"
}

# results_second_try FIRST SECOND: of two tries, the second of what failed at the first, the result of each test.
results_second_try() {
  awk '{ result = $1; name = substr($0, length(result) + 2) }
    try == 2 { if (result == "pass") passed[name] = 1; next }
    result == "fail" && name in passed { result = "flaky" }
    { print result, name }' try=2 "$2" try=1 "$1"
}

# results_never_run FILE...: what is ignored and has no result anywhere. A part that was left unchecked as a whole names
# none of its tests.
results_never_run() {
  awk '{ result = $1; name = substr($0, length(result) + 2) }
    result == "ignored" { ignored[name] = 1; next }
    { known[name] = 1 }
    END {
      for (name in ignored)
        if (!(name in known) && !("counter-screen" in known && name ~ /^counter: /)) print "fail never run: " name
    }' "$@"
}

# results_end PART STATUS: ends the script, with what it found as its last lines: 0 passed, 1 failed, 75 unchecked.
results_end() {
  results_account "$1" "$2" "$results"
  local status=0
  if [[ $results_read_by ]]; then
    "$(dirname "${BASH_SOURCE[0]}")/verdict" "$results" >/dev/null || status=$?
  else
    "$(dirname "${BASH_SOURCE[0]}")/verdict" "$results" || status=$?
  fi
  exit "$status"
}
