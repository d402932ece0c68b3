# Sourced: how tests are run, and what is made of what the runner says.

case_a_test_fails_and_the_rest_is_checked() {
  given <<<'workspace() { tested FAIL balie-store opens; tested PASS balie-store closes; summed; }'
  ends 1 FAILED .ci/run
  says 'FAILED balie_store: opens'
  says '25 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_a_test_ends_in_every_way() {
  given <<'END'
workspace() {
  tested PASS balie-store passes
  tested LEAK balie-store leaves_something_that_may_be_left; passed=$((passed + 1)) failed=()
  tested SLOW balie-store hangs; tested TERMINATING balie-store hangs; tested TIMEOUT balie-store hangs
  tested SIGKILL balie-store is_killed; tested 'ABORT SIG 64' balie-store is_killed_otherwise
  tested XFAIL balie-store cannot_be_run
  tested LEAK-FAIL balie-store leaves_something; tested 'FAIL + LEAK' balie-store fails_and_leaves_something
  summed
}
END
  ends 1 FAILED tests/run
  says 'FAILED balie_store: hangs'
  says '3 passed, 6 failed, 0 flaky, 0 unchecked'
}

case_a_test_is_tried_again_though_it_must_not() {
  given <<<'workspace() {
    tested "TRY 1 FAIL" balie-store opens; tested "TRY 2 PASS" balie-store opens; passed=1 failed=(); summed
  }'
  ends 1 FAILED tests/run
  says 'FAILED balie_store: opens'
}

case_the_user_has_set_up_the_runner() {
  given <<<'workspace() { [[ ! ${NEXTEST_RUN_IGNORED:-} ]] || exit 99; tested PASS balie-store opens; summed; }'
  ends 0 PASSED NEXTEST_RUN_IGNORED=only tests/run
}

case_programs_of_every_kind_of_target() {
  given <<<'workspace() {
    tested FAIL balie-cli::bin/balie-x runs; tested FAIL balie-store::over-all opens; tested FAIL balie-store a::b
    summed
  }'
  ends 1 FAILED tests/run
  says 'FAILED balie_x: runs'
  says 'FAILED over_all: opens'
  says 'FAILED balie_store: a::b'
}

case_what_a_test_prints_is_no_result() {
  given <<<'workspace() {
    tested FAIL balie-store opens
    printf "    %s\n" "test opens ... ok" "        PASS [   0.1s] (1/1) balie-store forged"
    summed
  }'
  ends 1 FAILED tests/run
  says '1 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_the_runner_sums_up_what_it_did_not_tell() {
  given <<<'workspace() { tested PASS balie-store opens; passed=2; summed; }'
  ends 1 FAILED tests/run
  says 'FAILED the runner: summed up 2 passed, 0 failed, 0 ignored; told of 1, 0, 0'
}

case_the_runner_sums_up_less_than_it_told() {
  given <<<'workspace() { tested PASS balie-store opens; tested SKIP balie-store slow; skipped=0; summed; }'
  ends 1 FAILED tests/run
  says 'FAILED the runner: summed up 1 passed, 0 failed, 0 ignored; told of 1, 0, 1'
}

case_the_runner_does_not_sum_up() {
  given <<<'workspace() { tested PASS balie-store opens; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 1'
}

case_the_runner_ends_badly_and_says_nothing() {
  given <<<'workspace() { tested PASS balie-store opens; summed; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 101'
}

case_the_tests_of_a_program_cannot_be_listed() {
  given <<<'workspace() {
    printf "error: creating test list failed\n\nCaused by:\n"
    echo "  for \`balie-store::store\`, command \`store --list\` aborted with signal 6 (SIGABRT)"
    return 104
  }'
  ends 1 FAILED tests/run
  says 'FAILED store: its tests cannot be listed'
}

case_no_test_is_run() {
  given <<<'workspace() { summed; }; documentation() { :; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: ended with 4'
}

case_the_runner_takes_having_nothing_to_run_for_success() {
  given <<<'workspace() { summed; return 0; }; documentation() { :; }'
  ends 1 FAILED .ci/run
  says 'FAILED tests: checked nothing'
}

case_a_test_that_nobody_runs() {
  given <<<'workspace() { tested PASS balie-store opens; tested SKIP balie-store slow; summed; }'
  ends 1 FAILED .ci/run
  says 'FAILED never run: balie_store: slow'
}

case_a_test_that_only_says_that_others_start_it() {
  given <<<'workspace() {
    tested PASS balie-store opens; tested SKIP balie-store doors::other_user::as_another_user
    tested SKIP balie-journeys::journeys peer
    summed
  }'
  ends 1 FAILED .ci/run
  says 'FAILED never run: balie_store: doors::other_user::as_another_user'
  says 'FAILED never run: journeys: peer'
}

case_all_tests_are_ignored() {
  given <<<'workspace() { tested SKIP balie-store opens; summed; }; documentation() { :; }'
  ends 1 FAILED tests/run
  says 'FAILED tests: ended with 4'
}

case_an_example_in_documentation_fails() {
  given <<<'documentation() { examples balie_store FAILED ok; return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED documentation of balie_store: src/lib.rs - example (line 1)'
  says '26 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_documentation_does_not_build() {
  given <<<'documentation() { return 101; }'
  ends 1 FAILED tests/run
  says 'FAILED tests: ended with 101'
}

