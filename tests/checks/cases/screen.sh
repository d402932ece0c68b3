# Sourced: the counter screen.

case_the_screen_hangs_after_a_failure() {
  given <<<'counter() { tested FAIL balie-desk::counter adult; sleep 60; }'
  ends 1 FAILED BALIE_DESK_SECONDS=5 .ci/run
  says 'FAILED counter: adult'
  says 'FAILED counter: youth, without a result after 5 s'
}

case_the_screen_hangs_without_a_failure() {
  given <<<'counter() { tested PASS balie-desk::counter adult; sleep 60; }'
  ends 1 FAILED BALIE_DESK_SECONDS=5 .ci/run
  says 'FAILED counter: youth, without a result after 5 s'
}

case_the_time_ends_before_the_journeys_do() {
  given <<<'counter() { tested PASS balie-desk::counter adult; sleep 60; }'
  ends 75 'NOT CHECKED for want of time: counter: youth' BALIE_SECONDS=6 tests/desk --journeys
  says '1 passed, 0 failed, 0 flaky, 1 unchecked'
}

case_the_runner_says_what_it_broke_off_when_the_time_ends() {
  given <<<'counter() {
    tested PASS balie-desk::counter adult
    sleep 60 & trap "kill $!; stopped balie-desk::counter youth; exit" TERM; wait
  }'
  ends 75 'NOT CHECKED for want of time: counter: youth' BALIE_SECONDS=6 tests/desk --journeys
  says '1 passed, 0 failed, 0 flaky, 1 unchecked'
}

case_a_journey_has_failed_when_the_time_ends() {
  given <<<'counter() { tested FAIL balie-desk::counter adult; sleep 60; }'
  ends 1 FAILED BALIE_SECONDS=6 tests/desk --journeys
  says 'FAILED counter: adult'
  says 'NOT CHECKED for want of time: counter: youth'
}

case_a_journey_fails_and_then_passes() {
  mkdir -p "$tree/target/desk-shots/adult"
  given <<'END'
counter() {
  if second_try "$@"; then
    echo second >target/desk-shots/adult/1.png
    tested SKIP balie-desk::counter youth; tested PASS balie-desk::counter adult; summed; return
  fi
  echo first >target/desk-shots/adult/1.png
  tested FAIL balie-desk::counter adult; echo 'words of the first'; tested PASS balie-desk::counter youth; summed
}
END
  ends 0 PASSED .ci/run
  says 'FLAKY counter: adult'
  says '25 passed, 0 failed, 1 flaky, 0 unchecked'
  keeps target/desk-tries/first/log 'words of the first'
  keeps target/desk-tries/first/shots/adult/1.png first
  keeps target/desk-tries/second/log 'PASS [   0.005s] (1/9) balie-desk::counter adult'
  keeps target/desk-shots/adult/1.png second
}

case_a_journey_fails_twice() {
  given <<<'counter() { tested FAIL balie-desk::counter adult; summed; }'
  ends 1 FAILED .ci/run
  says 'FAILED counter: adult'
}

case_the_runner_dies_after_a_journey_that_passes_at_the_second_try() {
  given <<<'counter() {
    if second_try "$@"; then tested PASS balie-desk::counter adult; summed; return; fi
    tested FAIL balie-desk::counter adult; kill -KILL $$
  }'
  ends 1 FAILED tests/desk --journeys
  says 'FLAKY counter: adult'
  says 'FAILED counter: youth, without a result'
}

case_a_journey_is_not_there_at_the_second_try() {
  given <<<'counter() { second_try "$@" || tested FAIL balie-desk::counter adult; summed; }'
  ends 1 FAILED tests/desk --journeys
  says 'FAILED counter: adult'
}

case_the_journeys_are_not_there() {
  given <<<'counter() { :; }'
  ends 1 FAILED tests/desk --journeys
}

case_the_screen_cannot_be_started() {
  given <<<'missing=xvfb'
  ends 1 FAILED .ci/run
  says 'FAILED counter-screen: ended with 100'
}

case_all_of_the_screen() {
  given <<<'workspace() { tested PASS balie-desk::window keys; summed; }'
  ends 0 PASSED ZPL_RENDERER=here GRPC_PYTHON=here tests/desk
  says '3 passed, 0 failed, 0 flaky, 0 unchecked'
}

case_what_needs_no_display_fails() {
  given <<<'workspace() { tested FAIL balie-desk::window keys; summed; }'
  ends 1 FAILED ZPL_RENDERER=here GRPC_PYTHON=here tests/desk
  says 'FAILED window: keys'
}
