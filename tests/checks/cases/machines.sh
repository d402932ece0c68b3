# Sourced: the virtual machines.

case_a_package_that_does_not_build() {
  given <<<'packing() { return 2; }'
  ends 1 FAILED .ci/run
  says 'FAILED virtual-machines: ended with 2'
}

case_a_program_for_the_guest_is_not_built() {
  rm "$tree/target/release/balie-virtual"
  ends 1 FAILED .ci/run
  says 'FAILED virtual-machines: ended with 1'
}

case_the_guest_of_this_tree_runs_already() {
  mkdir -p "$tree/target/vm"
  flock "$tree/target/vm/lock" sleep 20 &
  sleep 0.5
  ends 1 FAILED .ci/run
  says 'FAILED virtual-machines: ended with 1'
  kill $!
}

case_the_emulator_cannot_be_installed() {
  given <<<'missing=qemu-system-x86'
  ends 1 FAILED .ci/run
  says 'FAILED virtual-machines: ended with 100'
}

case_an_unknown_scenario() { ends 1 '' tests/vm/run --no-build four; }

case_a_scenario_fails_twice() {
  given <<<'scenario() { passes "$1" begins; [[ $1 != two ]] || fails two "it works"; ends "$1"; }'
  ends 1 FAILED .ci/run
  says 'FAILED two: it works'
  keeps target/vm/first/logs/two.log 'log of two'
  keeps target/vm/logs/two.log 'log of two'
}

case_a_scenario_fails_and_then_passes() {
  given <<<'scenario() { passes "$1" begins; if [[ $1 == two ]] && ! second_try; then fails two "it works"; else passes "$1" "it works"; fi; ends "$1"; }'
  ends 0 PASSED .ci/run
  says 'FLAKY two: it works'
  # Four checks of the others, the one of this that held, and the one that is flaky.
  says '28 passed, 0 failed, 1 flaky, 0 unchecked'
  keeps target/vm/first/out/results 'fail two: it works'
  keeps target/vm/first/logs/two.log 'log of two'
  keeps target/vm/logs/two.log 'log of two'
}

case_more_than_two_scenarios_are_flaky() {
  given <<<'scenario() { second_try && passes "$1" works || fails "$1" works; ends "$1"; }'
  ends 1 'FAILED: more than 2 tests are flaky' tests/vm/run --no-build
  says '0 passed, 0 failed, 3 flaky, 0 unchecked'
}

case_a_scenario_that_fails_is_not_tried_twice_when_the_time_is_over() {
  given <<<'scenario() { [[ $1 != two ]] && passes "$1" works || fails two works; ends "$1"; }'
  ends 1 FAILED BALIE_SECONDS=100 tests/vm/run --no-build
  says 'FAILED two: works'
}

case_a_scenario_has_failed_when_the_time_ends() {
  given <<<'scenario() { [[ $1 != two ]] || fails two works; [[ $1 == one ]] && passes one works && ends one || exec sleep 60; }'
  ends 1 FAILED BALIE_SECONDS=8 tests/vm/run --no-build --guests 3
  says 'FAILED two: works'
  says 'NOT CHECKED for want of time: three'
}

case_the_time_ends_before_the_scenarios_do() {
  given <<<'scenario() { passes "$1" begins; [[ $1 == one ]] && ends one || exec sleep 60; }'
  ends 75 'NOT CHECKED for want of time: three, two' BALIE_SECONDS=8 tests/vm/run --no-build --guests 3
}

case_a_scenario_hangs() {
  given <<<'scenario() { passes "$1" begins; [[ $1 != two ]] || exec sleep 60; ends "$1"; }'
  ends 1 FAILED BALIE_VM_SECONDS=6 tests/vm/run --no-build --once
  says 'FAILED two: no end within 6 s'
}

case_a_guest_dies() {
  given <<<'booting() { ((guest != 2)); }'
  ends 1 FAILED tests/vm/run --no-build --guests 2
  says 'FAILED guest 2: ended with 1'
}

case_a_guest_is_killed_for_want_of_memory() {
  given <<<'scenario() { passes "$1" begins; kill -KILL $$; }'
  ends 1 FAILED BALIE_SECONDS=600 tests/vm/run --no-build --once --guests 1 one
  says 'FAILED one: never came to its end'
}

case_a_scenario_that_checks_nothing() {
  given <<<'scenario() { ends "$1"; }'
  ends 1 FAILED tests/vm/run --no-build one
  says 'FAILED one: checked nothing'
}
