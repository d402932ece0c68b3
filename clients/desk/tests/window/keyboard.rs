//! Focus and accessibility of the markup, without a display: real key and pointer events, and what a screen reader
//! gets.

use crate::support::Counter;
use balie_desk::ui::{
    Action, Desk, Distrust, EnrolView, Enrolling, FieldState, Form, Link, MandateView, Page, Print,
    PrintView, Step, Theme, Till,
};
use i_slint_backend_testing::{AccessibleRole, ElementHandle};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle as _, SharedString};
use std::collections::BTreeSet;

#[test]
fn tab_follows_the_form_as_it_is_read() {
    // Higher than its place at 1024 by 768: Tab also reaches what is scrolled out of view.
    let counter = Counter::on(Page::Step, Step::EnteringPerson);
    counter.window.global::<Desk>().set_youth(true);
    counter.focus("person.initials");
    for _ in 0..15 {
        counter.key("x");
        counter.key(SharedString::from(Key::Tab));
    }
    let expected = [
        "person.initials",
        "person.prefix",
        "person.surname",
        "person.birth_date",
        "person.call_name",
        "person.main_address.postcode",
        "person.main_address.house_number",
        "person.main_address.street",
        "person.main_address.place",
        "person.main_address.country",
        "person.email",
        "person.phone",
        "person.sms_number",
        "person.contact_person",
        "person.contact_phone",
    ];
    assert_eq!(*counter.edited.borrow(), expected);
}

/// Who is asked for a call name and a contact person is told from outside: the branch may require them of anybody.
#[test]
fn what_is_not_asked_is_not_there() {
    let labels = |hidden: &'static [&'static str]| {
        let counter = Counter::on(Page::Step, Step::EnteringPerson);
        counter.window.global::<Form>().on_state(move |path, _| FieldState {
            text: if path == "person.kind" { "woman".into() } else { SharedString::new() },
            shown: !hidden.contains(&path.as_str()),
            ..Default::default()
        });
        let form = counter.window.global::<Form>();
        form.set_version(form.get_version() + 1);
        // So high that nothing is scrolled out of view.
        counter.window.window().set_size(slint::LogicalSize::new(1024.0, 2000.0));
        slint::select_bundled_translation("en").unwrap();
        counter.see();
        let inputs = counter.all(AccessibleRole::TextInput);
        inputs.iter().filter_map(ElementHandle::accessible_label).collect::<BTreeSet<_>>()
    };
    let names = ["Call name", "Contact person", "Telephone of the contact person"].map(SharedString::from);
    let all = labels(&[]);
    assert!(names.iter().all(|name| all.contains(name)), "{all:?}");
    for (hidden, name) in [
        (&["person.call_name"][..], &names[0]),
        (&["person.contact_person"][..], &names[1]),
        (&["person.contact_phone"][..], &names[2]),
    ] {
        let left = labels(hidden);
        assert!(!left.contains(name) && left.len() == all.len() - 1, "{hidden:?}: {left:?}");
    }
    let none = labels(&["person.call_name", "person.contact_person", "person.contact_phone"]);
    assert_eq!(none.len() + names.len(), all.len());
}

/// The country of an account holder comes first: what else is asked follows from it.
#[test]
fn tab_follows_the_address_of_an_account_holder() {
    let counter = Counter::on(Page::Step, Step::EnteringMandate);
    counter.focus("iban");
    for _ in 0..8 {
        counter.key("x");
        counter.key(SharedString::from(Key::Tab));
    }
    let account = ["iban", "bic", "holder", "place"];
    let address = ["address.country", "address.street", "address.house_number", "address.postcode"];
    assert_eq!(*counter.edited.borrow(), [account, address].concat());
}

#[test]
fn what_the_clerk_should_know_before_printing_is_on_the_page() {
    for notice in ["", "There will be empty boxes."] {
        for step in [Step::IssuingPass, Step::SigningMandate] {
            let counter = Counter::on(Page::Step, step);
            let desk = counter.window.global::<Desk>();
            desk.set_print(PrintView { state: Print::Ready, notice: notice.into(), ..Default::default() });
            desk.set_mandate(MandateView { notice: notice.into(), ..Default::default() });
            counter.see();
            let regions = counter.all(AccessibleRole::Region);
            let mut told = regions.iter().filter_map(ElementHandle::accessible_label);
            let is_there = told.any(|told| told == "There will be empty boxes.");
            assert_eq!(is_there, !notice.is_empty(), "{step:?}");
        }
    }
}

