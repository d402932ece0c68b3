//! `balie-desk`.

use slint::ComponentHandle;

fn main() -> Result<(), slint::PlatformError> {
    balie_desk::ui::MainWindow::new()?.run()
}
