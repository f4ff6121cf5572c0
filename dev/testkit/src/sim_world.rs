//! The cloud on a fake clock: every loop takes its turn until none finds anything to do, then time may pass.
//!
//! ```text
//! operation -> settle: instances -> services -> discovery -> tasks -> runtime events -> health checks -> probes -> targets -> scaling --changed?--> again | rest
//! tick      -> one second later -> settle -> ...
//! ```
//! In: operations with typed inputs, seconds. Out: a ledger to look at. Never here: threads, sockets, a real clock.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};
use std::time::Duration;

use container_runtime::sim::SimRuntime;
use container_runtime::{ContainerRuntime, ImageRef, TaskEvent};
use control_loops::clock::Clock;
use control_loops::container_logs::ContainerLogs;
use control_loops::health_checks::HealthChecks;
use control_loops::images::{Images, ResolvedImage};
use control_loops::scaling::{self, Looked, Scales};
use control_loops::tasks::adopt::{Inheritance, take_over};
use control_loops::tasks::{Agent, Settings, observe};
use control_loops::turn::Round;
use control_loops::{discovery, instances, services, targets, tasks};
use control_plane::Caller;
use control_plane::table::{Read, Write};
use ledger::{Disk, Ledger, LogBook, MetricBook, OpenError, Storage, World};
use model::ids::BadId;
use model::{Dice, Pace, Scope, Time};
use planner::service::Rules;
use shapes::Error;
use tokio::sync::mpsc;

use crate::mortal::{Life, MortalRuntime};
use crate::probes::Probes;

/// When every world begins.
pub const BEGINNING: Time = Time(1_800_000_000_000);
/// Turns of all loops after which a world that still changes is broken.
const PATIENCE: usize = 200;
/// Events of the runtime that may wait to be read.
const EVENTS: usize = 10_000;

/// A clock that is set by hand; clones share it.
#[derive(Clone, Debug)]
pub struct SimClock(Arc<AtomicI64>);

impl Clock for SimClock {
    fn now(&self) -> Time {
        Time(self.0.load(Ordering::SeqCst))
    }
}

/// Every image exists; how often each was pushed again says its digest.
#[derive(Clone, Default)]
pub(crate) struct AnyImage(Arc<Mutex<BTreeMap<String, u64>>>);

impl AnyImage {
    /// Another image gets this name.
    pub(crate) fn push(&self, name: &str) {
        let mut pushed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *pushed.entry(name.to_owned()).or_default() += 1;
    }

    fn digest(&self, reference: &str) -> String {
        if let Some((_, digest)) = reference.split_once('@') {
            return digest.to_owned();
        }
        let pushed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        format!("sha256:{:064x}", pushed.get(reference).copied().unwrap_or(0))
    }
}

impl Images for AnyImage {
    fn resolve(&self, _scope: &Scope, reference: &str) -> Result<ResolvedImage, String> {
        let image = ImageRef { name: reference.to_owned(), ..ImageRef::default() };
        Ok(ResolvedImage { digest: self.digest(reference), image })
    }
}

/// Why a world could not be made.
#[derive(Debug)]
pub enum NoWorld {
    /// The ledger or the log book did not open.
    Storage(OpenError),
    /// The built-in account or Region has a bad name.
    Name(BadId),
}

/// The cloud of one account and Region.
pub struct SimWorld {
    /// The memory.
    pub ledger: Ledger,
    /// Account and Region of every call.
    pub scope: Scope,
    /// Where nothing runs.
    pub runtime: SimRuntime,
    /// Stands for health checks.
    pub(crate) probes: Probes,
    /// Values of metrics, as they were measured.
    pub metrics: Arc<MetricBook>,
    looked: Looked,
    /// What the registry has.
    pub(crate) images: AnyImage,
    clock: SimClock,
    agent: Agent,
    health_checks: HealthChecks,
    events: mpsc::Receiver<TaskEvent>,
    calls: u64,
    /// Killed, and not started again yet.
    is_down: bool,
    /// Where the records lie, if anywhere.
    directory: Option<PathBuf>,
    /// How long this process lives.
    life: Life,
    /// Bytes of the journal that were kept when the last round began.
    kept: u64,
}

impl SimWorld {
    /// An empty cloud at [`BEGINNING`].
    pub fn new() -> Result<SimWorld, NoWorld> {
        SimWorld::with(None, Life::default())
    }

