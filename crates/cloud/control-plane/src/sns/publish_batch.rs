//! PublishBatch: up to ten messages in one transaction; a message that is wrong fails alone.

use std::collections::BTreeSet;

use ledger::Txn;
use model::sns::{Message, Topic};
use shapes::Error;
use shapes::sns::{
    BatchResultErrorEntry, PublishBatch, PublishBatchInput, PublishBatchRequestEntry, PublishBatchResponse,
    PublishBatchResultEntry, errors,
};

use super::message::Draft;
use super::{fan_out, find};
use crate::Caller;
use crate::table::Write;

const MOST: usize = 10;
const LARGEST: usize = 262_144;

impl Write for PublishBatch {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PublishBatchInput,
    ) -> Result<PublishBatchResponse, Error> {
        let topic = find::topic(txn.world(), "TopicArn", &input.topic_arn)?;
        check(&input.publish_batch_request_entries)?;
        let (mut messages, mut failed, mut total) = (Vec::new(), Vec::new(), 0);
        for entry in input.publish_batch_request_entries {
            let id = entry.id.clone();
            match finish(caller, &topic, entry) {
                Ok((message, size)) => {
                    total += size;
                    messages.push((id, message));
                }
                Err(error) => failed.push(failure(id, error)),
            }
        }
        if total > LARGEST {
            let text = "The length of all the messages put together is more than the limit.";
            return Err(errors::batch_request_too_long_exception(text));
        }
        let successful = messages.into_iter().map(|(id, message)| store(txn, caller, id, message)).collect();
        Ok(PublishBatchResponse { successful: Some(successful), failed: Some(failed) })
    }
}

fn finish(
    caller: &mut Caller,
    topic: &Topic,
    entry: PublishBatchRequestEntry,
) -> Result<(Message, usize), Error> {
    let draft = Draft {
        body: entry.message,
        structure: entry.message_structure,
        subject: entry.subject,
        attributes: entry.message_attributes,
        deduplication_id: entry.message_deduplication_id,
    };
    draft.finish(caller, topic)
}

fn store(txn: &mut Txn, caller: &Caller, id: String, message: Message) -> PublishBatchResultEntry {
    let message_id = Some(message.id.clone());
    fan_out::publish(txn, caller.now, message);
    PublishBatchResultEntry { id: Some(id), message_id, sequence_number: None }
}

fn failure(id: String, error: Error) -> BatchResultErrorEntry {
    let code = error.code_for(shapes::Protocol::Query).to_owned();
    BatchResultErrorEntry {
        id: Some(id),
        code: Some(code),
        message: Some(error.message),
        sender_fault: Some(true),
    }
}

/// The rules of the batch as a whole.
fn check(entries: &[PublishBatchRequestEntry]) -> Result<(), Error> {
    if entries.is_empty() {
        return Err(errors::empty_batch_request_exception("The batch request doesn't contain any entries."));
    }
    if entries.len() > MOST {
        let text = "The batch request contains more entries than permissible.";
        return Err(errors::too_many_entries_in_batch_request_exception(text));
    }
    entries.iter().try_for_each(|entry| check_id(&entry.id))?;
    let distinct: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    match distinct.len() == entries.len() {
        true => Ok(()),
        false => Err(errors::batch_entry_ids_not_distinct_exception(
            "Two or more batch entries in the request have the same Id.",
        )),
    }
}

fn check_id(id: &str) -> Result<(), Error> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let wrong = match id {
        _ if id.len() > 80 => "is too long",
        _ if id.is_empty() || !id.chars().all(good) => "contains an impermissible character",
        _ => return Ok(()),
    };
    let text = format!("The Id of a batch entry in a batch request {wrong}: {id}");
    Err(errors::invalid_batch_entry_id_exception(text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::Desk;
    use model::sns::Delivery;

    fn input(entries: &[(&str, &str)]) -> PublishBatchInput {
        let entry = |(id, message): &(&str, &str)| PublishBatchRequestEntry {
            id: (*id).to_owned(),
            message: (*message).to_owned(),
            ..Default::default()
        };
        let publish_batch_request_entries = entries.iter().map(entry).collect();
        PublishBatchInput { topic_arn: Desk::arn("orders"), publish_batch_request_entries }
    }

    #[test]
    fn a_wrong_message_fails_alone() {
        let mut desk = Desk::with_topic("orders");
        desk.confirmed("orders", "http://a/");
        desk.deliver_all();
        let answer = desk.write::<PublishBatch>(input(&[("a", "x"), ("b", ""), ("c", "y")])).unwrap();
        let failed = answer.failed.unwrap();
        assert_eq!((failed.len(), failed[0].code.as_deref()), (1, Some("InvalidParameter")));
        assert_eq!((answer.successful.unwrap().len(), desk.world().count::<Delivery>()), (2, 2));
    }

    #[test]
    fn a_wrong_batch_fails_whole() {
        let mut desk = Desk::with_topic("orders");
        let half = "x".repeat(131_073);
        let eleven: Vec<(String, &str)> = (0..11).map(|number| (number.to_string(), "x")).collect();
        let eleven: Vec<(&str, &str)> = eleven.iter().map(|(id, text)| (id.as_str(), *text)).collect();
        for (entries, code) in [
            (vec![], "EmptyBatchRequest"),
            (eleven, "TooManyEntriesInBatchRequest"),
            (vec![("a", "x"), ("a", "y")], "BatchEntryIdsNotDistinct"),
            (vec![("a!", "x")], "InvalidBatchEntryId"),
            (vec![("a", half.as_str()), ("b", half.as_str())], "BatchRequestTooLong"),
        ] {
            let error = desk.write::<PublishBatch>(input(&entries)).unwrap_err();
            assert_eq!(error.code_for(shapes::Protocol::Query), code);
        }
    }
}
