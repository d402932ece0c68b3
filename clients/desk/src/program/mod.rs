//! The program: the window, the connection to the daemon, and the effects.

mod connection;
mod enrol;
mod files;
mod hands;
mod lists;
mod options;
mod scanner;
mod screen;
mod settings;

pub use options::{Asked, Options};
pub use screen::Screen;

use crate::session::{Effect, Event, Session};
use crate::ui::{Action, Desk as DeskGlobal, Form as FormGlobal, MainWindow};
use balie_typed::local_date;
use chrono::Utc;
use hands::Hands;
use settings::Settings;
use slint::ComponentHandle as _;
use std::cell::RefCell;
use std::rc::Rc;
use tokio::sync::mpsc::UnboundedReceiver;

/// The running program.
struct Program {
    screen: Screen,
    session: RefCell<Session>,
    hands: RefCell<Hands>,
}

/// Shows the window and runs until it is closed.
///
/// # Errors
/// When there is no display, or the runtime does not start.
pub fn run(options: &Options) -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::load();
    let language = options.language.or(settings.language).unwrap_or_default();
    let station = options.caller(language)?.station().to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let (events, received) = tokio::sync::mpsc::unbounded_channel();
    let window = MainWindow::new()?;
    let mut session = Session::new(language, station, local_date(Utc::now()));
    session.dark = options.dark.or(settings.dark).unwrap_or(false);
    session.zoom = settings.zoom.unwrap_or(session.zoom);
    let hands = Hands::new(runtime.handle().clone(), options.clone(), language, events);
    let program = Rc::new(Program {
        screen: Screen::new(&window),
        session: RefCell::new(session),
        hands: RefCell::new(hands),
    });
    program.connect_window(&window);
    program.screen.speak(language);
    program.show();
    if options.enrol {
        program.take(Event::Act(Action::AskEnrol, String::new()));
    }
    program.hands.borrow_mut().start(scanner::Claiming::Take);
    slint::spawn_local(listen(Rc::clone(&program), received))?;
    window.run()?;
    // Streams end with the runtime; a claim on the scanner ends with its stream.
    runtime.shutdown_background();
    Ok(())
}

/// Takes in what the daemon tells, on the thread of the window.
async fn listen(program: Rc<Program>, mut received: UnboundedReceiver<Event>) {
    while let Some(event) = received.recv().await {
        program.take(event);
    }
}

impl Program {
    /// Takes an event in and carries its effects out.
    fn take(&self, event: Event) {
        let effects = {
            let mut session = self.session.borrow_mut();
            session.today = local_date(Utc::now());
            session.update(event)
        };
        for effect in effects {
            if let Effect::Speak(language) = effect {
                self.screen.speak(language);
            }
            self.hands.borrow_mut().carry_out(effect);
        }
        self.show();
    }

    fn show(&self) {
        let session = self.session.borrow();
        self.screen.show(&session);
        Settings::of(&session).save_if_changed();
    }

    fn connect_window(self: &Rc<Self>, window: &MainWindow) {
        let desk = window.global::<DeskGlobal>();
        let form = window.global::<FormGlobal>();
        let program = Rc::clone(self);
        desk.on_act(move |action, argument| program.take(Event::Act(action, argument.into())));
        let program = Rc::clone(self);
        desk.on_next_offer(move |direction| program.take(Event::NextOffer(direction)));
        let program = Rc::clone(self);
        desk.on_mnemonic(move |letter| {
            let action = crate::session::mnemonic(&program.session.borrow(), &letter);
            let known = action.is_some();
            if let Some(action) = action {
                program.take(Event::Act(action, String::new()));
            }
            known
        });
        let program = Rc::clone(self);
        form.on_edited(move |path, text| {
            program.take(Event::Edited(path.to_string(), text.into()));
            program.session.borrow().form.text(&path).into()
        });
        let program = Rc::clone(self);
        form.on_left(move |path| program.take(Event::Left(path.into())));
        let program = Rc::clone(self);
        form.on_state(move |path, _version| crate::view::field_state(&program.session.borrow(), &path));
    }
}
