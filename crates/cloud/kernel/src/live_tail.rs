//! What a live tail of log events shows. In: groups, streams, a pattern, as StartLiveTail has read them. Out: whether an event is meant, and
//! what the session says. Never here: the events themselves ([`crate::live_tails`]).

use ledger::{GroupKey, LogEvent, StreamKey};
use planner::log_pattern::Pattern;
use shapes::logs::{
    LiveTailSessionLogEvent, LiveTailSessionMetadata, LiveTailSessionStart, LiveTailSessionUpdate, errors,
};
use shapes::{Document, Error, IntoDocument};

/// What a session is about.
#[derive(Clone, Debug)]
pub struct LiveTail {
    /// Groups whose events may be meant; one at least.
    pub groups: Vec<GroupKey>,
    /// Which of their streams.
    pub streams: Streams,
    /// Which of those.
    pub pattern: Pattern,
    /// How the session begins.
    pub start: LiveTailSessionStart,
}

/// Streams of the groups of a session.
#[derive(Clone, Debug)]
pub enum Streams {
    /// Every one.
    All,
    /// These.
    Named(Vec<String>),
    /// Those whose names begin so.
    Beginning(Vec<String>),
}

/// An event a session shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Where it lies.
    pub stream: StreamKey,
    /// The event.
    pub event: LogEvent,
}

impl LiveTail {
    /// Sessions an account may have at a time.
    pub const MOST_SESSIONS: usize = 15;
    /// Events of an update.
    pub const MOST_EVENTS: usize = 500;
    /// How long a session lasts at most, in seconds.
    pub const LASTS: u64 = 3 * 3600;

    /// Whether events of this stream may be meant.
    pub fn covers(&self, stream: &StreamKey) -> bool {
        let name = &*stream.stream;
        self.groups.contains(&stream.group)
            && match &self.streams {
                Streams::All => true,
                Streams::Named(names) => names.iter().any(|known| known == name),
                Streams::Beginning(prefixes) => {
                    prefixes.iter().any(|prefix| name.starts_with(prefix.as_str()))
                }
            }
    }

    /// Whether a message is meant.
    pub fn matches(&self, message: &str) -> bool {
        self.pattern.matches(message)
    }

    /// Whose session it is.
    pub fn is_of(&self, other: &LiveTail) -> bool {
        let account = |tail: &LiveTail| tail.groups.first().map(|group| group.scope.account.clone());
        account(self) == account(other)
    }

    /// The refusal of one session more than an account may have.
    pub fn too_many() -> Error {
        let text =
            format!("An account can have at most {} Live Tail sessions at a time.", Self::MOST_SESSIONS);
        errors::limit_exceeded_exception(text)
    }

    /// The first event of the session.
    pub fn session_start(&self) -> Document {
        self.start.clone().into_document()
    }

    /// What an update says.
    pub fn session_update(&self, events: Vec<Shown>, sampled: bool) -> Document {
        LiveTailSessionUpdate {
            session_metadata: Some(LiveTailSessionMetadata { sampled: Some(sampled) }),
            session_results: Some(events.into_iter().map(shown).collect()),
        }
        .into_document()
    }
}

fn shown(Shown { stream, event }: Shown) -> LiveTailSessionLogEvent {
    let group = model::logs::LogGroup::arn_of(&stream.group.scope, &stream.group.group);
    LiveTailSessionLogEvent {
        ingestion_time: Some(event.ingested),
        log_group_identifier: Some(group),
        log_stream_name: Some(stream.stream.to_string()),
        message: Some(event.message),
        timestamp: Some(event.timestamp),
    }
}
