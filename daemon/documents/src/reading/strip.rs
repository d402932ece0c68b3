//! Strips: the page seen along slanted lines, averaged over the height of a strip.

use crate::output::PageImage;

/// A part of the page, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// A direction in which a window is read, with the measures of its strips.
#[derive(Debug, Clone, Copy)]
pub(super) struct Direction {
    window: Window,
    cosine: f32,
    sine: f32,
    length: usize,
    reach: usize,
}

/// Bits of the fraction in the fixed-point places along a line.
const FRACTION: u32 = 16;

impl Direction {
    /// `degrees` is the angle of the lines, clockwise from level.
    pub fn new(window: Window, degrees: f32) -> Self {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        // Long enough to cover the window whatever the angle. The sine of a right angle is not quite 1 and its
        // cosine not quite 0 in floating point, which must not add a line.
        let along = window.width * cosine.abs() + window.height * sine.abs() - 0.01;
        let across = window.width * sine.abs() + window.height * cosine.abs() - 0.01;
        Self { window, cosine, sine, length: along.ceil() as usize, reach: across.ceil() as usize }
    }

    /// How far the strips go across the window, in pixels.
    pub fn reach(&self) -> usize {
        self.reach
    }

    /// Where on the page a place lies that is `along` a line and `across` the window.
    pub fn place(&self, along: f32, across: f32) -> (f32, f32) {
        let u = along - self.length as f32 / 2.0;
        let v = across - self.reach as f32 / 2.0;
        let centre_x = self.window.x + self.window.width / 2.0;
        let centre_y = self.window.y + self.window.height / 2.0;
        (centre_x + u * self.cosine - v * self.sine, centre_y + u * self.sine + v * self.cosine)
    }

    /// The mean grey values along the strip whose upper edge is at `across` and which is `height` lines high.
    pub fn strip(&self, page: &PageImage, across: usize, height: usize) -> Vec<f32> {
        let mut sums = vec![0_u32; self.length];
        let one = (1_i64 << FRACTION) as f32;
        let (step_x, step_y) = ((self.cosine * one) as i64, (self.sine * one) as i64);
        for line in 0..height {
            let (x, y) = self.place(0.5, (across + line) as f32 + 0.5);
            let (mut x, mut y) = ((x * one) as i64, (y * one) as i64);
            for sum in &mut sums {
                *sum += u32::from(page.at(x >> FRACTION, y >> FRACTION));
                x += step_x;
                y += step_y;
            }
        }
        sums.into_iter().map(|sum| sum as f32 / height.max(1) as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_strip_is_the_mean_of_its_rows() {
        let page = PageImage::from_luminance(4, 2, vec![0, 10, 20, 30, 100, 10, 40, 30]);
        let window = Window { x: 0.0, y: 0.0, width: 4.0, height: 2.0 };
        let level = Direction::new(window, 0.0);
        assert_eq!(level.strip(&page, 0, 2), vec![50.0, 10.0, 30.0, 30.0]);
        assert_eq!(level.strip(&page, 1, 1), vec![100.0, 10.0, 40.0, 30.0]);
    }

    #[test]
    fn a_strip_at_a_right_angle_reads_downwards() {
        let page = PageImage::from_luminance(2, 3, vec![1, 2, 3, 4, 5, 6]);
        let window = Window { x: 0.0, y: 0.0, width: 2.0, height: 3.0 };
        let down = Direction::new(window, 90.0);
        assert_eq!(down.strip(&page, 0, 1), [2.0, 4.0, 6.0]);
        assert_eq!(down.strip(&page, 1, 1), [1.0, 3.0, 5.0]);
    }
}
