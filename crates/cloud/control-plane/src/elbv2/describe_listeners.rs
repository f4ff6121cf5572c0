//! DescribeListeners: those of a load balancer by page, or those of some ARNs, which must all exist.

use std::sync::Arc;

use kernel::paging::Page;
use ledger::World;
use model::elbv2::Listener;
use shapes::Error;
use shapes::elbv2::{DescribeListeners, DescribeListenersInput, DescribeListenersOutput};

use super::{find, listing, view};
use crate::Caller;
use crate::table::Read;

impl Read for DescribeListeners {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: DescribeListenersInput,
    ) -> Result<DescribeListenersOutput, Error> {
        let page = page(world, caller, input)?;
        let shown = page.items.iter().map(|listener| view::listener(world, listener)).collect();
        Ok(DescribeListenersOutput { listeners: Some(shown), next_marker: page.next })
    }
}

fn page(world: &World, caller: &Caller, input: DescribeListenersInput) -> Result<Page<Arc<Listener>>, Error> {
    let balancer = input.load_balancer_arn.filter(|arn| !arn.is_empty());
    match (balancer, listing::given(input.listener_arns)) {
        (Some(balancer), None) => {
            let balancer = find::load_balancer(world, &caller.scope, &balancer)?;
            let all = find::listeners(world, &balancer).cloned();
            listing::cut(all, |listener| listener.id.clone(), input.marker.as_deref(), input.page_size)
        }
        (None, Some(arns)) => {
            listing::check_count("listener ARNs", &arns)?;
            let find = |arn: &String| find::listener(world, &caller.scope, arn);
            Ok(Page { items: arns.iter().map(find).collect::<Result<_, _>>()?, next: None })
        }
        _ => Err(Error::validation("You must specify either listener ARNs or a load balancer ARN")),
    }
}