/// What becomes of the pass is said, and asked where only a clerk knows.
#[test]
fn stopping_a_registration_asks_for_a_pass_that_was_handed_out() {
    for (print, asked) in [(Print::Unprinted, true), (Print::Printed, false), (Print::None, false)] {
        let counter = Counter::on(Page::Cancel, Step::SigningMandate);
        let desk = counter.window.global::<Desk>();
        desk.set_print(PrintView { state: print, ..Default::default() });
        counter.see();
        assert_eq!(!counter.all(AccessibleRole::Checkbox).is_empty(), asked, "{print:?}");
        if asked {
            counter.focus("reason");
            counter.key(SharedString::from(Key::Tab));
            counter.key(" ");
            assert_eq!(*counter.edited.borrow(), ["pass_returned"]);
        }
    }
}

#[test]
fn every_control_has_a_role_and_a_name() {
    for (page, step, least) in [
        (Page::Step, Step::EnteringPerson, 10),
        (Page::Step, Step::Settling, 1),
        (Page::Step, Step::AwaitingPass, 1),
        (Page::Step, Step::ChoosingSubscription, 1),
        (Page::Step, Step::IssuingPass, 0),
        (Page::Step, Step::EnteringMandate, 4),
        (Page::Step, Step::SigningMandate, 0),
        (Page::Step, Step::ProcessingMandate, 1),
        (Page::Step, Step::VerifyingMandate, 1),
        (Page::Step, Step::Enrolled, 0),
        (Page::About, Step::None, 0),
        (Page::Overview, Step::None, 1),
        (Page::Cancel, Step::Settling, 1),
        (Page::Enrol, Step::None, 3),
    ] {
        let counter = Counter::on(page, step);
        let inputs = counter.all(AccessibleRole::TextInput);
        assert!(inputs.len() >= least, "{page:?} {step:?}: {}", inputs.len());
        let roles = [
            AccessibleRole::TextInput,
            AccessibleRole::Button,
            AccessibleRole::RadioButton,
            AccessibleRole::Checkbox,
            AccessibleRole::Tab,
        ];
        for role in roles {
            for element in counter.all(role) {
                let label = element.accessible_label().unwrap_or_default();
                assert!(
                    !label.is_empty(),
                    "{page:?} {step:?}: a {role:?} without a name ({:?})",
                    element.id()
                );
            }
        }
        assert!(counter.all(AccessibleRole::Button).len() >= 5);
    }
}

#[test]
fn enter_does_not_press_the_print_button_and_space_does_once() {
    let counter = Counter::on(Page::Step, Step::IssuingPass);
    let desk = counter.window.global::<Desk>();
    desk.set_print(PrintView { state: Print::Ready, can_print: true, ..Default::default() });
    i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(50));
    counter.focus("");
    let printed = || counter.acted.borrow().iter().filter(|action| **action == Action::Print).count();
    // The caret goes round the whole window: whatever has it, Enter does not print.
    for _ in 0..30 {
        counter.key(SharedString::from(Key::Tab));
        counter.key(SharedString::from(Key::Return));
    }
    assert_eq!(printed(), 0);
    counter.key(SharedString::from(Key::F8));
    assert_eq!(printed(), 1);
    let held = SharedString::from(Key::F8);
    counter.window.window().dispatch_event(WindowEvent::KeyPressed { text: held.clone() });
    for _ in 0..5 {
        counter.window.window().dispatch_event(WindowEvent::KeyPressRepeated { text: held.clone() });
    }
    assert_eq!(printed(), 2, "a key that is held is pressed once");
}

#[test]
fn keys_mean_the_same_everywhere() {
    let counter = Counter::on(Page::Step, Step::EnteringPerson);
    counter.focus("person.surname");
    for key in [Key::Return, Key::Escape, Key::F1, Key::F2, Key::F4, Key::F10] {
        counter.key(SharedString::from(key));
    }
    let expected =
        [Action::Go, Action::Back, Action::About, Action::Overview, Action::NewRegistration, Action::Settle];
    assert_eq!(*counter.acted.borrow(), expected);
    assert!(counter.edited.borrow().is_empty(), "no key of these is text");
}

#[test]
fn the_page_that_enrols_is_walked_by_keys_alone() {
    let counter = Counter::on(Page::Enrol, Step::None);
    let desk = counter.window.global::<Desk>();
    desk.set_link(Link::Unenrolled);
    desk.set_enrol(EnrolView { can_go: true, can_stop: true, ..Default::default() });
    counter.focus("enrol.address");
    for _ in 0..3 {
        counter.key("x");
        counter.key(SharedString::from(Key::Tab));
    }
    assert_eq!(*counter.edited.borrow(), ["enrol.address", "enrol.code", "enrol.station"]);
    // Then the buttons: later, enrol.
    for key in [Key::Return, Key::Tab, Key::Return] {
        counter.key(SharedString::from(key));
    }
    counter.focus("enrol.code");
    for key in [Key::Return, Key::Escape] {
        counter.key(SharedString::from(key));
    }
    assert_eq!(*counter.acted.borrow(), [Action::Close, Action::Go, Action::Go, Action::Back]);
}

