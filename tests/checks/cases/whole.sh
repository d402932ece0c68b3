# Sourced: the whole of .ci/run.

case_everything_passes() {
  ends 0 PASSED .ci/run
  # 6 steps, the scripts, 3 tests, 5 of the try, 4 of the packages, 2 of the size, 3 scenarios, 2 journeys.
  says '26 passed, 0 failed, 0 flaky, 0 unchecked'
}

case_wrong_format() {
  given <<<'formatting() { return 1; }'
  ends 1 FAILED .ci/run
  says 'FAILED format: ended with 1'
}

case_does_not_build() {
  given <<<'building() { return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED build: ended with 101'
}

case_no_npm() {
  without npm
  given <<<"missing=npm"
  ends 1 FAILED .ci/run
  says 'FAILED tools: ended with 100'
}

case_buf_cannot_be_installed() {
  given <<<'installing() { [[ $* != *buf* ]]; }'
  ends 1 FAILED .ci/run
  says 'FAILED api: ended with 1'
}

case_buf_finds_something() {
  given <<<'lint() { return 100; }'
  ends 1 FAILED .ci/run
  says 'FAILED api: ended with 100'
}

case_a_change_that_breaks_callers_is_not_listed() {
  given <<<"breaking() { printf 'a.proto:7:1:Field \"%s\" was deleted.\n' 1 2; return 100; }"
  ends 1 FAILED .ci/run
  says 'breaks callers, and is not listed in .ci/lib/breaking-changes: a.proto: Field "2" was deleted.'
  says 'FAILED api: ended with 1'
}

case_a_listed_change_breaks_nobody() {
  given <<<'breaking() { :; }'
  ends 1 FAILED .ci/run
  says 'listed in .ci/lib/breaking-changes, and breaks nobody: a.proto: Field "1" was deleted.'
  says 'FAILED api: ended with 1'
}

case_buf_cannot_compare() {
  given <<<'breaking() { return 1; }'
  ends 1 FAILED .ci/run
  says 'buf breaking: ended with 1'
  says 'FAILED api: ended with 1'
}

case_the_api_of_then_is_not_in_the_clone() {
  given <<<'history() { [[ $1 != cat-file ]]; }'
  ends 1 FAILED .ci/run
  says 'FAILED api: ended with 1'
}

case_a_peer_cannot_be_installed() {
  given <<<"missing=cups-ipp-utils"
  ends 1 FAILED .ci/run
  says 'FAILED tools: ended with 100'
}

case_the_renderer_cannot_be_installed() {
  given <<<'installing() { [[ $* != *zpl* ]]; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 1'
}

case_the_other_library_cannot_be_brought() {
  given <<<'bringing() { return 1; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 1'
}

case_the_other_library_was_brought_in_part() {
  mkdir -p "$tree/target/grpc-python/grpcio-1.85.3.dist-info"
  ends 0 PASSED tests/run
  [[ ! -e $tree/target/grpc-python/grpcio-1.85.3.dist-info ]] || wrong 'what was left of it is still there'
  [[ -d $tree/target/grpc-python/grpc ]] || wrong 'it was not brought again'
}

case_there_is_nothing_to_bring_the_other_library_with() {
  without pip3
  given <<<'missing=python3-pip'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 100'
}

case_a_program_that_ends_with_75_has_failed() {
  given <<<'building() { return 75; }'
  ends 1 FAILED .ci/run
  says 'FAILED build: ended with 75'
}

case_building_used_the_time_up() {
  given <<<'building() { sleep 2; }'
  ends 0 'NOT CHECKED for want of time: virtual-machines, counter-screen' BALIE_CI_SECONDS=60 .ci/run
  says '21 passed, 0 failed, 0 flaky, 2 unchecked'
}

case_building_was_slow() {
  given <<<'building() { sleep 2; }'
  ends 0 'NOT CHECKED for want of time: virtual-machines' BALIE_CI_SECONDS=250 .ci/run
  says '23 passed, 0 failed, 0 flaky, 1 unchecked'
}

case_no_time_does_not_hide_a_failure() {
  given <<<'workspace() { tested FAIL balie-store opens; summed; }'
  ends 1 FAILED BALIE_CI_SECONDS=60 .ci/run
  says 'NOT CHECKED for want of time: virtual-machines, counter-screen'
}

case_building_hangs() {
  given <<<'building() { sleep 60; }'
  ends 1 FAILED BALIE_CI_SECONDS=10 .ci/run
  says 'FAILED build: was cut off because it did not end'
}

case_a_run_that_is_broken_off_has_failed() {
  given <<<'workspace() { tested PASS balie-store opens; summed; kill -TERM "$(<run.pid)"; sleep 1; }'
  ends 143 FAILED bash -c 'echo $$ >run.pid; exec .ci/run'
  says 'FAILED .ci/run: broke off'
}

case_the_results_cannot_be_kept() {
  given <<<'formatting() { rm target/checks/format; mkdir target/checks/{format,run}; }'
  ends 1 FAILED .ci/run
  says 'FAILED .ci/run: its results cannot be kept'
}
