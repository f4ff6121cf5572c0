//! PutAttributes: adds attributes to container instances, or gives those they have another value.

use ledger::Txn;
use model::Record;
use model::ecs::ContainerInstance;
use shapes::Error;
use shapes::ecs::{PutAttributes, PutAttributesRequest, PutAttributesResponse, errors};

use super::{attributes, find};
use crate::Caller;
use crate::table::Write;

impl Write for PutAttributes {
    fn write(
        txn: &mut Txn,
        caller: &mut Caller,
        input: PutAttributesRequest,
    ) -> Result<PutAttributesResponse, Error> {
        let cluster = find::cluster(txn.world(), &caller.scope, input.cluster.as_deref())?;
        attributes::check_count(&input.attributes)?;
        for attribute in &input.attributes {
            attributes::check(attribute)?;
            let instance = attributes::target(txn.world(), &cluster, attribute)?;
            let is_new = !instance.attributes.contains_key(&attribute.name);
            if is_new && attributes::custom(&instance) >= attributes::MOST {
                let text = "A container instance can have at most 10 custom attributes.";
                return Err(errors::attribute_limit_exceeded_exception(text));
            }
            txn.update::<ContainerInstance, _>(&instance.key(), |instance| {
                instance.attributes.insert(attribute.name.clone(), attribute.value.clone());
                instance.version += 1;
            });
        }
        Ok(PutAttributesResponse { attributes: Some(input.attributes) })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::ecs::fixture::Desk;
    use shapes::ecs::{
        Attribute, DeleteAttributes, DeleteAttributesRequest, ListAttributes, ListAttributesRequest,
        ListContainerInstances, ListContainerInstancesRequest,
    };

    fn attribute(desk: &Desk, name: &str, value: Option<&str>) -> Attribute {
        Attribute {
            name: name.to_owned(),
            value: value.map(str::to_owned),
            target_id: Some(desk.instances[0].clone()),
            target_type: None,
        }
    }

    fn put(desk: &mut Desk, name: &str, value: Option<&str>) -> Result<PutAttributesResponse, Error> {
        let attributes = vec![attribute(desk, name, value)];
        desk.write::<PutAttributes>(PutAttributesRequest { attributes, cluster: None })
    }

    fn filtered(desk: &mut Desk, filter: &str) -> Result<Vec<String>, Error> {
        let filter = Some(filter.to_owned());
        let input = ListContainerInstancesRequest { filter, ..Default::default() };
        Ok(desk.read::<ListContainerInstances>(input)?.container_instance_arns.unwrap())
    }

    fn listed(desk: &mut Desk, name: Option<&str>) -> Vec<(String, Option<String>)> {
        let input = ListAttributesRequest { attribute_name: name.map(str::to_owned), ..Default::default() };
        let all = desk.read::<ListAttributes>(input).unwrap().attributes.unwrap();
        all.into_iter().map(|attribute| (attribute.target_id.unwrap(), attribute.value)).collect()
    }

    #[test]
    fn attributes_are_put_found_listed_and_deleted() {
        let mut desk = Desk::with_instances(2);
        put(&mut desk, "stack", Some("test")).unwrap();
        put(&mut desk, "stack", Some("prod")).unwrap();
        let first = desk.instances[0].clone();
        assert_eq!(filtered(&mut desk, "attribute:stack == prod").unwrap(), std::slice::from_ref(&first));
        assert_eq!(filtered(&mut desk, "attribute:stack !exists").unwrap(), [desk.instances[1].clone()]);
        assert_eq!(filtered(&mut desk, "stack").unwrap_err().code, "InvalidParameterException");
        assert_eq!(listed(&mut desk, Some("stack")), [(first, Some("prod".to_owned()))]);
        assert!(listed(&mut desk, None).len() > 10, "built-in attributes of both");
        let attributes = vec![attribute(&desk, "stack", None)];
        desk.write::<DeleteAttributes>(DeleteAttributesRequest { attributes, cluster: None }).unwrap();
        assert!(listed(&mut desk, Some("stack")).is_empty());
    }

    #[test]
    fn ten_of_ones_own_are_enough() {
        let mut desk = Desk::with_instances(1);
        (0..10).for_each(|number| drop(put(&mut desk, &format!("a{number}"), None).unwrap()));
        assert_eq!(put(&mut desk, "a10", None).unwrap_err().code, "AttributeLimitExceededException");
        put(&mut desk, "a9", Some("again")).unwrap();
    }

    #[test]
    fn bad_names_values_and_targets_are_refused() {
        let mut desk = Desk::with_instances(1);
        for (name, value) in
            [("a b", None), ("", None), ("ecs.os-type", Some("x")), ("a", Some("")), ("a", Some(" b"))]
        {
            let refused = put(&mut desk, name, value).unwrap_err();
            assert_eq!(refused.code, "InvalidParameterException", "{name:?} {value:?}");
        }
        desk.instances[0] = desk.instances[0].replace("/default/", "/default/0");
        assert_eq!(put(&mut desk, "a", None).unwrap_err().code, "TargetNotFoundException");
        desk.instances[0] = "short".to_owned();
        assert!(put(&mut desk, "a", None).unwrap_err().message.contains("needs a targetType"));
    }
}