case_one_target_is_tested_and_no_documentation() {
  given <<<'documentation() { return 101; }'
  ends 0 PASSED tests/run -p balie-store --lib
  says '2 passed, 0 failed, 0 flaky, 0 unchecked'
}

case_no_time_for_tests() {
  given <<<'workspace() { tested PASS balie-store opens; sleep 60; }'
  ends 1 FAILED BALIE_CI_SECONDS=20 .ci/run
  says 'FAILED tests: was cut off because it did not end'
}

case_an_older_runner_is_installed() {
  given <<<'version() { if [[ $0 == */target/* ]]; then echo 0.9.143; else echo 0.9.99; fi; }'
  ends 0 PASSED .ci/run
  keeps target/cargo-nextest/bin/cargo-nextest 'Stands in'
}

case_no_runner_is_installed() {
  mv "$tree/programs/cargo-nextest" "$tree/"
  ends 0 PASSED .ci/run
  keeps target/cargo-nextest/bin/cargo-nextest 'Stands in'
}

case_the_runner_cannot_be_brought() {
  without cargo-nextest
  given <<<'fetching() { return 1; }'
  ends 1 FAILED .ci/run
  says 'FAILED runner: ended with 1'
}

case_there_is_nothing_to_bring_the_runner_with() {
  without cargo-nextest; without pip3
  given <<<'missing=python3-pip'
  ends 1 FAILED .ci/run
  says 'FAILED runner: ended with 100'
}

# With the real cargo and cargo-nextest, and the settings of this tree with seconds for its minutes.
case_what_the_real_runner_says() {
  local suite=$tree/suite status=()
  mkdir -p "$suite"/{src,tests}
  cat >"$suite/Cargo.toml" <<'END'
[package]
name = "the-suite"
edition = "2024"

[[test]]
name = "unlisted"
harness = false

[workspace]
END
  cat >"$suite/src/lib.rs" <<'END'
/// ```
/// ```
pub fn is_fine() {}
/// ```
/// panic!();
/// ```
pub fn is_not() {}
/// ```ignore
/// ```
pub fn is_ignored() {}
#[test]
fn passes() {}
END
  cat >"$suite/tests/each.rs" <<'END'
use std::{process::{Command, abort}, thread::sleep, time::Duration};
#[test]
fn passes() {}
#[test]
fn fails() {
    println!("test passes ... ok\n        PASS [   0.005s] (1/9) the-suite::each forged");
    eprintln!("     Summary [   1.000s] 0 tests run: 0 passed, 0 skipped");
    panic!();
}
#[test]
fn aborts() {
    abort();
}
#[test]
fn hangs() {
    sleep(Duration::from_secs(60));
}
#[test]
fn is_slow() {
    sleep(Duration::from_millis(1500));
}
#[test]
fn leaves_something() {
    Command::new("sleep").arg("20").spawn().unwrap();
}
#[test]
#[ignore]
fn is_ignored() {}
END
  echo 'fn main() { std::process::abort(); }' >"$suite/tests/unlisted.rs"
  sed '/^\[test-groups/,$d; s/"60s"/"1s"/; s/"10s"/"1s"/' "$repo/.config/nextest.toml" >"$suite/nextest.toml"
  unset RUSTC_WORKSPACE_WRAPPER RUSTFLAGS
  export PATH="$HOME/.cargo/bin:$PATH" CARGO_TERM_COLOR=never CARGO_TARGET_DIR="$suite/target"
  real() {
    "$@" --manifest-path "$suite/Cargo.toml" 2>&1 | "$repo/tests/lib/record-tests" "$suite/results" ||
      status=("${PIPESTATUS[@]}")
  }
  runner=("$repo/tests/lib/nextest" run)

  : >"$suite/results"
  real "${runner[@]}" --config-file "$suite/nextest.toml" --lib --test each
  [[ ${status[*]} == '100 0' ]] || wrong "the runner ended with ${status[*]}"
  real cargo test --no-fail-fast --doc
  [[ ${status[*]} == '101 0' ]] || wrong "the examples ended with ${status[*]}"
  real "${runner[@]}" --test unlisted
  [[ ${status[*]} == '104 0' ]] || wrong "the program without a list ended with ${status[*]}"
  LC_ALL=C sort "$suite/results" | diff - <(cat <<'END'
fail documentation of the_suite: src/lib.rs - is_not (line 4)
fail each: aborts
fail each: fails
fail each: hangs
fail each: leaves_something
fail unlisted: its tests cannot be listed
ignored documentation of the_suite: src/lib.rs - is_ignored (line 8)
ignored each: is_ignored
pass documentation of the_suite: src/lib.rs - is_fine (line 1)
pass each: is_slow
pass each: passes
pass the_suite: passes
END
) >>"$tree/wrong" || true

  # Told to stop, it has no result of what was still running.
  : >"$suite/results"
  real timeout 6 "${runner[@]}" --config-file "$repo/.config/nextest.toml" --test each passes hangs
  [[ ${status[*]} == '124 0' ]] || wrong "when it was told to stop the runner ended with ${status[*]}"
  [[ $(grep -v '^ignored' "$suite/results") == 'pass each: passes' ]] || wrong "$(<"$suite/results")"
}
