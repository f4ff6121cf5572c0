//! ListAttributes: attributes of the container instances of a cluster, by name and value.

use kernel::paging;
use ledger::World;
use model::ecs::{ContainerInstance, InstanceStatus};
use shapes::Error;
use shapes::ecs::{Attribute, ListAttributes, ListAttributesRequest, ListAttributesResponse, errors};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListAttributes {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListAttributesRequest,
    ) -> Result<ListAttributesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        if input.attribute_value.is_some() && input.attribute_name.is_none() {
            let text = "An attributeValue can only be given with an attributeName.";
            return Err(errors::invalid_parameter_exception(text));
        }
        let instances = world.scan_prefix::<ContainerInstance>(&cluster.scope, &format!("{}/", cluster.name));
        let registered = instances.filter(|instance| instance.status != InstanceStatus::Inactive);
        let all = registered.flat_map(|instance| {
            let arn = instance.arn();
            instance.attributes.iter().map(move |(name, value)| Attribute {
                name: name.clone(),
                value: value.clone(),
                target_id: Some(arn.clone()),
                target_type: None,
            })
        });
        let wanted = all.filter(|attribute| {
            input.attribute_name.as_ref().is_none_or(|name| *name == attribute.name)
                && (input.attribute_value.is_none() || input.attribute_value == attribute.value)
        });
        // Instances come in the order of their ids and attributes in that of their names; a NUL sorts before both.
        let key = |attribute: &Attribute| {
            format!("{}\0{}", attribute.target_id.as_deref().unwrap_or_default(), attribute.name)
        };
        let limit = find::page_size(input.max_results, 100)?;
        let page = paging::page(wanted, key, input.next_token.as_deref(), limit, find::bad_token)?;
        Ok(ListAttributesResponse { attributes: Some(page.items), next_token: page.next })
    }
}
