//! TagLogGroup: the older way to add tags to a group, by its name.

use ledger::Txn;
use shapes::logs::{TagLogGroup, TagLogGroupRequest, TagResource, TagResourceRequest};
use shapes::{Error, Unit};

use super::find;
use crate::Caller;
use crate::table::Write;

impl Write for TagLogGroup {
    fn write(txn: &mut Txn, caller: &mut Caller, input: TagLogGroupRequest) -> Result<Unit, Error> {
        let resource_arn = find::group(txn.world(), &caller.scope, &input.log_group_name)?.arn();
        TagResource::write(txn, caller, TagResourceRequest { resource_arn, tags: input.tags })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::logs::bench::Bench;
    use shapes::logs as op;

    #[test]
    fn the_older_way_leads_to_the_same_tags() {
        let mut bench = Bench::new();
        let log_group_name = || "g".to_owned();
        let pairs = |keys: &[&str]| keys.iter().map(|key| ((*key).to_owned(), "v".to_owned())).collect();
        let add = TagLogGroupRequest { log_group_name: log_group_name(), tags: pairs(&["a", "b"]) };
        bench.write::<TagLogGroup>(add).unwrap();
        let take = op::UntagLogGroupRequest { log_group_name: log_group_name(), tags: vec!["a".into()] };
        bench.write::<op::UntagLogGroup>(take).unwrap();
        let list = || op::ListTagsLogGroupRequest { log_group_name: log_group_name() };
        assert_eq!(bench.read::<op::ListTagsLogGroup>(list()).unwrap().tags, Some(pairs(&["b"])));
        let nowhere = op::ListTagsLogGroupRequest { log_group_name: "x".into() };
        assert_eq!(
            bench.read::<op::ListTagsLogGroup>(nowhere).unwrap_err().code,
            "ResourceNotFoundException"
        );
    }
}
