# Sourced: the try, and what is shipped.

case_the_try_ends_badly() {
  given <<<'trying() { return 1; }'
  ends 1 FAILED .ci/run
  says 'FAILED try: comes to its end'
}

case_the_try_stops_too_early() {
  given <<<'trying() { rm -r target/try; }'
  ends 1 FAILED tests/try
  says '1 passed, 4 failed, 0 flaky, 0 unchecked'
}

case_the_try_prints_two_cards() {
  given <<<'trying() { cp target/try/cards/card-000{1,2}-front.png; }'
  ends 1 FAILED tests/try
  says 'FAILED try: the virtual printer printed one card'
}

case_the_card_of_the_try_is_empty() {
  given <<<'trying() { echo 1 >target/try/cards/card-0001-front.png; }'
  ends 1 FAILED tests/try
  says 'FAILED try: the virtual printer printed one card'
}

case_the_form_of_the_try_is_of_nobody() {
  given <<<'trying() { echo >target/try/machtiging-M.pdf; }'
  ends 1 FAILED tests/try
  says 'FAILED try: there is the mandate form'
}

case_the_patron_of_the_try_is_not_enrolled() {
  given <<<'registration() { echo "{ \"step\": \"settling\", \"patron_number\": \"381847\" }"; }'
  ends 1 FAILED tests/try
  says 'FAILED try: the patron is registered'
}

case_the_patron_of_the_try_is_unknown() {
  given <<<'registration() { return 5; }'
  ends 1 FAILED tests/try
  says 'FAILED try: the patron is registered'
}

case_the_try_leaves_its_daemon_running() {
  given <<<'branch() { :; }'
  ends 1 FAILED tests/try
  says 'FAILED try: the patron is registered'
}

case_what_is_shipped_does_not_build() {
  given <<<'building() { [[ $* != *--release* ]] || return 101; }'
  ends 1 FAILED .ci/run
  says 'FAILED release: ended with 101'
}

case_a_shipped_program_is_not_there() {
  rm "$tree/target/release/balied"
  ends 1 FAILED .ci/run
  says 'FAILED packages: ended with 1'
  says 'FAILED virtual-machines: ended with 1'
}

case_lintian_finds_something() {
  given <<<'finding() { [[ $* != */balied_* ]] || return 2; }'
  ends 1 FAILED .ci/run
  says 'FAILED lintian on balied'
  says '25 passed, 1 failed, 0 flaky, 0 unchecked'
}

case_lintian_cannot_be_installed() {
  given <<<'missing=lintian'
  ends 1 FAILED .ci/run
  says 'FAILED packages: ended with 100'
}

case_the_screen_does_not_show_itself_on_a_bare_debian() {
  given <<<'making() { return 25; }'
  ends 1 FAILED .ci/run
  says 'FAILED the counter screen shows itself on a bare Debian 12'
}

case_an_ordinary_user_looks_at_the_packages() {
  printf '#!/bin/sh\necho 1000\n' >"$tree/programs/id"
  printf '#!/bin/sh\nexec env -i PATH="$PATH" STAND_IN="$STAND_IN" BY=root "$@"\n' >"$tree/programs/sudo"
  chmod +x "$tree"/programs/{id,sudo}
  given <<<'making() { [[ ${BY:-} == root && $DISPLAY == :99 && -f $DEB ]]; }'
  ends 0 PASSED tests/packages --no-build
}

case_the_display_ends_before_the_check_does() {
  given <<<'making() { sleep 3; }'
  printf '#!/bin/sh\necho 99 >&3\nexec sleep 1\n' >"$tree/programs/Xvfb"
  ends 0 PASSED tests/packages --no-build
}

case_the_screen_is_too_large() {
  head -c 4000 /dev/zero | tr '\0' '#' >>"$tree/target/release/balie-desk"
  ends 1 FAILED tests/desk-size --no-build
  says 'FAILED counter screen: size of the program'
}

case_the_screen_ends_while_it_is_measured() {
  given <<<'running() { [[ $1 == bare-form ]] && exec sleep 60; exit 1; }'
  ends 2 'bare-form *' tests/desk-size --no-build
}
