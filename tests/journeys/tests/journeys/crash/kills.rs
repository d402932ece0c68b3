//! The runs.

use super::audit;
use super::cards::Cards;
use super::clerk::Desk;
use super::database;
use super::feed::Feed;
use super::journey::{Kind, Plan};
use super::ledger::Journey;
use super::settings::Settings;
use balie_client::{CallPolicy, Client, Language, v1};
use balie_journeys::Branch;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Clerks at work at the same time.
const CLERKS: u64 = 6;
/// Old requests asked again after each kill.
const REPEATS: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_confirmed_is_lost_half_done_or_done_twice() {
    let settings = Settings::from_env();
    eprintln!("BALIE_CRASH_SEED={} BALIE_CRASH_KILLS={}", settings.seed, settings.kills);
    let mut run = Run::open(settings).await;
    for _ in 0..settings.kills {
        run.round().await;
    }
    run.finish().await;
}

struct Run {
    branch: Branch,
    chance: fastrand::Rng,
    cards: Cards,
    feed: Feed,
    /// Every journey ever begun.
    journeys: Vec<Journey>,
    serial: u32,
    kills: u32,
    starts_killed: u32,
    in_doubt: u32,
}

impl Run {
    async fn open(settings: Settings) -> Self {
        let branch = Branch::open("").await;
        Self {
            cards: Cards::of_printer(Arc::clone(&branch.printer)),
            branch,
            chance: fastrand::Rng::with_seed(settings.seed),
            feed: Feed::default(),
            journeys: Vec::new(),
            serial: 0,
            kills: 0,
            starts_killed: 0,
            in_doubt: 0,
        }
    }

    /// Clerks work, the daemon is killed, everything is checked.
    async fn round(&mut self) {
        let stop = Arc::new(AtomicBool::new(false));
        let feed = tokio::spawn(std::mem::take(&mut self.feed).read(self.impatient("central").await));
        let clerks = self.clerks(&stop).await;
        let work = Duration::from_millis(self.chance.u64(50..1100));
        let hand = self.cards.watch(self.chance.fork());
        tokio::time::sleep(work).await;
        self.kill();
        database::check(&self.branch.state()).await;
        // Now and then the daemon is killed again while it starts.
        while self.chance.u32(0..4) == 0 {
            self.branch.spawn();
            tokio::time::sleep(Duration::from_millis(self.chance.u64(0..250))).await;
            self.kill();
            self.starts_killed += 1;
            database::check(&self.branch.state()).await;
        }
        stop.store(true, Ordering::Relaxed);
        self.branch.start().await;
        self.feed = feed.await.expect("the reader ends");
        for clerk in clerks {
            self.journeys.extend(clerk.await.expect("a clerk ends"));
        }
        hand.abort();
        self.check().await;
    }

    fn kill(&mut self) {
        self.branch.kill();
        self.cards.killed();
        self.kills += 1;
    }

    async fn impatient(&self, station: &str) -> Client {
        let policy = CallPolicy { attempts: 1, ..CallPolicy::default() };
        self.branch.client_with(station, Language::English, policy).await
    }

