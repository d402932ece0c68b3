//! The mouse: every control does what it does at one click, and a double click is one click.

use crate::support::Counter;
use balie_desk::ui::{
    Action, Desk, Form, MandateState, MandateView, Offer, Option, Page, Print, PrintView, Row, Step, Till,
    Twin,
};
use i_slint_backend_testing::{AccessibleRole, ElementHandle, mock_elapsed_time};
use slint::platform::{Key, PointerEventButton, WindowEvent};
use slint::{ComponentHandle as _, LogicalSize, ModelRc, SharedString, VecModel};
use std::collections::BTreeSet;
use std::time::Duration;

impl Counter {
    /// On a screen on which nothing is scrolled out of view, with every list filled and everything possible.
    fn with_everything(page: Page, step: Step) -> Self {
        let counter = Self::on(page, step);
        counter.window.window().set_size(LogicalSize::new(1600.0, 2400.0));
        let desk = counter.window.global::<Desk>();
        let rows = ["registrations/1", "registrations/2"].map(|name| Row {
            name: name.into(),
            title: name.into(),
            ..Default::default()
        });
        desk.set_rows(ModelRc::new(VecModel::from(rows.to_vec())));
        let offer = |code: &str| Offer { code: code.into(), allowed: true, ..Default::default() };
        desk.set_offers(ModelRc::new(VecModel::from(vec![offer("0010"), offer("0045")])));
        let option = |value: &str| Option { value: value.into(), text: value.into(), ..Default::default() };
        let options = || ModelRc::new(VecModel::from(vec![option("one"), option("other")]));
        desk.set_selection_options(options());
        desk.set_twin_options(options());
        desk.set_twins(ModelRc::new(VecModel::from(vec![Twin::default()])));
        desk.set_can_cancel(true);
        desk.set_till(Till { can_settle: true, ..Default::default() });
        desk.set_print(PrintView { state: Print::Ready, can_print: true, ..Default::default() });
        desk.set_mandate(MandateView { state: MandateState::None, ..Default::default() });
        desk.set_can_print_form(true);
        counter.see();
        counter
    }

    fn click(&self, element: &ElementHandle) {
        element.mock_single_click(PointerEventButton::Left);
        self.see();
    }

    /// Each control of this role once, however many components it is made of.
    fn controls(&self, role: AccessibleRole) -> Vec<ElementHandle> {
        let mut seen = BTreeSet::new();
        let place = |control: &ElementHandle| {
            let (at, label) = (control.absolute_position(), control.accessible_label());
            (label, at.x.round() as i32, at.y.round() as i32)
        };
        self.all(role).into_iter().filter(|control| seen.insert(place(control))).collect()
    }

    /// What happened: acts, and fields that were changed.
    fn told(&self) -> usize {
        self.acted.borrow().len() + self.edited.borrow().len()
    }
}

/// Pages with what can be clicked on them, and how much of it there is at least.
const PAGES: [(Page, Step, AccessibleRole, usize); 17] = [
    (Page::Overview, Step::None, AccessibleRole::Button, 5),
    (Page::Overview, Step::None, AccessibleRole::Tab, 4),
    (Page::Step, Step::EnteringPerson, AccessibleRole::Button, 8),
    (Page::Step, Step::EnteringPerson, AccessibleRole::Checkbox, 3),
    (Page::Step, Step::EnteringPerson, AccessibleRole::RadioButton, 4),
    (Page::Step, Step::ChoosingPerson, AccessibleRole::RadioButton, 5),
    (Page::Step, Step::EnteringDetails, AccessibleRole::Checkbox, 1),
    (Page::Step, Step::ChoosingAccount, AccessibleRole::RadioButton, 2),
    (Page::Step, Step::ChoosingSubscription, AccessibleRole::RadioButton, 2),
    (Page::Step, Step::ChoosingSubscription, AccessibleRole::Checkbox, 3),
    (Page::Step, Step::Settling, AccessibleRole::Button, 11),
    (Page::Step, Step::IssuingPass, AccessibleRole::Button, 9),
    (Page::Step, Step::EnteringMandate, AccessibleRole::Checkbox, 1),
    (Page::Step, Step::SigningMandate, AccessibleRole::Button, 10),
    (Page::Step, Step::Enrolled, AccessibleRole::Button, 8),
    (Page::Cancel, Step::Settling, AccessibleRole::Button, 7),
    (Page::About, Step::None, AccessibleRole::Button, 6),
];

