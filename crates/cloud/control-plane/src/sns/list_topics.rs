//! ListTopics: the topics of the caller's account and Region, by name.

use kernel::paging::page_from;
use ledger::World;
use model::sns::Topic;
use shapes::Error;
use shapes::sns::{self as out, ListTopics, ListTopicsInput, ListTopicsResponse};

use super::refusal::invalid;
use super::view;
use crate::Caller;
use crate::table::Read;

impl Read for ListTopics {
    fn read(world: &World, caller: &mut Caller, input: ListTopicsInput) -> Result<ListTopicsResponse, Error> {
        let topics = |after: Option<&str>| world.scan_from::<Topic>(&caller.scope, "", after);
        let token = input.next_token.as_deref().filter(|token| !token.is_empty());
        let page = page_from(topics, |topic| topic.name.clone(), token, view::PAGE, || invalid("NextToken"))?;
        let topics = page.items.iter().map(|topic| out::Topic { topic_arn: Some(topic.arn()) });
        Ok(ListTopicsResponse { topics: Some(topics.collect()), next_token: page.next })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sns::fixture::Desk;

    #[test]
    fn pages_hold_a_hundred() {
        let mut desk = Desk::new();
        (0..101).for_each(|number| desk.topic(&format!("t{number:03}")));
        let first = desk.read::<ListTopics>(ListTopicsInput::default()).unwrap();
        assert_eq!(first.topics.unwrap().len(), 100);
        let rest = desk.read::<ListTopics>(ListTopicsInput { next_token: first.next_token }).unwrap();
        assert_eq!((rest.topics.unwrap().len(), rest.next_token), (1, None));
    }
}