    /// The same with its records in a directory, in a process that lives so long.
    pub fn on_disk(directory: PathBuf, life: Life) -> Result<SimWorld, NoWorld> {
        SimWorld::with(Some(directory), life)
    }

    fn with(directory: Option<PathBuf>, life: Life) -> Result<SimWorld, NoWorld> {
        let ledger = open(directory.as_ref(), &life)?;
        let book = Arc::new(LogBook::open(&Storage::Memory).map_err(NoWorld::Storage)?);
        let metrics = Arc::new(MetricBook::open(&Storage::Memory).map_err(NoWorld::Storage)?);
        let scope = Scope::new("000000000000", "us-west-2").map_err(NoWorld::Name)?;
        let clock = SimClock(Arc::new(AtomicI64::new(BEGINNING.0)));
        let (sender, events) = mpsc::channel(EVENTS);
        let runtime = SimRuntime::new(sender);
        let hands: Arc<dyn ContainerRuntime> = Arc::new(MortalRuntime::new(runtime.clone(), life.clone()));
        let images = AnyImage::default();
        let agent = Agent {
            ledger: ledger.clone(),
            runtime: Arc::clone(&hands),
            balancer: None,
            images: Arc::new(images.clone()),
            logs: ContainerLogs::new(book, Arc::new(clock.clone())),
            settings: Arc::new(Settings { endpoint_url: "http://localhost:4566".to_owned() }),
        };
        let health_checks = HealthChecks::new(ledger.clone(), hands, Arc::new(clock.clone()));
        Ok(SimWorld {
            ledger,
            scope,
            runtime,
            probes: Probes::default(),
            metrics,
            looked: Looked::default(),
            images,
            clock,
            agent,
            health_checks,
            events,
            calls: 0,
            is_down: false,
            directory,
            life,
            kept: 0,
        })
    }

    /// Now.
    pub fn now(&self) -> Time {
        self.clock.now()
    }

    /// The newest state.
    pub fn world(&self) -> Arc<World> {
        self.ledger.snapshot()
    }

