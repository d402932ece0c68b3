//! The least window of this toolkit that can be typed in: what the counter screen is measured against.

#![allow(clippy::all, reason = "generated")]

slint::slint! {
    import { Button, LineEdit } from "std-widgets.slint";
    export component Bare inherits Window {
        title: "Bare form";
        preferred-width: 1180px;
        preferred-height: 768px;
        // A cursor blinks in the counter screen too.
        forward-focus: name;
        VerticalLayout {
            padding: 20px;
            spacing: 8px;
            alignment: start;
            Text { text: "Name"; }
            name := LineEdit { }
            Text { text: "Date of birth"; }
            LineEdit { }
            Button { text: "Save"; }
        }
    }
}

fn main() -> Result<(), slint::PlatformError> {
    Bare::new()?.run()
}
