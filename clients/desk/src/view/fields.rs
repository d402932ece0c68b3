//! Fields of the form in view.

use crate::session::{Session, problem, required};
use crate::ui::{FieldState, Problem};

/// A field as it is shown. That something is required is red from the start; a fault of form is told after
/// the clerk left the field or wanted to go on, and the daemon's words come before this program's.
pub fn field_state(session: &Session, path: &str) -> FieldState {
    let form = &session.form;
    let refused = form.refusal(path);
    let found = problem(session, path);
    let shown = match found {
        Problem::None | Problem::Required => found,
        fault if form.was_tried() || form.was_left(path) => fault,
        _ => Problem::None,
    };
    FieldState {
        text: form.text(path).into(),
        message: refused.map(|refused| refused.message.as_str()).unwrap_or_default().into(),
        problem: shown,
        required: required(session, path),
    }
}
