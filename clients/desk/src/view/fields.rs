//! Fields of the form in view.

use crate::session::{Session, problem, required, shown};
use crate::ui::{FieldState, Page, Problem};

/// A field as it is shown. That something is required is red from the start, except to somebody who is here for the
/// first time; a fault of form is told after the clerk left the field or wanted to go on, and the daemon's words come
/// before this program's.
pub fn field_state(session: &Session, path: &str) -> FieldState {
    let form = &session.form;
    let enrols = session.page == Page::Enrol;
    let found = problem(session, path);
    let told = match found {
        Problem::None => found,
        Problem::Required if !enrols => found,
        fault if form.was_tried() || form.was_left(path) => fault,
        _ => Problem::None,
    };
    let message = if enrols && told == found {
        session.enrol_message(path)
    } else {
        form.refusal(path).map(|refused| refused.message.clone())
    };
    FieldState {
        text: form.text(path).into(),
        message: message.unwrap_or_default().into(),
        problem: told,
        required: required(session, path),
        shown: shown(session, path),
    }
}
