//! A window on one page, and what it told.

use balie_desk::ui::{Action, Desk, FieldState, Form, Link, MainWindow, Page, Step};
use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementQuery, mock_elapsed_time};
use slint::platform::WindowEvent;
use slint::{ComponentHandle as _, SharedString};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

thread_local! {
    static READY: Cell<bool> = const { Cell::new(false) };
}

/// A window on one step, with what it told.
pub struct Counter {
    pub window: MainWindow,
    pub edited: Rc<RefCell<Vec<String>>>,
    pub acted: Rc<RefCell<Vec<Action>>>,
}

impl Counter {
    pub fn on(page: Page, step: Step) -> Self {
        // Once for each thread, and so for each test.
        if !READY.replace(true) {
            i_slint_backend_testing::init_no_event_loop();
        }
        let window = MainWindow::new().unwrap();
        window.window().set_size(slint::LogicalSize::new(1024.0, 768.0));
        let edited = Rc::new(RefCell::new(Vec::new()));
        let acted = Rc::new(RefCell::new(Vec::new()));
        let form = window.global::<Form>();
        let log = Rc::clone(&edited);
        form.on_edited(move |path, text| {
            log.borrow_mut().push(path.to_string());
            text
        });
        form.on_state(|path, _| FieldState {
            text: if path == "person.kind" { "woman".into() } else { SharedString::new() },
            shown: true,
            ..Default::default()
        });
        let desk = window.global::<Desk>();
        let log = Rc::clone(&acted);
        desk.on_act(move |action, _| log.borrow_mut().push(action));
        desk.on_mnemonic(|_| false);
        desk.set_link(Link::Up);
        desk.set_can_back(true);
        desk.set_can_go(true);
        desk.set_step(step);
        desk.set_page(page);
        window.show().unwrap();
        let counter = Self { window, edited, acted };
        counter.see();
        counter
    }

    /// Time for the page to come, and for the clerk to see it: what is pressed next is no second press of a double
    /// one.
    pub fn see(&self) {
        for milliseconds in [10, 490] {
            mock_elapsed_time(Duration::from_millis(milliseconds));
        }
    }

    pub fn key(&self, text: impl Into<SharedString>) {
        let text = text.into();
        self.window.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
        self.window.window().dispatch_event(WindowEvent::KeyReleased { text });
    }

    /// The caret on a field.
    pub fn focus(&self, path: &str) {
        let form = self.window.global::<Form>();
        form.set_focus_path(path.into());
        form.set_focus_count(form.get_focus_count() + 1);
        mock_elapsed_time(Duration::from_millis(50));
    }

    pub fn all(&self, role: AccessibleRole) -> Vec<ElementHandle> {
        ElementQuery::from_root(&self.window).match_descendants().match_accessible_role(role).find_all()
    }
}
