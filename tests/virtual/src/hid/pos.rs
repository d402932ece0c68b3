//! Reports of a scanner that speaks HID POS (HID Usage Tables, bar code scanner page).

/// How a scanner lays its reports out. Makers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum PosLayout {
    /// Length, AIM identifier, 56 bytes of data, two bytes of the maker, continuation flag: Honeywell,
    /// Access-IS.
    #[default]
    Counted,
    /// The same with a byte of the maker between length and identifier, and one fewer at the end.
    Shifted,
    /// AIM identifier, 56 bytes of data filled up with NUL, continuation flag: as in the specification.
    Uncounted,
    /// Length, 56 bytes of data, no identifier: Newland, ID TECH.
    Bare,
}

/// Bytes of a code in one report.
const PART: usize = 56;
/// Number of the report.
const REPORT: u8 = 2;

impl PosLayout {
    /// Every layout.
    pub const ALL: [Self; 4] = [Self::Counted, Self::Shifted, Self::Uncounted, Self::Bare];

    /// True when its reports tell the symbology.
    #[must_use]
    pub const fn has_identifier(self) -> bool {
        !matches!(self, Self::Bare)
    }

    /// Bytes of a report, its number included.
    #[must_use]
    pub const fn report_length(self) -> usize {
        if matches!(self, Self::Uncounted) { 61 } else { 64 }
    }
}

const BEGIN: &[u8] = &[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x09, 0x12, 0xa1, 0x02, 0x85, REPORT];
const BYTES: &[u8] = &[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08];
const COUNT: &[u8] = &[0x95, 0x01, 0x05, 0x01, 0x09, 0x3b, 0x81, 0x02, 0x05, 0x8c];
const IDENTIFIER: &[u8] = &[0x95, 0x03, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd, 0x81, 0x02];
const DATA: &[u8] = &[0x95, 0x38, 0x09, 0xfe, 0x82, 0x02, 0x01];
/// One byte on a page of the maker's own.
const MAKER: &[u8] = &[0x06, 0x66, 0xff, 0x95, 0x01, 0x09, 0x04, 0x81, 0x02, 0x05, 0x8c];
const CONTINUED: &[u8] =
    &[0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x75, 0x07, 0x81, 0x01];
const END: &[u8] = &[0xc0, 0xc0];

/// The report descriptor of a scanner.
#[must_use]
pub fn pos_descriptor(layout: PosLayout) -> Vec<u8> {
    let fields: &[&[u8]] = match layout {
        PosLayout::Counted => &[COUNT, IDENTIFIER, DATA, MAKER, MAKER],
        PosLayout::Shifted => &[COUNT, MAKER, IDENTIFIER, DATA, MAKER],
        PosLayout::Uncounted => &[IDENTIFIER, DATA],
        PosLayout::Bare => &[COUNT, DATA, MAKER, MAKER, MAKER, MAKER, MAKER],
    };
    [BEGIN, BYTES, &fields.concat(), CONTINUED, END].concat()
}

/// The reports that send a code; `identifier` is the AIM symbology identifier, such as `]F0`.
#[must_use]
pub fn pos_reports(layout: PosLayout, code: &str, identifier: &str) -> Vec<Vec<u8>> {
    let parts: Vec<&[u8]> = code.as_bytes().chunks(PART).collect();
    let last = parts.len().saturating_sub(1);
    let report = |(index, part): (usize, &&[u8])| {
        let mut report = vec![REPORT];
        if layout != PosLayout::Uncounted {
            report.push(part.len() as u8);
        }
        if layout == PosLayout::Shifted {
            report.push(0);
        }
        if layout.has_identifier() {
            report.extend(identifier.bytes().chain([0; 3]).take(3));
        }
        let begin = report.len();
        report.extend_from_slice(part);
        report.resize(begin + PART, 0);
        report.resize(layout.report_length() - 1, 0);
        report.push(u8::from(index < last));
        report
    };
    parts.iter().enumerate().map(report).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_code_is_sent_in_parts() {
        for layout in PosLayout::ALL {
            let reports = pos_reports(layout, &"x".repeat(120), "]Q1");
            assert_eq!(reports.len(), 3);
            assert!(reports.iter().all(|report| report.len() == layout.report_length()));
            let continued: Vec<_> = reports.iter().filter_map(|report| report.last()).collect();
            assert_eq!(continued, [&1, &1, &0], "{layout:?}");
        }
        let report = &pos_reports(PosLayout::Counted, "29401000075801", "]F0")[0];
        assert_eq!(&report[..8], b"\x02\x0e]F0294");
    }
}