    /// A writing operation, and all that follows from it at once.
    pub fn write<O: Write>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let mut caller = self.caller();
        let (decided, durable) = self.ledger.decide(|txn| O::write(txn, &mut caller, input));
        // As at the front door: what is not on disk is not answered.
        durable.wait().map_err(|why| Error::unavailable(why.to_string()))?;
        self.settle();
        decided
    }

    /// A reading operation.
    pub fn read<O: Read>(&mut self, input: O::Input) -> Result<O::Output, Error> {
        let mut caller = self.caller();
        O::read(&self.world(), &mut caller, input)
    }

    fn caller(&mut self) -> Caller {
        self.calls += 1;
        let (scope, now, dice) = (self.scope.clone(), self.now(), Dice::new(self.calls));
        Caller { scope, now, dice, ..Caller::example() }
    }

    /// The process is killed: nothing but containers goes on.
    pub fn crash(&mut self) {
        self.runtime.abandon();
        while self.events.try_recv().is_ok() {}
        self.is_down = true;
    }

    /// Whether this process has come to its end, and only its containers go on.
    pub fn is_dead(&self) -> bool {
        self.life.is_over()
    }

    /// The process is dead: another one starts on what is on disk, and lives so long. With `forgetful` the disk did not keep what the last
    /// round wrote, though what it did is done.
    pub fn live_again(&mut self, life: Life, forgetful: bool) -> Result<Inheritance, NoWorld> {
        self.crash();
        // The old one holds the directory until nobody has its ledger any more.
        let nothing = Ledger::open(Storage::Memory).map_err(NoWorld::Storage)?;
        self.take_in(nothing, Life::default());
        if let Some(file) = self.journal().filter(|_| forgetful) {
            let cut = fs::File::options().write(true).open(file).and_then(|file| file.set_len(self.kept));
            debug_assert!(cut.is_ok(), "{cut:?}");
        }
        let ledger = open(self.directory.as_ref(), &life)?;
        self.take_in(ledger, life);
        Ok(self.start_again())
    }

    /// This ledger, and hands of this life, in place of those before.
    fn take_in(&mut self, ledger: Ledger, life: Life) {
        self.agent.runtime = Arc::new(MortalRuntime::new(self.runtime.clone(), life.clone()));
        self.agent.ledger = ledger.clone();
        self.health_checks = self.no_checks_yet(&ledger);
        (self.ledger, self.life, self.looked) = (ledger, life, Looked::default());
    }

    fn no_checks_yet(&self, ledger: &Ledger) -> HealthChecks {
        HealthChecks::new(ledger.clone(), Arc::clone(&self.agent.runtime), Arc::new(self.clock.clone()))
    }

    /// The file of the journal; a world does not live long enough for a second one.
    fn journal(&self) -> Option<PathBuf> {
        self.directory.as_ref().map(|directory| directory.join("journal/00000001.wal"))
    }

    /// What is written from now on may be lost together.
    fn begin_round(&mut self) {
        if let Some(length) = self.journal().and_then(|file| fs::metadata(file).ok()).map(|found| found.len())
        {
            self.kept = length;
        }
    }

    /// The process is started again with the records it had.
    pub fn start_again(&mut self) -> Inheritance {
        self.is_down = false;
        self.health_checks = self.no_checks_yet(&self.ledger);
        self.begin_round();
        let inheritance = take_over(&self.agent, self.now());
        self.settle();
        inheritance
    }

    /// So many seconds pass, and every loop takes its turns in each.
    pub fn tick(&mut self, seconds: i64) {
        for _ in 0..seconds {
            self.clock.0.fetch_add(1_000, Ordering::SeqCst);
            if !self.is_down {
                self.runtime.pass(Duration::from_secs(1));
            }
            self.settle();
        }
    }

    /// Lets every loop take its turn until none of them changes anything.
    ///
    /// # Panics
    /// When the loops do not come to rest: they contradict each other.
    pub fn settle(&mut self) {
        if self.is_down {
            return;
        }
        for _ in 0..PATIENCE {
            let before = self.world().generation();
            self.turn();
            if self.world().generation() == before {
                return;
            }
        }
        panic!("the loops do not come to rest at {}", self.now().iso8601());
    }

    /// One turn of every loop, in a fixed order.
    fn turn(&mut self) {
        let now = self.now();
        self.begin_round();
        instances::round(&self.ledger, &self.world(), now);
        self.begin_round();
        services::round(&self.ledger, &self.world(), now, Rules::default());
        self.begin_round();
        discovery::round(&self.ledger, &self.world(), now);
        self.begin_round();
        tasks::round(&self.agent, &self.world(), now);
        self.begin_round();
        self.book_events(now);
        self.check_health(now);
        self.probes.look(&self.ledger, now);
        self.begin_round();
        targets::release(&self.ledger, &self.world(), now, &mut Round::default());
        let scales =
            Scales { ledger: self.ledger.clone(), book: Arc::clone(&self.metrics), pace: Pace::HONEST };
        self.begin_round();
        scaling::round(&scales, &self.world(), now, &mut self.looked);
    }

    /// The simulated runtime answers at once, so every check is over when it was looked at once.
    fn check_health(&self, now: Time) {
        let (_, due) = self.health_checks.round(&self.world(), now);
        if due.is_empty() {
            return;
        }
        // Whoever waits for a disk that takes nothing sleeps a while; nobody wakes it.
        let Ok(sleeping) = tokio::runtime::Builder::new_current_thread().enable_time().build() else {
            return;
        };
        let _sleeping = sleeping.enter();
        for check in due {
            let answered =
                pin!(self.health_checks.check(check)).poll(&mut Context::from_waker(Waker::noop()));
            debug_assert!(answered.is_ready() || self.is_dead());
        }
    }

    fn book_events(&mut self, now: Time) {
        let mut batch = Vec::new();
        while let Ok(event) = self.events.try_recv() {
            batch.push(event);
        }
        self.runtime.flush();
        if !batch.is_empty() && observe::book(&self.agent, &batch, now).wait().is_ok() {
            observe::over(&batch).iter().for_each(|task| self.agent.runtime.forget(task));
        }
    }
}

/// The records of a directory, or none; nothing is written after the end of this life.
fn open(directory: Option<&PathBuf>, life: &Life) -> Result<Ledger, NoWorld> {
    let opened = match directory {
        Some(directory) => {
            Ledger::open_on(Storage::Directory(directory.clone()), &Disk::with(Arc::clone(&life.disk)))
        }
        None => Ledger::open(Storage::Memory),
    };
    opened.map_err(NoWorld::Storage)
}
