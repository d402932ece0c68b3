//! From colours to grey.

/// Luminance of a colour (ITU-R BT.601, as JPEG has it).
pub(super) fn luminance(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 + 500) / 1000) as u8
}

/// Luminance of inks on white paper; of each, 0 is none.
pub(super) fn luminance_of_inks(cyan: u8, magenta: u8, yellow: u8, black: u8) -> u8 {
    let light = |ink: u8| (u32::from(255 - ink) * u32::from(255 - black) / 255) as u8;
    luminance(light(cyan), light(magenta), light(yellow))
}

/// A grey value of some opacity, seen on white paper.
pub(super) fn on_white(grey: u8, alpha: u8) -> u8 {
    ((u32::from(grey) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_white_and_nothing() {
        assert_eq!((luminance(0, 0, 0), luminance(255, 255, 255)), (0, 255));
        assert_eq!((luminance_of_inks(0, 0, 0, 0), luminance_of_inks(0, 0, 0, 255)), (255, 0));
        assert_eq!((on_white(0, 0), on_white(0, 255), on_white(100, 255)), (255, 0, 100));
    }
}
