//! TagResource: adds tags to a log group, at most 50 in all.

use kernel::resources::Found;
use ledger::Txn;
use shapes::logs::{TagResource, TagResourceRequest};
use shapes::{Error, Unit};

use super::{find, tags};
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(txn: &mut Txn, caller: &mut Caller, input: TagResourceRequest) -> Result<Unit, Error> {
        let group = find::tagged(txn.world(), &caller.scope, &input.resource_arn)?;
        tags::RULES.add(txn, Found::of(&*group), input.tags)?;
        Ok(Unit)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs as op;

    #[test]
    fn tags_come_and_go() {
        let mut bench = Bench::new();
        let arn = || "arn:aws:logs:us-west-2:000000000000:log-group:g".to_owned();
        let pairs = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), "v".to_owned())).collect();
        let add = TagResourceRequest { resource_arn: arn(), tags: pairs(&["a", "b"]) };
        bench.write::<TagResource>(add).unwrap();
        let reserved = TagResourceRequest { resource_arn: arn(), tags: pairs(&["AWS:x"]) };
        assert!(
            bench.write::<TagResource>(reserved).unwrap_err().message.contains("reserved for use by AWS")
        );
        let take = op::UntagResourceRequest { resource_arn: arn(), tag_keys: vec!["a".into(), "x".into()] };
        bench.write::<op::UntagResource>(take).unwrap();
        let list = op::ListTagsForResourceRequest { resource_arn: arn() };
        assert_eq!(bench.read::<op::ListTagsForResource>(list).unwrap().tags, Some(pairs(&["b"])));
    }

    #[test]
    fn fifty_are_enough() {
        let mut bench = Bench::new();
        let tags = (0..51).map(|number| (number.to_string(), String::new())).collect();
        let resource_arn = "arn:aws:logs:us-west-2:000000000000:log-group:g:*".to_owned();
        let refused = bench.write::<TagResource>(TagResourceRequest { resource_arn, tags }).unwrap_err();
        assert_eq!(refused.code, "TooManyTagsException");
    }
}
