//! Where the caret is to be.

/// Where the caret is to be, by the path of a field; empty: in no field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Focus {
    /// Path of the field.
    pub path: String,
    /// Grows with every wish, so that the same field can be wanted twice.
    pub count: i32,
}

impl Focus {
    /// Wants the caret in a field.
    pub fn on(&mut self, path: &str) {
        path.clone_into(&mut self.path);
        self.count += 1;
    }
}
