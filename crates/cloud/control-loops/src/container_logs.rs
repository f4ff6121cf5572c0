//! The awslogs driver: every line of a container into its log stream, in the order it was written.
//!
//! In: lines from the runtime, and at task start where they go. Out: appends to the log book. A line for a stream whose name is the
//! container's id waits until that id is known. Never here: the text of a line is looked at.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use container_runtime::{LogSink, LogStream, TaskId};
use ledger::{LogBook, LogEvent, StreamKey};
use model::Scope;

use crate::clock::Clock;

/// Lines that may wait for the name of their stream.
const MOST_WAITING: usize = 1000;

/// Where the lines of one container go.
enum Route {
    /// To this stream.
    Open(StreamKey),
    /// To a stream that will be named after the container's id.
    Waiting(Scope, String, Vec<LogEvent>),
}

/// The routes of all running containers.
pub struct ContainerLogs {
    book: Arc<LogBook>,
    clock: Arc<dyn Clock>,
    routes: Mutex<HashMap<(TaskId, String), Route>>,
}

impl ContainerLogs {
    /// Writes into this book.
    pub fn new(book: Arc<LogBook>, clock: Arc<dyn Clock>) -> Arc<ContainerLogs> {
        Arc::new(ContainerLogs { book, clock, routes: Mutex::default() })
    }

    /// Lines of a container go to `stream`, or, without one, to a stream of `group` named after the container's id.
    pub fn open(&self, task: &TaskId, container: &str, scope: &Scope, group: &str, stream: Option<&str>) {
        let route = match stream {
            Some(stream) => Route::Open(StreamKey::new(scope, group, stream)),
            None => Route::Waiting(scope.clone(), group.to_owned(), Vec::new()),
        };
        self.routes().insert((task.clone(), container.to_owned()), route);
    }

    /// The container's id is known: what waited goes out. Answers the group and the stream that id just named.
    pub fn name(&self, task: &TaskId, container: &str, runtime_id: &str) -> Option<(Scope, String)> {
        let mut routes = self.routes();
        let slot = routes.get_mut(&(task.clone(), container.to_owned()))?;
        let Route::Waiting(scope, group, waiting) = slot else { return None };
        let named = (scope.clone(), group.clone());
        let key = StreamKey::new(scope, group, runtime_id);
        let waiting = std::mem::take(waiting);
        *slot = Route::Open(key.clone());
        drop(routes);
        if !waiting.is_empty() {
            drop(self.book.append(&key, waiting));
        }
        Some(named)
    }

    /// The task is over.
    pub fn close(&self, task: &TaskId) {
        self.routes().retain(|(owner, _), _| owner != task);
    }

    fn routes(&self) -> std::sync::MutexGuard<'_, HashMap<(TaskId, String), Route>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl LogSink for ContainerLogs {
    fn line(&self, task: &TaskId, container: &str, _stream: LogStream, time_ms: i64, bytes: &[u8]) {
        // CloudWatch Logs refuses empty messages; the driver leaves empty lines out.
        if bytes.is_empty() {
            return;
        }
        let message = String::from_utf8_lossy(bytes).into_owned();
        let event = LogEvent { timestamp: time_ms, ingested: self.clock.now().0, message };
        let mut routes = self.routes();
        let key = match routes.get_mut(&(task.clone(), container.to_owned())) {
            Some(Route::Open(key)) => key.clone(),
            Some(Route::Waiting(_, _, waiting)) => {
                if waiting.len() < MOST_WAITING {
                    waiting.push(event);
                }
                return;
            }
            None => return,
        };
        drop(routes);
        // Nobody waits for the disk here: the book syncs within milliseconds, and a container is not held up for it.
        drop(self.book.append(&key, vec![event]));
    }
}