#[test]
fn how_far_an_enrolment_is_can_be_heard() {
    let counter = Counter::on(Page::Enrol, Step::None);
    let desk = counter.window.global::<Desk>();
    desk.set_link(Link::Unenrolled);
    let enabled = |counter: &Counter| {
        let inputs = counter.all(AccessibleRole::TextInput).into_iter();
        let enabled = inputs.filter(|input| input.accessible_enabled() == Some(true));
        enabled.filter_map(|input| input.accessible_label()).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(enabled(&counter), 3);
    desk.set_enrol(EnrolView { at: Enrolling::Asking, ..Default::default() });
    i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(50));
    assert_eq!(enabled(&counter), 0);
    let stages = counter.all(AccessibleRole::ListItem);
    let stages: BTreeSet<_> = stages.iter().filter_map(ElementHandle::accessible_label).collect();
    let told = ["Connect, done", "Ask for a certificate, now", "Store it"].map(SharedString::from);
    assert_eq!(stages, BTreeSet::from(told));
    // Without the caret in a field, Esc still is heard.
    counter.focus("");
    counter.key(SharedString::from(Key::Escape));
    assert_eq!(*counter.acted.borrow(), [Action::Back]);
}

#[test]
fn the_page_that_enrols_fits_in_the_smallest_window() {
    let counter = Counter::on(Page::Enrol, Step::None);
    let desk = counter.window.global::<Desk>();
    let fault = "Op https://balie.annen.lan:7443 antwoordt niemand. Kijk het adres en het netwerk na.".into();
    desk.set_enrol(EnrolView { can_go: true, can_stop: true, fault, ..Default::default() });
    for language in ["nl", "en"] {
        slint::select_bundled_translation(language).unwrap();
        for (link, distrust) in
            [(Link::Unenrolled, Distrust::None), (Link::Distrusted, Distrust::OtherServer)]
        {
            desk.set_link(link);
            desk.set_distrust(distrust);
            i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(50));
            let roles = [AccessibleRole::TextInput, AccessibleRole::Button, AccessibleRole::ListItem];
            for element in roles.into_iter().flat_map(|role| counter.all(role)) {
                let (place, size) = (element.absolute_position(), element.size());
                let inside = place.x >= 0.0
                    && place.y >= 0.0
                    && place.x + size.width <= 1024.0
                    && place.y + size.height <= 768.0;
                assert!(inside, "{language} {link:?}: {:?} {place:?} {size:?}", element.accessible_label());
            }
        }
    }
}

#[test]
fn a_banner_is_read_as_sentences() {
    let counter = Counter::on(Page::Step, Step::IssuingPass);
    let desk = counter.window.global::<Desk>();
    desk.set_print(PrintView { state: Print::Printing, insert: true, ..Default::default() });
    counter.see();
    let labels: Vec<_> =
        counter.all(AccessibleRole::Region).iter().filter_map(ElementHandle::accessible_label).collect();
    assert!(labels.iter().any(|label| label.contains("now. It may")), "{labels:?}");
    assert!(labels.iter().all(|label| !label.contains("..")), "{labels:?}");
}

#[test]
fn settling_and_printing_fit_in_a_small_window() {
    for (width, height, zoom) in [(800.0, 600.0, 1.0), (1024.0, 768.0, 1.5), (1024.0, 768.0, 1.0)] {
        for (step, names) in
            [(Step::Settling, ["Afrekenen", "Settle"]), (Step::IssuingPass, ["Printen", "Print"])]
        {
            for (language, name) in ["nl", "en"].into_iter().zip(names) {
                let counter = Counter::on(Page::Step, step);
                counter.window.global::<Theme>().set_zoom(zoom);
                counter.window.window().set_size(slint::LogicalSize::new(width, height));
                slint::select_bundled_translation(language).unwrap();
                let desk = counter.window.global::<Desk>();
                desk.set_branch("Annen".into());
                desk.set_can_cancel(true);
                desk.set_till(Till {
                    can_settle: true,
                    is_short: true,
                    short: "€ 8,00".into(),
                    ..Default::default()
                });
                desk.set_print(PrintView { state: Print::Ready, can_print: true, ..Default::default() });
                counter.see();
                let buttons = counter.all(AccessibleRole::Button);
                for button in &buttons {
                    let (place, size) = (button.absolute_position(), button.size());
                    let inside = place.x >= 0.0 && place.x + size.width <= width;
                    assert!(inside, "{language} {width} {zoom}: {:?} {place:?}", button.accessible_label());
                }
                let it = buttons.iter().find(|it| it.accessible_label() == Some(name.into())).unwrap();
                it.mock_single_click(slint::platform::PointerEventButton::Left);
                let action = if step == Step::Settling { Action::Settle } else { Action::Print };
                assert_eq!(*counter.acted.borrow(), [action], "{language} {width} {zoom}");
            }
        }
    }
}
