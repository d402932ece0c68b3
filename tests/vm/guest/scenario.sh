# Sourced by every scenario: checks, waiting, and the libraries.
scenario=${scenario:-shell}
scratch=/run/scenario
mkdir -p "$scratch"
. "$VM/payload/guest/lib/gadget.sh"
. "$VM/payload/guest/lib/hid.sh"
. "$VM/payload/guest/lib/scanner.sh"
. "$VM/payload/guest/lib/fs.sh"
. "$VM/payload/guest/lib/printer.sh"
. "$VM/payload/guest/lib/keys.sh"
. "$VM/payload/guest/lib/service.sh"

# at_end COMMAND: however the scenario ends; what was begun last is ended first.
last_things=()
at_end() { last_things=("$*" "${last_things[@]}"); }

record() { printf '%s\n' "$*" >>"$VM/out/results"; }

# check WORDS COMMAND...: one thing that must hold. The scenario goes on when it does not.
check() {
  local words=$1 shown; shift
  if shown=$("$@" 2>&1); then
    record "pass $scenario: $words"; printf '%4s s   ok  %s\n' "$SECONDS" "$words"
  else
    record "fail $scenario: $words"
    printf '%4s s FAIL  %s\n       %s\n' "$SECONDS" "$words" "$*"
    [[ -z $shown ]] || sed 's/^/       /' <<<"$shown"
    state_of_things | sed 's/^/       /'
  fi
}

# eventually SECONDS COMMAND...: holds within that time. Times are generous: the guest is emulated.
eventually() {
  local until=$((SECONDS + $1)); shift
  until "$@"; do ((SECONDS < until)) || return 1; sleep 0.2; done
}

# never_within SECONDS COMMAND...: does not come to hold in that time.
never_within() { ! eventually "$@"; }

# not COMMAND...: it says no. One that hangs (124), or is no command (126, 127), says nothing.
not() { local status=0; "$@" || status=$?; ((status > 0 && status < 124)); }

# holds_open PROCESS FILE: the process has it open.
holds_open() { [[ $(find "/proc/$1/fd" -lname "$2" 2>/dev/null) ]]; }

# What a person would look at first when a check failed.
state_of_things() {
  { echo '-- lsusb'; lsusb | grep -v 'root hub'
    echo '-- balie devices'; timeout 20 balie --lang en devices
    for said in "$scratch"/*.words "$scratch"/*.printer; do [[ ! -s $said ]] || { echo "-- ${said##*/}"; tail -n 5 "$said"; }; done
    echo '-- journal of balied'; journalctl --unit=balied --lines=15 --output=cat --no-pager; } 2>&1 || true
}

stumble=
stumbled() {
  stumble=1
  record "fail $scenario: line $1: $2"
  { printf ' FAIL  line %s: %s\n' "$1" "$2"; state_of_things | sed 's/^/       /'; } >&2
}

# However it came: what fails inside a function is not told to the trap of errors.
ended() {
  local last
  (($1 == 0)) || [[ $stumble ]] || stumbled '?' "it ended with $1"
  for last in "${last_things[@]}"; do eval "$last" || true; done
  record end "$scenario"
}
