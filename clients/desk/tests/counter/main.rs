//! The real program on a virtual display, driven by real keys, against a real `balied` with virtual devices.
//! Pictures of every step are left in `target/desk-shots`.
//!
//! Needs Xvfb, xdotool and ImageMagick: `tests/desk` installs them and runs this.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "helpers of tests")]

mod display;
mod journeys;

use display::Display;

/// One display for all journeys, one after the other: keys go to one window at a time.
#[test]
#[ignore = "needs Xvfb, xdotool and ImageMagick: run tests/desk"]
fn whole_journeys_by_key() {
    let display = Display::start();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let keys = journeys::adult(&display, "nl", (1024, 768)).await;
        println!("adult with direct debit: {keys} keys besides the text of the form");
        journeys::adult(&display, "en", (1920, 1080)).await;
        journeys::youth(&display).await;
        journeys::institution(&display).await;
    });
}
