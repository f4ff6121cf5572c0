//! StartLiveTail: which events a session shows. In: groups by ARN, streams, a pattern. Out: a [`LiveTail`], which tells events that are meant
//! and says how the session begins. Never here: the events themselves, the stream of answers (the front door sends it).

use ledger::{GroupKey, LogEvent, StreamKey, World};
use planner::log_pattern::Pattern;
use shapes::logs::{
    LiveTailSessionLogEvent, LiveTailSessionMetadata, LiveTailSessionStart, LiveTailSessionUpdate,
    StartLiveTail, StartLiveTailRequest, errors,
};
use shapes::{Document, Error, IntoDocument};

use super::{find, pattern, view};
use crate::Caller;
use crate::table::Tail;

/// What a session is about.
#[derive(Clone, Debug)]
pub struct LiveTail {
    groups: Vec<GroupKey>,
    streams: Streams,
    pattern: Pattern,
    start: LiveTailSessionStart,
}

#[derive(Clone, Debug)]
enum Streams {
    All,
    Named(Vec<String>),
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

impl Tail for StartLiveTail {
    fn tail(world: &World, caller: &mut Caller, input: StartLiveTailRequest) -> Result<LiveTail, Error> {
        let groups = groups(world, caller, &input)?;
        let streams = streams(&input, groups.len())?;
        if let Streams::Named(names) = &streams {
            let known = |name: &String| find::stream(world, &caller.scope, &groups[0].group, name).map(drop);
            names.iter().try_for_each(known)?;
        }
        Ok(LiveTail {
            groups,
            streams,
            pattern: pattern::parse(input.log_event_filter_pattern.as_deref().unwrap_or_default())?,
            start: LiveTailSessionStart {
                log_event_filter_pattern: input.log_event_filter_pattern,
                log_group_identifiers: Some(input.log_group_identifiers),
                log_stream_name_prefixes: input.log_stream_name_prefixes,
                log_stream_names: input.log_stream_names,
                request_id: Some(caller.dice.uuid()),
                session_id: Some(caller.dice.uuid()),
            },
        })
    }
}

fn groups(world: &World, caller: &Caller, input: &StartLiveTailRequest) -> Result<Vec<GroupKey>, Error> {
    let refused = errors::invalid_parameter_exception;
    let read = |identifier: &String| {
        if !identifier.starts_with("arn:") || identifier.ends_with('*') {
            return Err(refused(format!(
                "'{identifier}' at 'logGroupIdentifiers' is not the ARN of a log group; it must not end with an asterisk"
            )));
        }
        let name = find::named(&caller.scope, identifier)?;
        Ok(view::group_key(&*find::group(world, &caller.scope, name)?))
    };
    input.log_group_identifiers.iter().map(read).collect()
}

fn streams(input: &StartLiveTailRequest, groups: usize) -> Result<Streams, Error> {
    let given = |list: &Option<Vec<String>>| list.clone().filter(|list| !list.is_empty());
    let refused = |text: &str| Err(errors::invalid_parameter_exception(text));
    let (names, prefixes) = (given(&input.log_stream_names), given(&input.log_stream_name_prefixes));
    if names.is_some() && prefixes.is_some() {
        return refused("logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.");
    }
    if (names.is_some() || prefixes.is_some()) && groups != 1 {
        return refused("logStreamNames and logStreamNamePrefixes can only be used with a single log group.");
    }
    Ok(match (names, prefixes) {
        (Some(names), _) => Streams::Named(names),
        (_, Some(prefixes)) => Streams::Beginning(prefixes),
        _ => Streams::All,
    })
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;

    const ARN: &str = "arn:aws:logs:us-west-2:000000000000:log-group:g";

    fn ask() -> StartLiveTailRequest {
        StartLiveTailRequest { log_group_identifiers: vec![ARN.into()], ..Default::default() }
    }

    fn tail(bench: &mut Bench, input: StartLiveTailRequest) -> Result<LiveTail, Error> {
        StartLiveTail::tail(&bench.ledger.snapshot(), &mut bench.caller, input)
    }

    #[test]
    fn streams_and_pattern_say_what_is_meant() {
        let mut bench = Bench::new();
        let key = |group: &str, stream: &str| StreamKey::new(&crate::Caller::example().scope, group, stream);
        let all = tail(&mut bench, ask()).unwrap();
        assert!(all.covers(&key("g", "s")) && !all.covers(&key("h", "s")) && all.matches("anything"));
        let some = StartLiveTailRequest {
            log_stream_name_prefixes: Some(vec!["web/".into()]),
            log_event_filter_pattern: Some("ERROR".into()),
            ..ask()
        };
        let some = tail(&mut bench, some).unwrap();
        assert!(some.covers(&key("g", "web/1")) && !some.covers(&key("g", "s")) && !some.matches("fine"));
        assert_eq!(
            some.session_start().get("logEventFilterPattern").and_then(Document::as_str),
            Some("ERROR")
        );
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let mut bench = Bench::new();
        let mut code = |input| tail(&mut bench, input).unwrap_err().code.into_owned();
        let list = |one: &str| Some(vec![one.to_owned()]);
        let both = StartLiveTailRequest {
            log_stream_names: list("s"),
            log_stream_name_prefixes: list("s"),
            ..ask()
        };
        assert_eq!(code(both), "InvalidParameterException");
        let named = StartLiveTailRequest { log_group_identifiers: vec!["g".into()], ..ask() };
        assert_eq!(code(named), "InvalidParameterException");
        let starred = StartLiveTailRequest { log_group_identifiers: vec![format!("{ARN}:*")], ..ask() };
        assert_eq!(code(starred), "InvalidParameterException");
        assert_eq!(
            code(StartLiveTailRequest { log_stream_names: list("x"), ..ask() }),
            "ResourceNotFoundException"
        );
        let nowhere = StartLiveTailRequest { log_group_identifiers: vec![format!("{ARN}2")], ..ask() };
        assert_eq!(code(nowhere), "ResourceNotFoundException");
    }
}
