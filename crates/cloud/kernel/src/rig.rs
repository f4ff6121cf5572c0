//! An engine for tests: time that stands still or is set, randomness that repeats, calls by name with JSON. In: operations and a memory.
//! Out: answers.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use ledger::{Books, Ledger, Storage};
use model::{BalancerNames, Pace, Scope, Time};
use serde_json::Value;
use shapes::{Document, Error, OperationSchema};

use crate::{Caller, Engine, Entry, MovedPorts, Randomness, Settings, Source, Surroundings, Who};

/// An engine and the world around it.
pub struct Rig {
    /// The engine.
    pub engine: Arc<Engine>,
    /// Its memory.
    pub ledger: Ledger,
    /// Log events, metric values, queries.
    pub books: Books,
    around: Arc<Around>,
}

struct Around {
    now: AtomicI64,
    drawn: AtomicU64,
    scope: RwLock<Scope>,
}

struct Shared(Arc<Around>);

impl Surroundings for Shared {
    fn now(&self) -> Time {
        Time(self.0.now.load(Ordering::SeqCst))
    }

    fn random(&self) -> Randomness {
        let drawn = self.0.drawn.fetch_add(1, Ordering::SeqCst);
        let mut entropy = [7; 32];
        entropy[..8].copy_from_slice(&drawn.to_le_bytes());
        Randomness { entropy, seed: drawn, event_id: u128::from(drawn) }
    }

    fn moved_ports(&self) -> Arc<MovedPorts> {
        Arc::default()
    }
}

impl Rig {
    /// Over a memory that may be on disk.
    #[allow(clippy::expect_used)]
    pub fn open(entries: Vec<Entry>, storage: &Storage) -> Rig {
        let ledger = Ledger::open(storage.clone()).expect("a memory");
        let books = Books::open(storage).expect("books");
        let example = Caller::example();
        let around = Arc::new(Around {
            now: AtomicI64::new(example.now.0),
            drawn: AtomicU64::new(1),
            scope: RwLock::new(example.scope),
        });
        let settings = Settings { port: 4566, balancer_names: BalancerNames::Localhost, pace: Pace::HONEST };
        let memory = (ledger.clone(), books.clone());
        let engine = Engine::new(entries, memory, settings, Box::new(Shared(Arc::clone(&around))));
        Rig { engine: Arc::new(engine), ledger, books, around }
    }

    /// Over a memory that ends with it.
    pub fn in_memory(entries: Vec<Entry>) -> Rig {
        Rig::open(entries, &Storage::Memory)
    }

    /// Now.
    pub fn now(&self) -> Time {
        Time(self.around.now.load(Ordering::SeqCst))
    }

    /// Lets time pass, or go back.
    pub fn set_now(&self, now: Time) {
        self.around.now.store(now.0, Ordering::SeqCst);
    }

    /// Calls come from another account or Region.
    pub fn set_scope(&self, scope: Scope) {
        *self.around.scope.write().unwrap_or_else(PoisonError::into_inner) = scope;
    }

    /// Whose calls are made.
    pub fn scope(&self) -> Scope {
        self.around.scope.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The caller of one call.
    pub fn caller(&self) -> Caller {
        let address = std::net::IpAddr::from(std::net::Ipv4Addr::LOCALHOST);
        self.engine.caller(Who {
            scope: self.scope(),
            access_key: "test".to_owned(),
            source: Source::Address(address),
            endpoint_url: None,
        })
    }

    /// Performs an operation of a service by their names, with an input as JSON that is not checked against its shape.
    pub fn call(&self, service: &str, operation: &str, input: &Value) -> Result<Document, Error> {
        let Some(operation) = schema(service, operation) else {
            return Err(Error::not_implemented(service, operation));
        };
        self.engine.perform_now(self.caller(), operation, document(input))
    }
}

/// An operation by the names of its service and itself.
pub fn schema(service: &str, operation: &str) -> Option<&'static OperationSchema> {
    shapes::services().iter().find(|known| known.name == service)?.operation(operation)
}

/// JSON as a document.
pub fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(it) => Document::Bool(*it),
        Value::Number(it) => {
            it.as_i64().map_or(Document::Float(it.as_f64().unwrap_or_default()), Document::Integer)
        }
        Value::String(it) => Document::String(it.clone()),
        Value::Array(all) => Document::List(all.iter().map(document).collect()),
        Value::Object(all) => {
            Document::Map(all.iter().map(|(name, it)| (name.clone().into(), document(it))).collect())
        }
    }
}
