//! StartLiveTail: which events a session shows. In: groups by ARN, streams, a pattern. Out: a [`LiveTail`], which tells events that are meant
//! and says how the session begins. Never here: the events themselves, the stream of answers (the front door sends it).

use kernel::live_tail::{LiveTail, Streams};
use ledger::{GroupKey, World};
use shapes::Error;
use shapes::logs::{LiveTailSessionStart, StartLiveTail, StartLiveTailRequest, errors};

use super::{find, pattern, view};
use crate::Caller;
use crate::table::Tail;

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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ledger::StreamKey;
    use shapes::Document;

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
