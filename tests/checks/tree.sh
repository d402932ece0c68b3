# Sourced: a tree with the real scripts for each case, the programs of the system without those that are stood in for,
# and the words of the cases.

# Programs of this system; one that a case takes away is in none of its directories.
system_without_stand_ins() {
  local directory program
  mkdir "$scratch/system"
  for directory in /usr/local/bin /usr/bin /bin; do
    cp -sn "$directory"/* "$scratch/system/" 2>/dev/null || true
  done
  for program in "$repo"/tests/checks/programs/*; do rm -f "$scratch/system/${program##*/}"; done
  rm -f "$scratch"/system/{cargo,rustup,npx,sudo,apt,aptitude}
}

make_tree() {
  local program
  mkdir -p "$tree"/{home,target/{debug,release},tests/checks,tests/vm/scenarios,clients/cli}
  cp -r "$repo"/{.ci,.config,packaging,proto,Cargo.toml,CHANGELOG.md} "$tree/"
  cp -r "$repo"/tests/{lib,run,try,packages,desk,desk-size} "$tree/tests/"
  cp -r "$repo"/tests/vm/{run,host,guest} "$tree/tests/vm/"
  cp -r "$repo/clients/cli/examples" "$tree/clients/cli/"
  # What else is packaged as an example.
  (cd "$repo" && cp --parents daemon/devices/src/document_scanner/escl/peculiar/known.toml \
    daemon/registration/src/values/account/sepa.toml "$tree/")
  cp -r "$repo/tests/checks/programs" "$tree/"
  for scenario in one two three; do echo ': nothing' >"$tree/tests/vm/scenarios/$scenario.sh"; done
  for program in {debug,release}/{balied,balie,balie-virtual} release/{balie-desk,bare-form}; do
    cp "$tree/programs/built" "$tree/target/$program"
  done
  cp "$tree/programs/tried" "$tree/packaging/try"
  printf '# meant\na.proto: Field "1" was deleted.\n' >"$tree/.ci/lib/breaking-changes"
  # What takes minutes and decides nothing: the making of the guest, and these tests themselves.
  printf '#!/usr/bin/env bash\nmkdir -p "$1"\ntouch "$1/initrd.gz"\n' >"$tree/tests/vm/host/rootfs"
  printf '#!/usr/bin/env bash\necho "pass the scripts" >"$BALIE_RESULTS"\n' >"$tree/tests/checks/run"
  chmod +x "$tree/tests/checks/run"
  : >"$tree/case.sh"
}

# given: what the programs do otherwise than well, in words of programs/; on standard input.
given() { cat >>"$tree/case.sh"; }
# without PROGRAM: there is no such program.
without() { rm "$tree/programs/$1"; }

# ends STATUS LAST-LINE [VARIABLE=VALUE...] COMMAND...: runs a script of the tree; its last line is a pattern.
ends() {
  local wanted=$1 last=$2 status=0 line; shift 2
  (cd "$tree" && exec env -i HOME="$tree/home" PATH="$tree/programs:$scratch/system" STAND_IN="$tree/case.sh" \
    BALIE_IDLE_SECONDS=0 "$@") \
    >"$tree/said" 2>"$tree/errors" </dev/null || status=$?
  line=$(tail -n 1 "$tree/said")
  cat "$tree/said" "$tree/errors"
  ((status == wanted)) || wrong "it ended with $status, not $wanted"
  # shellcheck disable=SC2053 # a pattern
  [[ $line == $last ]] || wrong "its last line is: $line"
}

# says LINE: the script said this, as a whole line on standard output.
says() { grep -qxF -- "$1" "$tree/said" || wrong "it does not say: $1"; }
# keeps FILE WORDS: the file is there and holds these words.
keeps() { grep -qF -- "$2" "$tree/$1" || wrong "$1 does not hold: $2"; }
wrong() { echo "$1" >>"$tree/wrong"; }
