//! One call as it waits in memory to be asked about. Every call becomes one, so its words are one piece of memory, and the event it was is
//! spelt out for who asks.

use std::time::Duration;

use model::cloudtrail::Event;
use model::dice::uuid;
use model::{Scope, Time};
use shapes::{Document, Error, OperationSchema};

use super::{Audit, parameters};
use crate::caller::{Caller, Source};

/// What is known of a call before it is over.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    operation: &'static OperationSchema,
    pub(super) scope: Scope,
    at: Time,
    event_id: u128,
    source: Source,
    read_only: bool,
    /// Request id, access key and parameters, behind each other.
    words: String,
    /// Where the access key and the parameters begin.
    begins: [usize; 2],
}

/// Room for the words of most calls.
const WORDS: usize = 256;

/// One call and what came of it.
#[derive(Clone, Debug)]
pub struct Call {
    /// Counts up from 1 while the process lives.
    pub number: u64,
    /// Until its answer was ready.
    pub took: Duration,
    /// It is on disk too.
    pub is_kept: bool,
    pub(super) asked: Asked,
    error: Option<Box<(String, String)>>,
}

impl Asked {
    /// Before its input is used up.
    pub(crate) fn of(
        caller: &Caller,
        operation: &'static OperationSchema,
        input: &Document,
        read_only: bool,
    ) -> Asked {
        let mut words = String::with_capacity(WORDS);
        words.push_str(&caller.request_id);
        let access_key = words.len();
        words.push_str(&caller.access_key);
        let begins = [access_key, words.len()];
        parameters::spell(&mut words, operation.input, input);
        Asked {
            operation,
            scope: caller.scope.clone(),
            at: caller.now,
            event_id: caller.event_id,
            source: caller.source.clone(),
            read_only,
            words,
            begins,
        }
    }

    /// Spelt out; the slot is where it is kept.
    pub(super) fn event(&self, slot: u16) -> Event {
        let [access_key, parameters] = self.begins;
        Event {
            scope: self.scope.clone(),
            slot,
            event_id: uuid(self.event_id),
            at: self.at,
            source: event_source(self.operation),
            name: self.operation.name.to_owned(),
            read_only: self.read_only,
            access_key: self.words[access_key..parameters].to_owned(),
            from: self.source.to_string(),
            request_id: self.words[..access_key].to_owned(),
            parameters: self.words[parameters..].to_owned(),
            error: None,
        }
    }
}

impl Call {
    /// It is over.
    pub(super) fn over(asked: Asked, error: Option<&Error>, took: Duration, is_kept: bool) -> Call {
        let error = error.map(|error| Box::new((error.code.to_string(), error.message.clone())));
        Call { number: 0, took, is_kept, asked, error }
    }

    /// Spelt out.
    pub fn event(&self) -> Event {
        Event { error: self.error.as_deref().cloned(), ..self.asked.event(0) }
    }

    /// It is about resources, not about data in them.
    pub fn is_management(&self) -> bool {
        Audit::is_management(self.asked.operation)
    }

    /// Of memory, about.
    pub(super) fn bytes(&self) -> usize {
        let error = self.error.as_ref().map_or(0, |error| error.0.len() + error.1.len());
        size_of::<Call>() + self.asked.words.capacity() + error
    }
}

/// As CloudTrail names services (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-aws-service-specific-topics.html).
fn event_source(operation: &OperationSchema) -> String {
    match operation.service.name {
        "application-autoscaling" => "autoscaling.amazonaws.com".to_owned(),
        _ => format!("{}.amazonaws.com", operation.service.signing_name),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rig::{document, schema};

    #[test]
    fn an_operation_has_its_services_event_source() {
        let source = |service: &str| {
            let service = shapes::services().iter().find(|known| known.name == service).unwrap();
            event_source(service.operations[0])
        };
        assert_eq!(source("elbv2"), "elasticloadbalancing.amazonaws.com");
        assert_eq!(source("cloudwatch"), "monitoring.amazonaws.com");
        assert_eq!(source("application-autoscaling"), "autoscaling.amazonaws.com");
    }

    #[test]
    fn its_words_are_found_again() {
        let operation = schema("ecs", "DescribeClusters").unwrap();
        let input = document(&serde_json::json!({"clusters": ["one"]}));
        let caller = Caller::example();
        let asked = Asked::of(&caller, operation, &input, true);
        let error = Error::validation("No \u{e9}.");
        let event = Call::over(asked, Some(&error), Duration::ZERO, false).event();
        assert_eq!((event.request_id, event.access_key), (caller.request_id, caller.access_key));
        assert_eq!(event.parameters, r#"{"clusters":["one"]}"#);
        assert_eq!(event.error.unwrap().1, "No \u{e9}.");
        let unsigned = Caller { access_key: String::new(), ..Caller::example() };
        assert_eq!(Asked::of(&unsigned, operation, &Document::Null, true).event(0).parameters, "null");
    }
}
