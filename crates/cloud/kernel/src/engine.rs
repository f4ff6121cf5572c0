//! The engine: one operation, asked by name, from its caller to an answer that is on disk. In: a caller, an operation, a document. Out: a
//! document or AWS's error. Whoever calls an operation does it here: the front door, a task's endpoints, tests.
//!
//! ```text
//!  Who ─▶ caller ─▶ perform ─▶ snapshot ────────────────────┬─▶ answer
//!                       └────▶ transaction (and its event) ─▶ disk ─┘
//! ```

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Instant;

use ledger::{Books, Durable, Ledger, LogTap};
use model::{BalancerNames, Dice, Pace, Scope, Time};
use shapes::{Document, Error, OperationSchema};

use crate::audit::{Asked, Audit};
use crate::caller::{Caller, MovedPorts, Source};
use crate::idempotency;
use crate::live_tail::LiveTail;
use crate::live_tails::{LiveTails, Session};
use crate::operation::{Entry, Handler};

/// What a cloud without a clock and randomness of its own is told.
pub trait Surroundings: Send + Sync {
    /// Now.
    fn now(&self) -> Time;
    /// Fresh randomness of the operating system.
    fn random(&self) -> Randomness;
    /// Ports of load balancers that could not be had where they belong.
    fn moved_ports(&self) -> Arc<MovedPorts>;
}

/// What one call needs of it.
#[derive(Clone, Debug)]
pub struct Randomness {
    /// For tokens, passwords and keys.
    pub entropy: [u8; 32],
    /// For ids of what is made.
    pub seed: u64,
    /// For the id of the call's event.
    pub event_id: u128,
}

impl Randomness {
    /// Of so many bytes.
    pub fn of(bytes: &[u8; 56]) -> Randomness {
        let (mut entropy, mut seed, mut event_id) = ([0; 32], [0; 8], [0; 16]);
        entropy.copy_from_slice(&bytes[..32]);
        seed.copy_from_slice(&bytes[32..40]);
        event_id.copy_from_slice(&bytes[40..]);
        Randomness { entropy, seed: u64::from_le_bytes(seed), event_id: u128::from_le_bytes(event_id) }
    }
}

/// What is the same for all callers of a cloud.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The endpoint's port on this machine.
    pub port: u16,
    /// What load balancers are called that are made now.
    pub balancer_names: BalancerNames,
    /// How fast the clock of metrics, alarms and scaling runs.
    pub pace: Pace,
}

/// Who calls, as far as the way in knows.
#[derive(Clone, Debug)]
pub struct Who {
    /// Account and Region.
    pub scope: Scope,
    /// Access key id; empty for unsigned calls.
    pub access_key: String,
    /// Where the call comes from.
    pub source: Source,
    /// How this client names the endpoint, as `http://HOST`; by its name on this machine if that is not known.
    pub endpoint_url: Option<String>,
}

/// What an operation came to.
pub enum Outcome {
    /// An answer.
    Whole(Document),
    /// An answer that goes on.
    Session(Arc<Session>),
}

/// All operations over one memory.
pub struct Engine {
    ledger: Ledger,
    books: Books,
    tails: Arc<LiveTails>,
    audit: Audit,
    table: HashMap<(&'static str, &'static str), Entry>,
    settings: Settings,
    surroundings: Box<dyn Surroundings>,
}

/// What was decided, and what has to be on disk before it is said.
struct Decided {
    outcome: Result<Outcome, Error>,
    records: Durable,
    book: Durable,
}

/// A call that is under way.
struct Begun {
    at: Instant,
    asked: Asked,
}

impl Decided {
    fn at_once(outcome: Result<Document, Error>) -> Decided {
        Decided { outcome: outcome.map(Outcome::Whole), records: Durable::kept(), book: Durable::kept() }
    }
}

impl Engine {
    /// These operations over this memory.
    pub fn new(
        entries: Vec<Entry>,
        (ledger, books): (Ledger, Books),
        settings: Settings,
        surroundings: Box<dyn Surroundings>,
    ) -> Engine {
        let tails = Arc::<LiveTails>::default();
        books.logs.tap(Arc::clone(&tails) as Arc<dyn LogTap>);
        let by_name = |entry: Entry| ((entry.operation.service.name, entry.operation.name), entry);
        let table = entries.into_iter().map(by_name).collect();
        Engine { ledger, books, tails, audit: Audit::default(), table, settings, surroundings }
    }

