//! Puts the session on the window.

use crate::session::{Session, Show, ZOOMS, asks_reason, required};
use crate::ui::{self, Desk, Form, MainWindow, Theme, Words};
use crate::view;
use balie_client::Language;
use balie_client::station::role_name;
use balie_client::v1::{self, DeviceRole};
use image::imageops::FilterType;
use slint::{
    ComponentHandle as _, Image, Model as _, ModelRc, Rgba8Pixel, SharedPixelBuffer, VecModel, Weak,
};
use std::cell::RefCell;
use std::rc::Rc;

/// Lists on the window: only rows that changed are drawn again, and the focus stays where it is.
#[derive(Default)]
struct Lists {
    marks: Rc<VecModel<ui::StepMark>>,
    devices: Rc<VecModel<ui::DeviceView>>,
    rows: Rc<VecModel<ui::Row>>,
    twins: Rc<VecModel<ui::Twin>>,
    twin_options: Rc<VecModel<ui::Option>>,
    selections: Rc<VecModel<ui::Option>>,
    files: Rc<VecModel<ui::Option>>,
    offers: Rc<VecModel<ui::Offer>>,
}

/// Widths at which the pass and the form are shown, in logical pixels; as in the markup.
const ARTWORK_WIDTH: f32 = 300.0;
const PAGE_WIDTH: f32 = 200.0;

/// A picture that was decoded once: its PNG, its width in pixels, and what is shown.
type Picture = RefCell<(Vec<u8>, u32, Image)>;

/// The window, and what is on it.
pub struct Screen {
    window: Weak<MainWindow>,
    lists: Lists,
    artwork: Picture,
    page: Picture,
    scanned: Picture,
}

impl Screen {
    /// A window with nothing on it yet.
    pub fn new(window: &MainWindow) -> Self {
        let lists = Lists::default();
        let desk = window.global::<Desk>();
        desk.set_marks(ModelRc::from(Rc::clone(&lists.marks)));
        desk.set_devices(ModelRc::from(Rc::clone(&lists.devices)));
        desk.set_rows(ModelRc::from(Rc::clone(&lists.rows)));
        desk.set_twins(ModelRc::from(Rc::clone(&lists.twins)));
        desk.set_twin_options(ModelRc::from(Rc::clone(&lists.twin_options)));
        desk.set_selection_options(ModelRc::from(Rc::clone(&lists.selections)));
        desk.set_page_files(ModelRc::from(Rc::clone(&lists.files)));
        desk.set_offers(ModelRc::from(Rc::clone(&lists.offers)));
        desk.set_version(env!("CARGO_PKG_VERSION").into());
        Self {
            window: window.as_weak(),
            lists,
            artwork: Picture::default(),
            page: Picture::default(),
            scanned: Picture::default(),
        }
    }

    /// Speaks a language from now on.
    pub fn speak(&self, language: Language) {
        if let Err(error) = slint::select_bundled_translation(language.tag()) {
            tracing::error!(%error, "a translation is missing from the program");
        }
    }

    /// Shows the session as it is now.
    pub fn show(&self, session: &Session) {
        let Some(window) = self.window.upgrade() else { return };
        self.frame(&window, session);
        self.overview(&window, session);
        self.registration(&window, session);
        // Last, so that a field that comes into view finds its text and the caret.
        let form = window.global::<Form>();
        form.set_focus_path(session.focus.path.as_str().into());
        form.set_version(form.get_version().wrapping_add(1));
        form.set_focus_count(session.focus.count);
    }

    fn frame(&self, window: &MainWindow, session: &Session) {
        let theme = window.global::<Theme>();
        theme.set_dark(session.dark);
        theme.set_zoom(f32::from(ZOOMS.get(session.zoom).copied().unwrap_or(100)) / 100.0);
        let desk = window.global::<Desk>();
        desk.set_dutch(session.language == Language::Dutch);
        desk.set_link(session.link);
        desk.set_distrust(session.distrust);
        desk.set_can_enrol(session.may_enrol());
        desk.set_enrol(view::enrol(session));
        desk.set_station_role(role_name(&session.enrolment.role, session.language).into());
        desk.set_busy(session.busy);
        desk.set_branch(session.branch.display_name.as_str().into());
        desk.set_station(session.station.as_str().into());
        desk.set_scanner_asked_by(session.scanner.asked_by.as_str().into());
        desk.set_scanner_held_by(session.scanner.held_by.as_str().into());
        match &session.notice {
            Some(notice) => {
                desk.set_notice_text(notice.text.as_str().into());
                desk.set_notice_tone(notice.tone);
                desk.set_notice(notice.kind);
            }
            None => desk.set_notice(ui::Notice::None),
        }
        put(&self.lists.devices, view::devices(session));
        desk.set_can_scan_page(session.has(DeviceRole::DocumentScanner));
        desk.set_can_print_form(session.has(DeviceRole::FormPrinter));
    }

    fn overview(&self, window: &MainWindow, session: &Session) {
        let desk = window.global::<Desk>();
        let listing = &session.listing;
        let count = |rows: usize| i32::try_from(rows).unwrap_or(i32::MAX);
        desk.set_filter(if listing.search.is_empty() { listing.show.name() } else { "" }.into());
        desk.set_searching(!listing.search.is_empty());
        desk.set_awaits_found(listing.awaits_answer());
        desk.set_open_count(count(listing.lists.open.len()));
        desk.set_waiting_count(count(listing.waiting().count()));
        desk.set_account_count(count(listing.lists.accounts.len()));
        desk.set_debt_count(count(listing.lists.debts.len()));
        let rows = listing.rows().into_iter().map(|row| view::row(row, session.today));
        put(&self.lists.rows, rows.map(|row| for_list(row, listing.show)).collect());
    }

