//! The awslogs driver: every line of a container, or every message of several, into its log stream, in the order they were written.
//!
//! In: lines from the runtime, and at task start where they go. Out: appends to the log book. A line for a stream whose name is the
//! container's id waits until that id is known. Never here: what makes a message.
//!
//! A container is held up by no `mode`: a line is handed over in memory, and the book writes it down.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use container_runtime::{LogSink, LogStream, MAX_LINE, TaskId};
use ledger::{LogBook, LogEvent, StreamKey};
use model::{Scope, Time};
use planner::multiline::Multiline;

use crate::clock::Clock;
use crate::log_message::{Joiner, Message};

/// Lines that may wait for the name of their stream.
const MOST_WAITING: usize = 1000;

/// Where the lines of one container go, and how they make messages.
struct Route {
    place: Place,
    joiner: Option<Joiner>,
}

enum Place {
    /// This stream.
    Open(StreamKey),
    /// A stream that will be named after the container's id.
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

    /// Lines of a container go to `stream`, or, without one, to a stream of `group` named after the container's id. With `lines` they
    /// are joined to messages.
    pub fn open(
        &self,
        task: &TaskId,
        container: &str,
        (scope, group, stream): (&Scope, &str, Option<&str>),
        lines: Option<Multiline>,
    ) {
        let place = match stream {
            Some(stream) => Place::Open(StreamKey::new(scope, group, stream)),
            None => Place::Waiting(scope.clone(), group.to_owned(), Vec::new()),
        };
        let route = Route { place, joiner: lines.map(Joiner::new) };
        self.routes().insert((task.clone(), container.to_owned()), route);
    }

    /// A stream was created.
    pub fn announce(&self, (scope, group, stream): (&Scope, &str, &str), created: Time) {
        self.book.announce(&StreamKey::new(scope, group, stream), created.0);
    }

    /// The container's id is known: what waited goes out. Answers the group and the stream that id just named.
    pub fn name(&self, task: &TaskId, container: &str, runtime_id: &str) -> Option<(Scope, String)> {
        let mut routes = self.routes();
        let slot = &mut routes.get_mut(&(task.clone(), container.to_owned()))?.place;
        let Place::Waiting(scope, group, waiting) = slot else { return None };
        let named = (scope.clone(), group.clone());
        let key = StreamKey::new(scope, group, runtime_id);
        let waiting = std::mem::take(waiting);
        *slot = Place::Open(key.clone());
        drop(routes);
        self.append(&key, waiting);
        Some(named)
    }

    /// The container has ended: its last message is whole.
    pub fn finish(&self, task: &TaskId, container: &str) {
        let rest = |route: &mut Route| route.joiner.as_mut().and_then(Joiner::rest);
        self.send(|owner| owner.0 == *task && owner.1 == container, rest);
    }

    /// Messages that nothing joined for a while are whole.
    pub fn send_overdue(&self) {
        let now = self.clock.now().0;
        self.send(|_| true, |route| route.joiner.as_mut().and_then(|joiner| joiner.overdue(now)));
    }

    /// The task is over.
    pub fn close(&self, task: &TaskId) {
        self.send(|(owner, _)| owner == task, |route| route.joiner.as_mut().and_then(Joiner::rest));
        self.routes().retain(|(owner, _), _| owner != task);
    }

    /// Sends what `message` takes out of the routes that are meant.
    fn send(
        &self,
        meant: impl Fn(&(TaskId, String)) -> bool,
        message: impl Fn(&mut Route) -> Option<Message>,
    ) {
        let mut routes = self.routes();
        let meant = routes.iter_mut().filter(|(owner, _)| meant(owner));
        let out: Vec<_> = meant
            .filter_map(|(_, route)| {
                let message = message(route)?;
                self.put(route, message)
            })
            .collect();
        drop(routes);
        for (key, events) in out {
            self.append(&key, events);
        }
    }

    /// Keeps a message of a stream without a name, or says where it goes.
    fn put(&self, route: &mut Route, (timestamp, message): Message) -> Option<(StreamKey, Vec<LogEvent>)> {
        let ingested = self.clock.now().0;
        let events =
            pieces(&message).map(|message| LogEvent { timestamp, ingested, message: message.into() });
        match &mut route.place {
            Place::Open(key) => Some((key.clone(), events.collect())),
            Place::Waiting(_, _, waiting) => {
                let room = MOST_WAITING.saturating_sub(waiting.len());
                waiting.extend(events.take(room));
                None
            }
        }
    }

    /// Nobody waits for the disk here: the book syncs within milliseconds, and a container is not held up for it.
    fn append(&self, key: &StreamKey, events: Vec<LogEvent>) {
        if !events.is_empty() {
            drop(self.book.append(key, events));
        }
    }

    fn routes(&self) -> std::sync::MutexGuard<'_, HashMap<(TaskId, String), Route>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A message in pieces no longer than an event may be: bytes that are no text take more room once they are shown as such.
fn pieces(message: &str) -> impl Iterator<Item = &str> {
    let mut rest = message;
    std::iter::from_fn(move || {
        let (piece, after) = rest.split_at(rest.floor_char_boundary(MAX_LINE));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

impl LogSink for ContainerLogs {
    fn line(&self, task: &TaskId, container: &str, _stream: LogStream, time_ms: i64, bytes: &[u8]) {
        let mut routes = self.routes();
        let Some(route) = routes.get_mut(&(task.clone(), container.to_owned())) else { return };
        let line = String::from_utf8_lossy(bytes);
        let whole = match &mut route.joiner {
            Some(joiner) => joiner.take(time_ms, &line),
            // CloudWatch Logs refuses empty messages; the driver leaves empty lines out.
            None => (!line.is_empty()).then(|| (time_ms, line.into_owned())),
        };
        let out = whole.and_then(|message| self.put(route, message));
        drop(routes);
        if let Some((key, events)) = out {
            self.append(&key, events);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_is_longer_than_an_event_or_cuts_a_letter() {
        let text = "\u{fffd}".repeat(MAX_LINE / 2);
        let all: Vec<&str> = pieces(&text).collect();
        assert!(all.len() > 1 && all.iter().all(|piece| piece.len() <= MAX_LINE));
        assert_eq!(all.concat(), text);
    }
}
