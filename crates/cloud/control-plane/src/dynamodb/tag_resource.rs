//! TagResource: adds tags to a table, at most 50 in all.

use kernel::resources::Found;
use ledger::Txn;
use shapes::dynamodb::{TagResource, TagResourceInput};
use shapes::{Error, Unit};

use super::{find, tags};
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: TagResourceInput) -> Result<Unit, Error> {
        let table = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        tags::RULES.add(txn, Found::of(&*table), input.tags)?;
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::dynamodb::sample::Bench;
    use shapes::dynamodb::{
        ListTagsOfResource, ListTagsOfResourceInput, Tag, UntagResource, UntagResourceInput,
    };

    #[test]
    fn tags_come_and_go() {
        let mut bench = Bench::new(&[]);
        let resource_arn = || "arn:aws:dynamodb:us-west-2:000000000000:table/t".to_owned();
        let tag = |key: &str| Tag { key: key.into(), value: "v".into() };
        let add = TagResourceInput { resource_arn: resource_arn(), tags: vec![tag("a"), tag("b")] };
        bench.write::<TagResource>(add).unwrap();
        let take =
            UntagResourceInput { resource_arn: resource_arn(), tag_keys: vec!["a".into(), "x".into()] };
        bench.write::<UntagResource>(take).unwrap();
        let list = ListTagsOfResourceInput { resource_arn: resource_arn() };
        assert_eq!(bench.read::<ListTagsOfResource>(list).unwrap().tags, Some(vec![tag("b")]));
        let many = (0..51).map(|n| tag(&n.to_string())).collect();
        assert!(
            bench
                .write::<TagResource>(TagResourceInput { resource_arn: resource_arn(), tags: many })
                .is_err()
        );
    }
}