    /// Clerks who take on what is unfinished and then new patrons. The first one's client is patient: it asks
    /// by itself, with the same request id, until the daemon is back.
    async fn clerks(&mut self, stop: &Arc<AtomicBool>) -> Vec<JoinHandle<Vec<Journey>>> {
        let (finished, mut open): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.journeys).into_iter().partition(|journey| journey.finished);
        self.journeys = finished;
        self.chance.shuffle(&mut open);
        let mut clerks = Vec::new();
        for clerk in 0..CLERKS {
            let station = format!("balie-{clerk}");
            let client = match clerk {
                0 => self.branch.client(&station).await,
                _ => self.impatient(&station).await,
            };
            let share = open.len() / (CLERKS - clerk) as usize;
            let mut mine: Vec<_> = open.drain(..share).collect();
            let desk = Desk { cards: self.cards.clone(), stop: Arc::clone(stop) };
            let (mut chance, first) = (self.chance.fork(), self.serial);
            self.serial += 1000;
            clerks.push(tokio::spawn(async move {
                let mut serial = first;
                for journey in &mut mine {
                    if desk.go_on(&client, journey).await.is_err() {
                        return mine;
                    }
                }
                while !desk.stop.load(Ordering::Relaxed) {
                    let mut journey = Journey::new(Plan::new(serial, &mut chance));
                    serial += 1;
                    let gone = desk.go_on(&client, &mut journey).await.is_err();
                    mine.push(journey);
                    if gone {
                        break;
                    }
                }
                mine
            }));
        }
        clerks
    }

    async fn check(&mut self) {
        let client = self.branch.client("after").await;
        for journey in &mut self.journeys {
            self.in_doubt += u32::from(journey.doubt.is_some());
            audit::settle(&client, journey).await;
        }
        for journey in self.journeys.iter_mut().filter(|journey| !journey.checked) {
            audit::check(&client, journey).await;
            journey.checked = journey.finished;
        }
        let told: Vec<_> = self.journeys.iter().filter(|journey| !journey.steps.is_empty()).collect();
        for _ in 0..REPEATS.min(told.len()) {
            let journey = told[self.chance.usize(0..told.len())];
            audit::check(&client, journey).await;
            audit::repeat(&client, journey, self.chance.usize(0..journey.steps.len())).await;
        }
        self.unique();
        for (pass, printed) in self.cards.all() {
            assert_eq!(printed, 1, "pass {pass} was printed {printed} times");
        }
    }

    /// Numbers told to clerks are never told of two registrations.
    fn unique(&self) {
        let mut numbers = HashMap::new();
        for told in
            self.journeys.iter().flat_map(|journey| &journey.steps).map(|(_, told)| &told.registration)
        {
            let reference =
                told.mandate.as_ref().map(|mandate| mandate.reference.clone()).unwrap_or_default();
            for number in [&told.patron_number, &told.pass_number, &reference] {
                let owner = numbers.entry(number.clone()).or_insert_with(|| told.name.clone());
                assert!(number.is_empty() || *owner == told.name, "{number} twice");
            }
        }
    }

    /// All journeys are brought to their end without further kills, and everything is counted.
    async fn finish(mut self) {
        let client = self.branch.client("balie-0").await;
        let hand = self.cards.watch(self.chance.fork());
        let desk = Desk { cards: self.cards.clone(), stop: Arc::default() };
        for journey in &mut self.journeys {
            desk.go_on(&client, journey).await.expect("the daemon stays");
            journey.checked = false;
        }
        hand.abort();
        self.check().await;
        let mut present = HashMap::new();
        for now in self.journeys.iter().filter_map(Journey::seen) {
            let now = client.registrations.get(&now.name).await.expect("it is there");
            let printed = now.pass_print.as_ref().map(v1::PassPrint::state);
            let printed = usize::from(printed == Some(v1::pass_print::State::Printed));
            assert_eq!(self.cards.of(&now.pass_number), printed, "{}: cards that came out", now.name);
            present.insert(now.name.clone(), now);
        }
        self.feed.catch_up(&client).await;
        self.feed.check(&present);
        self.branch.kill();
        database::check(&self.branch.state()).await;
        self.report();
    }

    fn report(&self) {
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        for journey in &self.journeys {
            *kinds.entry(journey.plan.kind).or_default() += 1;
        }
        let resolved =
            self.journeys.iter().flat_map(Journey::actions).filter(|done| *done == "resolve_print");
        let steps: usize = self.journeys.iter().map(|journey| journey.steps.len()).sum();
        eprintln!(
            "{} kills ({} of them while starting), {} journeys {kinds:?}, {steps} confirmed steps, {} requests \
             in doubt settled, {} prints found unknown, {} passes printed, {} changes read",
            self.kills,
            self.starts_killed,
            self.journeys.len(),
            self.in_doubt,
            resolved.count(),
            self.cards.all().len(),
            self.feed.read.len(),
        );
        assert!(Kind::ALL.iter().all(|kind| kinds.contains_key(kind)), "every kind of journey took part");
        assert!(steps > 0 && !self.cards.all().is_empty(), "the test did something");
    }
}
