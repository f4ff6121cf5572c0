//! ListServices: ACTIVE ones only.

use kernel::paging;
use ledger::World;
use model::ecs::{Service, ServiceStatus};
use shapes::Error;
use shapes::ecs::{ListServices, ListServicesRequest, ListServicesResponse};

use super::find;
use crate::Caller;
use crate::table::Read;

impl Read for ListServices {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListServicesRequest,
    ) -> Result<ListServicesResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        let same = |asked: &Option<String>, is: &str| asked.as_deref().is_none_or(|asked| asked == is);
        let wanted = |service: &Service| {
            service.status == ServiceStatus::Active
                && same(&input.launch_type, service.launch_type.as_str())
                && same(&input.scheduling_strategy, service.scheduling.as_str())
        };
        let prefix = format!("{}/", cluster.name);
        let all = |after: Option<&str>| {
            let after = after.map(|after| format!("{prefix}{after}"));
            world.scan_from::<Service>(&cluster.scope, &prefix, after.as_deref())
        };
        let limit = find::page_size(input.max_results, 10)?;
        let token = input.next_token.as_deref();
        let page = paging::page_from(
            |after| all(after).filter(|s| wanted(s)),
            |s| s.name.clone(),
            token,
            limit,
            find::bad_token,
        )?;
        let arns = page.items.iter().map(|service| service.arn()).collect();
        Ok(ListServicesResponse { service_arns: Some(arns), next_token: page.next })
    }
}
