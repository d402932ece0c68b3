# Sourced by scripts that have so much time and no more.

# What is left of the seconds that BALIE_SECONDS gave this script; a day where nobody did.
seconds_left() {
  local left=$((${BALIE_SECONDS:-86400} - SECONDS))
  echo $((left > 1 ? left : 1))
}

# seconds_for BOUND: how long something may take that hangs if it takes longer than BOUND.
seconds_for() {
  local left; left=$(seconds_left)
  echo $(($1 < left ? $1 : left))
}

# run_for SECONDS COMMAND...: a program, for so long at most, with whatever it says on standard output. Ends with 124
# when it was cut off, and does not wait for what it left behind.
run_for() (
  seconds=$1 began=$SECONDS status=0; shift
  said=$(mktemp)
  timeout --kill-after=15 "$seconds" "$@" >"$said" 2>&1 </dev/null &
  trap 'kill '$!' 2>/dev/null || true; rm -f "$said"' EXIT
  tail --pid=$! --sleep-interval=0.2 -n +1 -f "$said"
  wait $! || status=$?
  # Killed is also who used up the memory.
  if ((status == 137 && SECONDS - began >= seconds)); then status=124; fi
  exit "$status"
)
