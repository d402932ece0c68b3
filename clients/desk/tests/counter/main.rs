//! The real program on a virtual display, driven by real keys, against a real `balied` with virtual devices.
//! Pictures of every step are left in `target/desk-shots`.
//!
//! Needs Xvfb, xdotool, ImageMagick, D-Bus and at-spi2-core: `tests/desk` installs them and runs this.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

mod desk;
mod display;
mod journeys;
mod mouse;
mod reader;
mod words;

use desk::Look;
use journeys::{account, adult, clicks, enrol, institution, page, print, settle, two_counters, youth};
use std::future::Future;
use tokio::runtime::Handle;

/// Waits for something in a test that does not wait otherwise.
fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| Handle::current().block_on(future))
}

/// Tests that each have a display of their own.
macro_rules! on_a_display {
    ($($name:ident => $journey:expr;)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        #[ignore = "needs Xvfb, xdotool, ImageMagick, D-Bus and at-spi2-core: run tests/desk"]
        async fn $name() {
            $journey.await;
        }
    )*};
}

on_a_display! {
    an_adult_with_direct_debit_in_dutch => adult::enrols(Look::small("nl"));
    an_adult_with_direct_debit_in_english => adult::enrols(Look::small("en").dark());
    an_adult_with_direct_debit_on_a_full_screen_in_dutch => adult::enrols(Look::large("nl").dark());
    an_adult_with_direct_debit_on_a_full_screen_in_english => adult::enrols(Look::large("en"));
    an_adult_by_mouse_alone_in_dutch => clicks::enrols(Look::large("nl"));
    an_adult_by_mouse_alone_in_english => clicks::enrols(Look::small("en").dark());
    money_is_received_once_in_dutch => settle::once(Look::small("nl"));
    money_is_received_once_in_english => settle::once(Look::large("en").dark());
    a_youth_while_the_daemon_is_away_in_dutch => youth::enrols(Look::small("nl"));
    a_youth_while_the_daemon_is_away_in_english => youth::enrols(Look::small("en"));
    an_institution_pays_in_cash_in_dutch => institution::enrols(Look::small("nl").dark());
    an_institution_pays_in_cash_in_english => institution::enrols(Look::small("en"));
    an_existing_login_account_in_dutch => account::is_found(Look::small("nl"));
    an_existing_login_account_in_english => account::is_found(Look::small("en").dark());
    a_login_account_that_lapsed_in_dutch => account::lapses(Look::small("nl").dark());
    a_login_account_that_lapsed_in_english => account::lapses(Look::small("en"));
    two_counters_in_one_registration => two_counters::share(Look::half("nl"), Look::half("en").dark());
    prints_that_wait_fail_and_are_not_known_in_dutch => print::troubles(Look::small("nl"));
    prints_that_wait_fail_and_are_not_known_in_english => print::troubles(Look::small("en"));
    the_signed_page_is_scanned_or_a_file_in_dutch => page::returns(Look::small("nl"));
    the_signed_page_is_scanned_or_a_file_in_english => page::returns(Look::small("en"));
    a_new_pc_is_enrolled_in_dutch => enrol::begins(Look::small("nl"));
    a_new_pc_is_enrolled_in_english => enrol::begins(Look::small("en").dark());
    a_new_pc_is_enrolled_on_a_full_screen_in_dutch => enrol::begins(Look::large("nl").dark());
    a_new_pc_is_enrolled_on_a_full_screen_in_english => enrol::begins(Look::large("en"));
    a_revoked_pc_is_enrolled_again_in_dutch => enrol::again(Look::small("nl"));
    a_revoked_pc_is_enrolled_again_in_english => enrol::again(Look::small("en").dark());
}