    fn registration(&self, window: &MainWindow, session: &Session) {
        let desk = window.global::<Desk>();
        let words = window.global::<Words>();
        let theme = window.global::<Theme>();
        let now = session.registration().cloned().unwrap_or_default();
        let open = session.open.clone().unwrap_or_default();
        let mandate = view::mandate(&open);
        let has_mandate = mandate.state != ui::MandateState::None;
        put(&self.lists.marks, view::marks(session.step(), has_mandate));
        desk.set_registration(now.name.as_str().into());
        desk.set_summary(view::summary(&now));
        desk.set_can_back(session.open.is_none() || open.may("step_back"));
        // What is enrolled is ended by the branch administrator, not in passing at the counter.
        desk.set_can_cancel(open.may("cancel") && now.step() != v1::Step::Enrolled);
        desk.set_can_go(can_go(session));
        desk.set_other_branch(session.other_branch);
        desk.set_youth(session.is_youth());
        desk.set_shares_iban(session.form.is_refused("new_person") || session.form.is_on("new_person"));
        let twins = view::twins(&now.duplicates);
        let (else_text, else_detail) = (words.invoke_somebody_else(), words.invoke_somebody_else_detail());
        let judgement = view::Judgement {
            somebody_else: (&else_text, &else_detail),
            enrol_again: &|name, patron| {
                let text = words.invoke_enrol_again(name.into());
                (text.into(), words.invoke_enrol_again_detail(patron.into()).into())
            },
        };
        put(&self.lists.twin_options, view::twin_options(&twins, true, &judgement));
        put(&self.lists.twins, twins);
        put(
            &self.lists.selections,
            view::selection_options(&session.branch.selections, &words.invoke_no_selection()),
        );
        put(&self.lists.offers, view::offers(&open.offers));
        put(&self.lists.files, view::page_files(&open));
        desk.set_asks_guest(required(session, "subscription.home_library"));
        desk.set_asks_reason(asks_reason(session));
        let search = now.login.as_ref().map(|login| login.search_state.as_str()).unwrap_or_default();
        desk.set_search_state(search.into());
        desk.set_till(view::till(session));
        desk.set_hand_over(view::hand_over(session));
        desk.set_print(view::print(session));
        desk.set_settled(view::settled(&now));
        desk.set_cancel_reason(now.cancel_reason.as_str().into());
        desk.set_mandate(mandate);
        desk.set_page_scan(view::job(open.scan.as_ref()));
        desk.set_form_print(view::job(open.form_print.as_ref()));
        desk.set_artwork_there(!open.artwork.is_empty());
        let pixels = theme.get_zoom() * window.window().scale_factor();
        desk.set_artwork(picture(&self.artwork, open.artwork, ARTWORK_WIDTH * pixels));
        desk.set_form_there(!open.page.is_empty());
        desk.set_form(picture(&self.page, open.page, PAGE_WIDTH * pixels));
        desk.set_scanned_there(!open.scanned.is_empty());
        desk.set_scanned(picture(&self.scanned, open.scanned, PAGE_WIDTH * pixels));
        desk.set_step(view::step(session.step()));
        desk.set_page(session.page);
    }
}

/// A registration in the list of open balances waits for the money, whatever else it waits for.
fn for_list(mut row: ui::Row, show: Show) -> ui::Row {
    if show == Show::Debts {
        row.waits = ui::Waits::Debt;
    }
    row
}

/// Nothing is missing, as far as this program can tell; the daemon has the last word.
fn can_go(session: &Session) -> bool {
    session.link == ui::Link::Up && crate::session::first_problem(session).is_none()
}

/// Puts rows in a list, changing only those that differ.
fn put<T: Clone + PartialEq + 'static>(list: &VecModel<T>, rows: Vec<T>) {
    while list.row_count() > rows.len() {
        list.remove(list.row_count() - 1);
    }
    for (index, row) in rows.into_iter().enumerate() {
        match list.row_data(index) {
            None => list.push(row),
            Some(before) if before != row => list.set_row_data(index, row),
            Some(_) => {}
        }
    }
}

/// Decodes a PNG, unless it is the one that is shown already. It is made as small as it is shown: the
/// renderer leaves dots out where it makes a picture smaller.
fn picture(shown: &Picture, png: Vec<u8>, width: f32) -> Image {
    let width = width.round() as u32;
    let mut shown = shown.borrow_mut();
    if shown.0 != png || shown.1 != width {
        let image = decode(&png, width).unwrap_or_default();
        *shown = (png, width, image);
    }
    shown.2.clone()
}

fn decode(png: &[u8], width: u32) -> Option<Image> {
    if png.is_empty() || width == 0 {
        return None;
    }
    let decoded = image::load_from_memory(png).ok()?;
    let height = u64::from(decoded.height()) * u64::from(width) / u64::from(decoded.width().max(1));
    let small =
        decoded.resize_exact(width, u32::try_from(height).ok()?.max(1), FilterType::CatmullRom).into_rgba8();
    let buffer =
        SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(small.as_raw(), small.width(), small.height());
    Some(Image::from_rgba8(buffer))
}