#[test]
fn one_click_is_one_click_on_every_control() {
    for (page, step, role, least) in PAGES {
        let counter = Counter::with_everything(page, step);
        // In a field before: a click that only moves the caret away is none.
        counter.focus("person.surname");
        let controls: Vec<_> =
            counter.controls(role).into_iter().filter(|it| it.accessible_enabled() != Some(false)).collect();
        assert!(controls.len() >= least, "{page:?} {step:?} {role:?}: {}", controls.len());
        for control in controls {
            let before = counter.told();
            counter.click(&control);
            let label = control.accessible_label().unwrap_or_default();
            assert_eq!(counter.told(), before + 1, "{page:?} {step:?} {role:?} {label}");
        }
    }
}

#[test]
fn a_row_of_the_list_opens_at_one_click() {
    let counter = Counter::with_everything(Page::Overview, Step::None);
    let rows: Vec<_> = counter
        .controls(AccessibleRole::ListItem)
        .into_iter()
        .filter(|row| row.accessible_label().is_some_and(|label| label.starts_with("registrations/")))
        .collect();
    assert_eq!(rows.len(), 2);
    for row in rows {
        counter.click(&row);
    }
    assert_eq!(*counter.acted.borrow(), [Action::Open, Action::Open]);
}

#[test]
fn a_click_puts_the_caret_in_a_field() {
    let counter = Counter::with_everything(Page::Step, Step::EnteringPerson);
    for field in counter.controls(AccessibleRole::TextInput) {
        counter.click(&field);
        counter.key("x");
    }
    let edited = counter.edited.borrow();
    assert!(edited.len() >= 12, "{edited:?}");
    assert_eq!(edited.iter().collect::<BTreeSet<_>>().len(), edited.len(), "each its own");
}

#[test]
fn a_double_click_is_one_click_also_when_another_page_came_meanwhile() {
    let counter = Counter::with_everything(Page::Step, Step::EnteringDetails);
    let named = |role, name: &str| {
        let found = counter.all(role).into_iter().find(|it| it.accessible_label() == Some(name.into()));
        found.expect("it is there")
    };
    let forward = named(AccessibleRole::Button, "Continue");
    forward.mock_single_click(PointerEventButton::Left);
    counter.window.global::<Desk>().set_step(Step::ChoosingLogin);
    mock_elapsed_time(Duration::from_millis(100));
    named(AccessibleRole::Button, "Continue").mock_single_click(PointerEventButton::Left);
    assert_eq!(*counter.acted.borrow(), [Action::Go]);
    counter.see();
    counter.click(&named(AccessibleRole::Button, "Continue"));
    assert_eq!(*counter.acted.borrow(), [Action::Go, Action::Go]);
    // Beside it, it is another click, however soon.
    named(AccessibleRole::RadioButton, "Yes").mock_single_click(PointerEventButton::Left);
    named(AccessibleRole::RadioButton, "No").mock_single_click(PointerEventButton::Left);
    assert_eq!(*counter.edited.borrow(), ["wanted", "wanted"]);
}

#[test]
fn a_key_that_is_held_is_pressed_once() {
    let counter = Counter::with_everything(Page::Step, Step::EnteringDetails);
    let letters = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = std::rc::Rc::clone(&letters);
    counter.window.global::<Desk>().on_mnemonic(move |letter| {
        count.set(count.get() + u32::from(letter == "w"));
        true
    });
    let hold = |text: SharedString| {
        let window = counter.window.window();
        window.dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        for _ in 0..3 {
            window.dispatch_event(WindowEvent::KeyPressRepeated { text: text.clone() });
        }
        window.dispatch_event(WindowEvent::KeyReleased { text });
    };
    counter.focus("details.newsletter");
    hold(" ".into());
    assert_eq!(*counter.edited.borrow(), ["details.newsletter"]);
    // In a field, and on a button.
    counter.focus("details.iban");
    hold(Key::Return.into());
    assert_eq!(*counter.acted.borrow(), [Action::Go]);
    for _ in 0..9 {
        counter.key(SharedString::from(Key::Tab));
        counter.acted.borrow_mut().clear();
        hold(Key::Return.into());
        assert!(counter.acted.borrow().len() <= 1, "{:?}", counter.acted.borrow());
    }
    let alt = SharedString::from(Key::Alt);
    counter.window.window().dispatch_event(WindowEvent::KeyPressed { text: alt });
    hold("w".into());
    assert_eq!(letters.get(), 1);
    assert!(counter.window.global::<Form>().get_focus_count() > 0);
}
