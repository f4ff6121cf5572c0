//! CreateTopic: idempotent by name, unless attributes or tags differ.

use std::collections::BTreeMap;

use ledger::Txn;
use model::sns::Topic;
use shapes::Error;
use shapes::sns::{CreateTopic, CreateTopicInput, CreateTopicResponse, Tag};

use super::refusal::{invalid, not_here};
use super::{tags, topic_attributes};
use crate::Caller;
use crate::table::Write;

impl Write for CreateTopic {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: CreateTopicInput,
    ) -> Result<CreateTopicResponse, Error> {
        let attributes = input.attributes.unwrap_or_default();
        refuse_fifo(&input.name, &attributes)?;
        check_name(&input.name)?;
        let present = txn.get::<Topic>(&Topic::key_of(&caller.scope, &input.name)).cloned();
        let topic = match present {
            Some(topic) => same(&topic, &attributes, input.tags)?,
            None => new(caller, input.name, &attributes, input.tags)?,
        };
        let topic_arn = Some(topic.arn());
        txn.put(topic);
        Ok(CreateTopicResponse { topic_arn })
    }
}

/// 1 to 256 letters, digits, hyphens and underscores.
fn check_name(name: &str) -> Result<(), Error> {
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match (1..=256).contains(&name.len()) && name.chars().all(good) {
        true => Ok(()),
        false => Err(invalid("Topic Name")),
    }
}

fn refuse_fifo(name: &str, attributes: &BTreeMap<String, String>) -> Result<(), Error> {
    let asked = attributes.get("FifoTopic").is_some_and(|value| value.eq_ignore_ascii_case("true"));
    match asked || name.ends_with(".fifo") {
        true => Err(invalid(format!("Topic Reason: {}", not_here("a FIFO topic")))),
        false => Ok(()),
    }
}

fn new(
    caller: &Caller,
    name: String,
    attributes: &BTreeMap<String, String>,
    given: Option<Vec<Tag>>,
) -> Result<Topic, Error> {
    let mut topic = Topic {
        scope: caller.scope.clone(),
        name,
        attributes: BTreeMap::new(),
        created_at: caller.now,
        tags: tags::read(given.unwrap_or_default())?,
        policy: None,
    };
    for (name, value) in attributes {
        let set = topic_attributes::set(&mut topic, name, value);
        set.map_err(|reason| invalid(format!("Attributes Reason: {reason}")))?;
    }
    Ok(topic)
}

/// The topic that is there, if nothing asked for contradicts it.
fn same(topic: &Topic, asked: &BTreeMap<String, String>, given: Option<Vec<Tag>>) -> Result<Topic, Error> {
    let agrees = |(name, value): (&String, &String)| {
        let now = topic.attributes.get(name).cloned().or_else(|| topic_attributes::default_of(topic, name));
        now.unwrap_or_default() == *value
    };
    if !asked.iter().all(agrees) {
        return Err(invalid("Attributes Reason: Topic already exists with different attributes"));
    }
    if given.is_some_and(|given| tags::read(given).is_ok_and(|given| given != topic.tags)) {
        return Err(invalid("Tags Reason: Topic already exists with different tags"));
    }
    Ok(topic.clone())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::{Desk, words};

    fn input(name: &str, attributes: &[(&str, &str)]) -> CreateTopicInput {
        let pairs = attributes.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        CreateTopicInput { name: name.into(), attributes: Some(pairs.collect()), ..Default::default() }
    }

    #[test]
    fn creating_again_needs_the_same_attributes() {
        let mut desk = Desk::new();
        let first = desk.write::<CreateTopic>(input("orders", &[("DisplayName", "a")])).unwrap();
        let arn = "arn:aws:sns:us-west-2:000000000000:orders";
        assert_eq!(first.topic_arn.as_deref(), Some(arn));
        assert_eq!(desk.write::<CreateTopic>(input("orders", &[])).unwrap(), first);
        let other = desk.write::<CreateTopic>(input("orders", &[("DisplayName", "b")]));
        let text = "Invalid parameter: Attributes Reason: Topic already exists with different attributes";
        assert_eq!(words(other), text);
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let mut desk = Desk::new();
        assert_eq!(words(desk.write::<CreateTopic>(input("a b", &[]))), "Invalid parameter: Topic Name");
        for attribute in
            [("FifoTopic", "true"), ("KmsMasterKeyId", "k"), ("SignatureVersion", "3"), ("Nonsense", "1")]
        {
            assert!(desk.write::<CreateTopic>(input("a", &[attribute])).is_err(), "{attribute:?}");
        }
    }
}
