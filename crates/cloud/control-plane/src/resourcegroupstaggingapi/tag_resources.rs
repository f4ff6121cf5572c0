//! TagResources: the same tags for several resources, of whatever services.

use kernel::Caller;
use kernel::tags::{MOST, TagRules};
use ledger::Txn;
use shapes::Error;
use shapes::resourcegroupstaggingapi::{TagResources, TagResourcesInput, TagResourcesOutput};

use super::{each, find, invalid};
use crate::table::Write;

const RULES: TagRules = TagRules {
    reserved: |key| invalid(format!("The tag key {key} begins with aws:, which is reserved.")),
    too_many: |_| invalid(format!("A resource can have at most {MOST} tags.")),
    twice: None,
};

impl Write for TagResources {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: TagResourcesInput,
    ) -> Result<TagResourcesOutput, Error> {
        let given = RULES.read(Some(input.tags), "")?;
        let failed = each(input.resource_arn_list, |arn| {
            let found = find(txn.world(), &caller.scope, arn)?;
            RULES.add(txn, found, given.clone())
        });
        Ok(TagResourcesOutput { failed_resources_map: Some(failed) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use kernel::rig::Rig;
    use shapes::Document;

    const SERVICE: &str = "resourcegroupstaggingapi";

    fn texts(answer: &Document, member: &str) -> Vec<String> {
        let Some(Document::List(all)) = answer.get(member) else { panic!("{answer:?}") };
        let text = |one: &Document| match one {
            Document::String(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        all.iter().map(text).collect()
    }

    #[test]
    fn resources_of_several_services_are_tagged_at_once_and_failures_are_told() {
        let rig = Rig::in_memory(crate::entries());
        rig.call("ecs", "CreateCluster", &json!({"clusterName": "one"})).unwrap();
        rig.call("ssm", "PutParameter", &json!({"Name": "/p/q", "Value": "v", "Type": "String"})).unwrap();
        let arn = |rest: &str| format!("arn:aws:{rest}").replace("HERE", "us-west-2:000000000000");
        let there = [arn("ecs:HERE:cluster/one"), arn("ssm:HERE:parameter/p/q")];
        let gone = [arn("ecs:HERE:cluster/two"), "one".to_owned()];
        let all: Vec<&String> = there.iter().chain(&gone).collect();
        let input = json!({"ResourceARNList": all, "Tags": {"a": "1", "b": "2"}});
        let answer = rig.call(SERVICE, "TagResources", &input).unwrap();
        let Some(Document::Map(failed)) = answer.get("FailedResourcesMap") else { panic!("{answer:?}") };
        let failed: Vec<String> = failed.iter().map(|(arn, _)| arn.to_string()).collect();
        assert_eq!(failed, gone);
        let keys = || texts(&rig.call(SERVICE, "GetTagKeys", &json!({})).unwrap(), "TagKeys");
        assert_eq!(keys(), ["a", "b"]);
        rig.call(SERVICE, "UntagResources", &json!({"ResourceARNList": there, "TagKeys": ["a", "x"]}))
            .unwrap();
        assert_eq!(keys(), ["b"]);
        let more = json!({"ResourceARNList": [there[0]], "Tags": {"b": "0"}});
        rig.call(SERVICE, "TagResources", &more).unwrap();
        let values = rig.call(SERVICE, "GetTagValues", &json!({"Key": "b"})).unwrap();
        assert_eq!(texts(&values, "TagValues"), ["0", "2"]);
        let reserved = json!({"ResourceARNList": there, "Tags": {"aws:x": "1"}});
        assert_eq!(
            rig.call(SERVICE, "TagResources", &reserved).unwrap_err().code,
            "InvalidParameterException"
        );
    }
}
