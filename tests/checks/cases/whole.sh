# Sourced: the whole of .ci/run.

case_everything_passes() {
  ends 0 PASSED .ci/run
  # 4 steps, the scripts, 2 tests, 3 scenarios, 2 journeys.
  says '12 passed, 0 failed, 0 flaky, 0 unchecked'
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
  given <<<'lint=false'
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

case_a_test_fails_and_the_rest_is_checked() {
  given <<<'workspace() { program store; tested opens FAILED; tested closes ok; summed 1 1; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED store: opens'
  says '11 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_a_test_program_crashes() {
  given <<<'workspace() { program store; tested opens ok; echo "error: test failed, to rerun pass \`-p store\`"; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED store: the program ended badly'
}

case_cargo_ends_badly_and_says_nothing() {
  given <<<'workspace() { program store; tested opens ok; summed 1 0; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 101'
}

case_no_test_is_run() {
  given <<<'workspace() { :; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: checked nothing'
}

case_a_test_that_nobody_runs() {
  given <<<'workspace() { program store; tested opens ok; tested slow "ignored, needs a day"; summed 1 0; }'
  ends 1 FAILED .ci/run
  says 'FAILED never run: store: slow'
}

case_a_test_that_only_says_that_others_start_it() {
  given <<<'workspace() {
    program store; tested opens ok; tested other_user::as_another_user "ignored, started by other tests"; summed 1 0
    program doors; tested peer "ignored, a process of another user, started by other tests"; summed 0 0
  }'
  ends 1 FAILED .ci/run
  says 'FAILED never run: store: other_user::as_another_user'
  says 'FAILED never run: doors: peer'
}

case_all_tests_are_ignored() {
  given <<<'workspace() { program store; tested opens ignored; summed 0 0; }'
  ends 1 FAILED tests/run
  says 'FAILED tests: checked nothing'
}

case_a_line_that_a_test_spoilt() {
  given <<<'workspace() { program store; tested opens "noise"; tested closes "more"; printf "failures:\n\n---- closes ----\n    left 1\n\nfailures:\n    closes\n\n"; summed 1 1; return 101; }'
  ends 1 FAILED tests/run
  says 'FAILED store: closes'
  says '1 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_a_program_that_ends_with_75_has_failed() {
  given <<<'building() { return 75; }'
  ends 1 FAILED .ci/run
  says 'FAILED build: ended with 75'
}

case_no_time_for_tests() {
  given <<<'workspace() { program store; tested opens ok; sleep 60; }'
  ends 1 FAILED BALIE_CI_SECONDS=20 .ci/run
  says 'FAILED tests: was cut off because it did not end'
}

case_building_used_the_time_up() {
  given <<<'building() { sleep 2; }'
  ends 0 'NOT CHECKED for want of time: virtual-machines, counter-screen' BALIE_CI_SECONDS=60 .ci/run
  says '7 passed, 0 failed, 0 flaky, 2 unchecked'
}

case_building_was_slow() {
  given <<<'building() { sleep 2; }'
  ends 0 'NOT CHECKED for want of time: virtual-machines' BALIE_CI_SECONDS=250 .ci/run
  says '9 passed, 0 failed, 0 flaky, 1 unchecked'
}

case_no_time_does_not_hide_a_failure() {
  given <<<'workspace() { program store; tested opens FAILED; summed 0 1; return 101; }'
  ends 1 FAILED BALIE_CI_SECONDS=60 .ci/run
  says 'NOT CHECKED for want of time: virtual-machines, counter-screen'
}

case_building_hangs() {
  given <<<'building() { sleep 60; }'
  ends 1 FAILED BALIE_CI_SECONDS=10 .ci/run
  says 'FAILED build: was cut off because it did not end'
}

case_a_run_that_is_broken_off_has_failed() {
  given <<<'workspace() { program store; tested opens ok; summed 1 0; kill -TERM "$(<run.pid)"; sleep 1; }'
  ends 143 FAILED bash -c 'echo $$ >run.pid; exec .ci/run'
  says 'FAILED .ci/run: broke off'
}
