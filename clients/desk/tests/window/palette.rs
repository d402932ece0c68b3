//! Contrasts of the palette (WCAG 2.2, success criteria 1.4.3 and 1.4.11, level AA), light and dark.

use balie_desk::ui::{MainWindow, Theme};
use slint::{Color, ComponentHandle as _};

/// Words of this size need 4.5 to 1; the signs of controls 3 to 1.
const WORDS: f64 = 4.5;
const SIGNS: f64 = 3.0;

fn luminance(color: Color) -> f64 {
    let channel = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(color.red()) + 0.7152 * channel(color.green()) + 0.0722 * channel(color.blue())
}

fn contrast(one: Color, other: Color) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_pair_that_is_used_is_readable() {
    assert!((contrast(Color::from_rgb_u8(0, 0, 0), Color::from_rgb_u8(255, 255, 255)) - 21.0).abs() < 0.01);
    i_slint_backend_testing::init_no_event_loop();
    let window = MainWindow::new().unwrap();
    let theme = window.global::<Theme>();
    for dark in [false, true] {
        theme.set_dark(dark);
        let surfaces = [theme.get_background(), theme.get_surface(), theme.get_raised()];
        let mut pairs = vec![
            (WORDS, "on accent", theme.get_on_accent(), theme.get_accent()),
            (WORDS, "text on a choice", theme.get_text(), theme.get_accent_soft()),
            (WORDS, "accent on a choice", theme.get_accent(), theme.get_accent_soft()),
            (WORDS, "danger on its ground", theme.get_danger(), theme.get_danger_soft()),
            (WORDS, "warning on its ground", theme.get_warning(), theme.get_warning_soft()),
            (WORDS, "success on its ground", theme.get_success(), theme.get_success_soft()),
            (WORDS, "text on danger", theme.get_text(), theme.get_danger_soft()),
            (WORDS, "text on warning", theme.get_text(), theme.get_warning_soft()),
            (WORDS, "text on success", theme.get_text(), theme.get_success_soft()),
            (WORDS, "selected text", theme.get_text(), theme.get_selection()),
            (WORDS, "danger on a card", theme.get_danger(), theme.get_surface()),
            (WORDS, "warning on a card", theme.get_warning(), theme.get_surface()),
            (WORDS, "success on a card", theme.get_success(), theme.get_surface()),
            (WORDS, "accent on a card", theme.get_accent(), theme.get_surface()),
            (SIGNS, "field", theme.get_field_line(), theme.get_surface()),
        ];
        for surface in surfaces {
            pairs.push((WORDS, "text", theme.get_text(), surface));
            pairs.push((WORDS, "muted", theme.get_muted(), surface));
            pairs.push((SIGNS, "focus", theme.get_focus(), surface));
        }
        for (least, name, ink, ground) in pairs {
            let found = contrast(ink, ground);
            assert!(found >= least, "{name}, dark {dark}: {found:.2} to 1, {least} needed");
        }
    }
}
