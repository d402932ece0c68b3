//! Where the strips or tiles of a page are (TIFF 6.0, sections 8 and 15).

use std::ops::Range;

use super::directory::Entries;
use super::tags::tag;
use crate::reading::ReadError;

/// The shortest header there is: what is said to begin in it was never written.
const HEADER: usize = 8;

/// The strips or tiles of a page. Of several planes those of the first come first.
#[derive(Clone)]
pub(super) struct Chunks {
    /// Rows of a strip; none of tiles.
    rows: Option<u32>,
    offsets: Vec<u64>,
    lengths: Vec<u64>,
    /// Width and height of each, in their order.
    sizes: Vec<(u32, u32)>,
}

impl Chunks {
    /// Finds out what is left out. `plain` are the bytes of a row where nothing is packed.
    pub fn of(
        entries: Entries<'_>,
        (width, height): (u32, u32),
        planes: u64,
        plain: Option<u64>,
    ) -> Result<Self, ReadError> {
        match entries.all(tag::TILE_OFFSETS)? {
            Some(offsets) => Self::tiles(entries, offsets, (width, height), planes),
            None => Self::strips(entries, (width, height), planes, plain),
        }
    }

    fn tiles(
        entries: Entries<'_>,
        offsets: Vec<u64>,
        (width, height): (u32, u32),
        planes: u64,
    ) -> Result<Self, ReadError> {
        let side = |tag| Ok::<_, ReadError>(u32::try_from(entries.first(tag, 0)?).unwrap_or(0));
        let (across, down) = (side(tag::TILE_WIDTH)?, side(tag::TILE_LENGTH)?);
        let lengths = entries.all(tag::TILE_BYTES)?.unwrap_or_default();
        if across == 0 || down == 0 || lengths.len() != offsets.len() {
            return Err(ReadError::Damaged("tiles without a size".to_owned()));
        }
        let expected = u64::from(width.div_ceil(across)) * u64::from(height.div_ceil(down)) * planes;
        if offsets.len() as u64 != expected {
            return Err(ReadError::Damaged("too few tiles".to_owned()));
        }
        Ok(Self { rows: None, sizes: vec![(across, down); offsets.len()], offsets, lengths })
    }

    fn strips(
        entries: Entries<'_>,
        (width, height): (u32, u32),
        planes: u64,
        plain: Option<u64>,
    ) -> Result<Self, ReadError> {
        let offsets = entries.all(tag::STRIP_OFFSETS)?.unwrap_or_default();
        let given = entries.all(tag::STRIP_BYTES)?.unwrap_or_default();
        let of_plane = offsets.len() as u64 / planes;
        if of_plane == 0 {
            return Err(ReadError::Damaged("no strips".to_owned()));
        }
        let rows = entries.all(tag::ROWS_PER_STRIP)?.and_then(|values| values.first().copied());
        let needed = |rows: u64| u64::from(height).div_ceil(rows);
        let fits = |rows: &u64| *rows > 0 && needed(*rows) == of_plane;
        // Some list more strips than the page has; the first ones are those.
        let is_said = |rows: &u64| fits(rows) || planes == 1 && *rows > 0 && needed(*rows) < of_plane;
        // Left out, it is one strip; where there are more, all but the last are as high.
        let guess = match (plain, given.first()) {
            (Some(row), Some(first)) if of_plane > 1 => first / row.max(1),
            _ => u64::from(height).div_ceil(of_plane),
        };
        let rows = rows.filter(is_said).or(Some(guess).filter(fits));
        let rows = rows.ok_or_else(|| ReadError::Damaged("strips that do not add up".to_owned()))?;
        let rows = u32::try_from(rows).unwrap_or(u32::MAX).min(height);
        let sizes: Vec<(u32, u32)> = (0..planes)
            .flat_map(|_| (0..height).step_by(rows as usize))
            .map(|first| (width, rows.min(height - first)))
            .collect();
        let offsets: Vec<u64> = offsets.into_iter().take(sizes.len()).collect();
        let lengths = (0..offsets.len()).map(|at| match (plain, given.get(at).copied().unwrap_or(0)) {
            // Nothing is packed: what a strip takes is known, whatever is said of it.
            (Some(row), _) => row * u64::from(sizes[at].1),
            // As far as the next one, or as the file goes.
            (None, 0) => {
                let behind = offsets.iter().copied().filter(|other| *other > offsets[at]);
                behind.min().unwrap_or(entries.file.len() as u64).saturating_sub(offsets[at])
            }
            (None, given) => given,
        });
        Ok(Self { rows: Some(rows), lengths: lengths.collect(), sizes, offsets })
    }

    /// Whether a file of so many bytes holds all of them.
    ///
    /// # Errors
    /// [`ReadError::Incomplete`].
    pub fn check(&self, length: usize) -> Result<(), ReadError> {
        let mut places = self.places();
        let whole = |place: Range<usize>| (HEADER..place.end).contains(&place.start) && place.end <= length;
        if places.all(whole) { Ok(()) } else { Err(ReadError::Incomplete) }
    }

    /// Where they are in the file.
    pub fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.offsets.iter().zip(&self.lengths).map(|(offset, length)| {
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
            place(*offset)..place(offset.saturating_add(*length))
        })
    }

    /// Their sizes, in pixels. The last strip is as high as what is left.
    pub fn sizes(&self) -> &[(u32, u32)] {
        &self.sizes
    }

    /// The same ones, one behind the other from this place on, each of so many bytes.
    pub fn moved(&self, from: u64, lengths: Vec<u64>) -> Self {
        let ends = lengths.iter().scan(from, |end, length| {
            *end += length;
            Some(*end)
        });
        let offsets = ends.zip(&lengths).map(|(end, length)| end - length).collect();
        Self { offsets, lengths, ..self.clone() }
    }

    /// Whether they are tiles, which may reach over the edges of the page.
    pub fn are_tiles(&self) -> bool {
        self.rows.is_none()
    }

    /// What a directory says of them.
    pub fn entries(&self) -> Vec<(u16, Vec<u64>)> {
        let (offsets, lengths) = (self.offsets.clone(), self.lengths.clone());
        match self.rows {
            None => vec![(tag::TILE_OFFSETS, offsets), (tag::TILE_BYTES, lengths)],
            Some(rows) => vec![
                (tag::STRIP_OFFSETS, offsets),
                (tag::ROWS_PER_STRIP, vec![rows.into()]),
                (tag::STRIP_BYTES, lengths),
            ],
        }
    }
}