    /// Names of the services that have operations here.
    pub fn services(&self) -> BTreeSet<&'static str> {
        self.table.keys().map(|(service, _)| *service).collect()
    }

    /// The newest calls.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// The memory.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// A caller of one operation, now.
    pub fn caller(&self, who: Who) -> Caller {
        let Randomness { entropy, seed, event_id } = self.surroundings.random();
        let mut dice = Dice::new(seed);
        let port = self.settings.port;
        Caller {
            scope: who.scope,
            request_id: dice.uuid(),
            event_id,
            source: who.source,
            access_key: who.access_key,
            input_digest: None,
            now: self.surroundings.now(),
            dice,
            entropy,
            endpoint_url: who.endpoint_url.unwrap_or_else(|| format!("http://localhost:{port}")),
            instance_network: instance_network(port),
            balancer_names: self.settings.balancer_names.clone(),
            moved_ports: self.surroundings.moved_ports(),
            pace: self.settings.pace,
        }
    }

    /// Performs an operation; what it answers is on disk.
    ///
    /// `input` is what the wire made of a request, checked against the operation's shape.
    pub async fn perform(
        self: &Arc<Self>,
        mut caller: Caller,
        operation: &'static OperationSchema,
        input: Document,
    ) -> Result<Outcome, Error> {
        let (entry, begun) = self.begin(&mut caller, operation, &input)?;
        let Decided { outcome, records, book } = match entry.handler {
            // Reads files.
            Handler::ReadBooks(_) => {
                let engine = Arc::clone(self);
                let job = move || engine.decide(entry, caller, input, None);
                tokio::task::spawn_blocking(job).await.map_err(|error| Error::internal(error.to_string()))?
            }
            _ => self.decide(entry, caller, input, Some(&begun.asked)),
        };
        // Both at once: each is written when somebody waits for it. A refusal may rest on what another call wrote and the disk did not
        // take: then nothing was decided.
        let (records, book) = tokio::join!(kept(records), kept(book));
        let outcome = records.and(book).and(outcome);
        self.note(begun, entry, outcome.as_ref().err());
        outcome
    }

    /// The same of an operation whose answer is whole, for callers that may block.
    pub fn perform_now(
        &self,
        mut caller: Caller,
        operation: &'static OperationSchema,
        input: Document,
    ) -> Result<Document, Error> {
        let (entry, begun) = self.begin(&mut caller, operation, &input)?;
        let Decided { outcome, records, book } = self.decide(entry, caller, input, Some(&begun.asked));
        let kept = records.wait().and(book.wait()).map_err(|error| not_kept(&error));
        let outcome = kept.and(outcome);
        self.note(begun, entry, outcome.as_ref().err());
        match outcome? {
            Outcome::Whole(document) => Ok(document),
            Outcome::Session(_) => Err(Error::internal(format!("{} goes on", operation.name))),
        }
    }

    /// Finds the operation, and notes what is asked of it.
    fn begin(
        &self,
        caller: &mut Caller,
        operation: &'static OperationSchema,
        input: &Document,
    ) -> Result<(Entry, Begun), Error> {
        let at = Instant::now();
        let entry = self.table.get(&(operation.service.name, operation.name)).copied();
        let entry = entry.ok_or_else(|| Error::not_implemented(operation.service.name, operation.name))?;
        caller.input_digest = idempotency::digest(operation.input, input);
        Ok((entry, Begun { at, asked: Asked::of(caller, operation, input, entry.reads()) }))
    }

    fn decide(&self, entry: Entry, mut caller: Caller, input: Document, asked: Option<&Asked>) -> Decided {
        let asked = asked.filter(|_| entry.is_kept());
        let keep = |txn: &mut ledger::Txn| asked.into_iter().for_each(|asked| self.audit.keep(txn, asked));
        match entry.handler {
            Handler::Read(read) => Decided::at_once(read(&self.ledger.snapshot(), &mut caller, input)),
            Handler::ReadBooks(read) => {
                Decided::at_once(read(&self.ledger.snapshot(), &self.books, &mut caller, input))
            }
            Handler::ReadAudit(read) => {
                Decided::at_once(read(&self.ledger.snapshot(), &self.audit, &mut caller, input))
            }
            Handler::Write(write) => {
                let (decided, records) =
                    self.ledger.decide(|txn| write(txn, &mut caller, input).inspect(|_| keep(txn)));
                Decided { outcome: decided.map(Outcome::Whole), records, book: Durable::kept() }
            }
            Handler::WriteBooks(write) => {
                let (decided, records) = self
                    .ledger
                    .decide(|txn| write(txn, &self.books, &mut caller, input).inspect(|_| keep(txn)));
                match decided {
                    Ok((output, book)) => Decided { outcome: Ok(Outcome::Whole(output)), records, book },
                    Err(error) => Decided { outcome: Err(error), records, book: Durable::kept() },
                }
            }
            Handler::Tail(tail) => {
                let seed = caller.dice.roll();
                let session = tail(&self.ledger.snapshot(), &mut caller, input)
                    .and_then(|tail| self.tails.open(tail, seed).ok_or_else(LiveTail::too_many));
                Decided {
                    outcome: session.map(Outcome::Session),
                    records: Durable::kept(),
                    book: Durable::kept(),
                }
            }
        }
    }

    fn note(&self, Begun { at, asked }: Begun, entry: Entry, error: Option<&Error>) {
        self.audit.add(asked, error, at.elapsed(), entry.is_kept() && error.is_none());
    }
}

impl Entry {
    fn reads(&self) -> bool {
        !matches!(self.handler, Handler::Write(_) | Handler::WriteBooks(_))
    }

    /// Whether what is asked for is kept on disk with what it changes.
    fn is_kept(&self) -> bool {
        !self.reads() && Audit::is_management(self.operation)
    }
}

/// The usual port has 127.1.0.0/16; clouds on other ports are spread over the rest.
fn instance_network(port: u16) -> u8 {
    if port == 4566 { 1 } else { 2 + (port % 200) as u8 }
}

/// Waits until a write is on disk.
async fn kept(durable: Durable) -> Result<(), Error> {
    durable.done().await.map_err(|error| not_kept(&error))
}

fn not_kept(error: &ledger::NotDurable) -> Error {
    Error::unavailable(format!("The change could not be kept on disk and was not made: {error}"))
}
