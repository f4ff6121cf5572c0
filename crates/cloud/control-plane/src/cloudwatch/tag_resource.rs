//! TagResource: adds or overwrites tags of an alarm.

use kernel::resources::Found;
use ledger::Txn;
use shapes::Error;
use shapes::cloudwatch::{TagResource, TagResourceInput, TagResourceOutput};

use super::tags;
use crate::Caller;
use crate::table::Write;

impl Write for TagResource {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourceInput,
    ) -> Result<TagResourceOutput, Error> {
        let found = Found::of(&**tags::alarm(txn.world(), &caller.scope, &input.resource_arn)?);
        tags::RULES.add(txn, found, input.tags)?;
        Ok(TagResourceOutput {})
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::cloudwatch::alarm_bench::AlarmBench;
    use shapes::cloudwatch as op;

    #[test]
    fn tags_come_and_go() {
        let mut bench = AlarmBench::with_alarm("hot", &[]);
        let resource_arn = bench.alarm("hot").unwrap().0.arn();
        let tags = ["a", "b"].map(|key| op::Tag { key: key.into(), value: "1".into() }).to_vec();
        bench.write::<TagResource>(TagResourceInput { resource_arn: resource_arn.clone(), tags }).unwrap();
        let untag = op::UntagResourceInput { resource_arn: resource_arn.clone(), tag_keys: vec!["a".into()] };
        bench.write::<op::UntagResource>(untag).unwrap();
        let list = op::ListTagsForResourceInput { resource_arn };
        let left = bench.read::<op::ListTagsForResource>(list).unwrap().tags.unwrap();
        assert_eq!(left, [op::Tag { key: "b".into(), value: "1".into() }]);
    }

    #[test]
    fn what_is_not_there_or_not_an_alarm_is_refused() {
        let mut bench = AlarmBench::new();
        let mut code = |arn: &str| {
            let list = op::ListTagsForResourceInput { resource_arn: arn.into() };
            bench.read::<op::ListTagsForResource>(list).unwrap_err().code
        };
        assert_eq!(code("arn:aws:cloudwatch:us-west-2:000000000000:alarm:gone"), "ResourceNotFoundException");
        assert_eq!(code("arn:aws:cloudwatch::000000000000:dashboard/d"), "InvalidParameterValueException");
    }
}
