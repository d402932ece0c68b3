# Sourced: the counter screen.

case_the_screen_hangs_after_a_failure() {
  given <<<'counter() { program counter; tested adult FAILED; sleep 60; }'
  ends 1 FAILED BALIE_DESK_SECONDS=5 .ci/run
  says 'FAILED counter: adult'
  says 'FAILED counter: youth, without a result after 5 s'
}

case_the_screen_hangs_without_a_failure() {
  given <<<'counter() { program counter; tested adult ok; sleep 60; }'
  ends 1 FAILED BALIE_DESK_SECONDS=5 .ci/run
  says 'FAILED counter: youth, without a result after 5 s'
}

case_the_time_ends_before_the_journeys_do() {
  given <<<'counter() { program counter; tested adult ok; sleep 60; }'
  ends 75 'NOT CHECKED for want of time: counter: youth' BALIE_SECONDS=6 tests/desk --journeys
  says '1 passed, 0 failed, 0 flaky, 1 unchecked'
}

case_a_journey_has_failed_when_the_time_ends() {
  given <<<'counter() { program counter; tested adult FAILED; sleep 60; }'
  ends 1 FAILED BALIE_SECONDS=6 tests/desk --journeys
  says 'FAILED counter: adult'
  says 'NOT CHECKED for want of time: counter: youth'
}

case_a_journey_fails_and_then_passes() {
  mkdir -p "$tree/target/desk-shots/adult"
  given <<'END'
counter() {
  program counter
  if second_try "$@"; then echo second >target/desk-shots/adult/1.png; tested adult ok; summed 1 0; return; fi
  echo first >target/desk-shots/adult/1.png
  tested adult FAILED; tested youth ok; echo 'words of the first'; summed 1 1; return 101
}
END
  ends 0 PASSED .ci/run
  says 'FLAKY counter: adult'
  says '11 passed, 0 failed, 1 flaky, 0 unchecked'
  keeps target/desk-tries/first/log 'words of the first'
  keeps target/desk-tries/first/shots/adult/1.png first
  keeps target/desk-tries/second/log 'test adult ... ok'
  keeps target/desk-shots/adult/1.png second
}

case_a_journey_fails_twice() {
  given <<<'counter() { program counter; tested adult FAILED; summed 0 1; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED counter: adult'
}

case_a_journey_is_not_there_at_the_second_try() {
  given <<<'counter() { program counter; if second_try "$@"; then summed 0 0; return; fi; tested adult FAILED; summed 0 1; return 101; }'
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
  given <<<'workspace() { program keyboard; tested keys ok; summed 1 0; }'
  ends 0 PASSED ZPL_RENDERER=here tests/desk
  says '3 passed, 0 failed, 0 flaky, 0 unchecked'
}

case_what_needs_no_display_fails() {
  given <<<'workspace() { program keyboard; tested keys FAILED; summed 0 1; return 101; }'
  ends 1 FAILED ZPL_RENDERER=here tests/desk
  says 'FAILED keyboard: keys'
}
