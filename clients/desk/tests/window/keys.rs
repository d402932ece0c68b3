//! Keys that are pressed twice, with Alt, and when what had the caret is gone.

use crate::support::Counter;
use balie_desk::ui::{Account, Action, Desk, Page, Print, PrintView, Step, Summary};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle as _, SharedString};

/// Milliseconds go by.
fn wait(milliseconds: u64) {
    i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(milliseconds));
}

#[test]
fn a_double_enter_is_one_on_every_page_that_comes() {
    let enter = || SharedString::from(Key::Return);
    for field in ["", "signed_date"] {
        let counter = Counter::on(Page::Step, Step::ProcessingMandate);
        let desk = counter.window.global::<Desk>();
        counter.focus("code");
        counter.key(enter());
        assert_eq!(*counter.acted.borrow(), [Action::Go]);
        desk.set_step(Step::VerifyingMandate);
        // Also when it comes before anything was drawn.
        counter.key(enter());
        wait(20);
        counter.focus(field);
        wait(280);
        counter.key(enter());
        assert_eq!(*counter.acted.borrow(), [Action::Go], "nobody has seen it ({field})");
        wait(100);
        counter.key(enter());
        assert_eq!(*counter.acted.borrow(), [Action::Go, Action::Go], "{field}");
    }
    // Another registration at the same step, and another state of its pass, are another page.
    let counter = Counter::on(Page::Step, Step::Settling);
    let desk = counter.window.global::<Desk>();
    counter.focus("");
    for came in [|| SharedString::from("registrations/2"), || SharedString::from("registrations/3")] {
        desk.set_registration(came());
        wait(50);
        counter.key(enter());
        assert!(counter.acted.borrow().is_empty());
    }
    desk.set_print(PrintView { state: Print::Spoiled, ..Default::default() });
    wait(10);
    wait(390);
    counter.key(enter());
    assert!(counter.acted.borrow().is_empty());
}

#[test]
fn a_double_press_does_not_press_a_button_of_the_page_that_came() {
    for key in [SharedString::from(" "), SharedString::from(Key::Return)] {
        let counter = Counter::on(Page::Step, Step::Enrolled);
        counter.window.global::<Desk>().set_page(Page::About);
        wait(50);
        counter.focus("");
        for _ in 0..12 {
            counter.key(SharedString::from(Key::Tab));
            counter.key(key.clone());
        }
        assert!(counter.acted.borrow().is_empty(), "{key:?} {:?}", counter.acted.borrow());
        wait(400);
        for _ in 0..12 {
            counter.key(SharedString::from(Key::Tab));
            counter.key(key.clone());
        }
        assert!(counter.acted.borrow().len() >= 6, "{key:?} {:?}", counter.acted.borrow());
    }
}

#[test]
fn who_types_waits_for_nothing() {
    let counter = Counter::on(Page::Step, Step::AwaitingPass);
    let desk = counter.window.global::<Desk>();
    desk.set_page(Page::Overview);
    wait(10);
    counter.focus("search");
    for letter in ["z", "e", " ", "s"] {
        counter.key(letter);
    }
    assert_eq!(counter.edited.borrow().len(), 4, "no key that is text is dropped");
    counter.key(SharedString::from(Key::Return));
    assert_eq!(*counter.acted.borrow(), [Action::Search]);
    // On the same page Enter follows Enter as fast as it likes.
    desk.set_page(Page::Step);
    desk.set_step(Step::Settling);
    counter.see();
    counter.focus("tendered");
    counter.key(SharedString::from(Key::Return));
    counter.focus("other-ways");
    counter.key(SharedString::from(Key::Return));
    assert_eq!(counter.acted.borrow()[1..], [Action::SettleOrLeave, Action::Register]);
}

#[test]
fn alt_with_a_letter_that_means_nothing_is_no_text() {
    let counter = Counter::on(Page::Step, Step::Settling);
    counter.focus("tendered");
    let with = |held: Key, pressed: &[SharedString]| {
        let held = SharedString::from(held);
        counter.window.window().dispatch_event(WindowEvent::KeyPressed { text: held.clone() });
        for text in pressed {
            counter.key(text.clone());
        }
        counter.window.window().dispatch_event(WindowEvent::KeyReleased { text: held });
    };
    with(Key::Alt, &["5", "q", " ", "€", "é"].map(SharedString::from));
    assert!(counter.edited.borrow().is_empty(), "{:?}", counter.edited.borrow());
    // What moves the caret still does, and AltGr makes signs.
    with(Key::Alt, &[Key::LeftArrow.into(), Key::Home.into()]);
    with(Key::AltGr, &["€".into()]);
    with(Key::Shift, &["A".into()]);
    assert_eq!(counter.edited.borrow().len(), 2);
}

#[test]
fn keys_are_heard_when_the_button_that_was_pressed_is_gone() {
    let counter = Counter::on(Page::Step, Step::Enrolled);
    let desk = counter.window.global::<Desk>();
    let account = |account| desk.set_summary(Summary { account, ..Default::default() });
    for (key, from, to, action) in [
        (Key::Return, Account::Lapsed, Account::Forgetting, Action::ForgetAccount),
        (Key::Return, Account::Failed, Account::Generating, Action::GenerateAccount),
        (Key::Return, Account::Forgotten, Account::Generating, Action::GenerateAccount),
    ] {
        account(from);
        counter.see();
        counter.focus("");
        counter.acted.borrow_mut().clear();
        for _ in 0..30 {
            if counter.acted.borrow().contains(&action) {
                break;
            }
            counter.acted.borrow_mut().clear();
            counter.key(SharedString::from(Key::Tab));
            counter.key(SharedString::from(key));
        }
        assert_eq!(*counter.acted.borrow(), [action]);
        account(to);
        counter.see();
        counter.key(SharedString::from(Key::F2));
        assert_eq!(*counter.acted.borrow(), [action, Action::Overview]);
    }
}
