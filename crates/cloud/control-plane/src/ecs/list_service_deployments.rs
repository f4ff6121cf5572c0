//! ListServiceDeployments: newest first, by status and time of creation.

use kernel::paging;
use ledger::World;
use model::ecs::{ServiceDeployment, ServiceDeploymentStatus};
use shapes::Error;
use shapes::ecs::{
    ListServiceDeployments, ListServiceDeploymentsRequest, ListServiceDeploymentsResponse, errors,
};

use super::{deployment_history, find, view};
use crate::Caller;
use crate::table::Read;

impl Read for ListServiceDeployments {
    fn read(
        world: &World,
        caller: &mut Caller,
        input: ListServiceDeploymentsRequest,
    ) -> Result<ListServiceDeploymentsResponse, Error> {
        let cluster = find::cluster(world, &caller.scope, input.cluster.as_deref())?;
        let service = find::service(world, &cluster, &input.service)?;
        let statuses = statuses(input.status)?;
        let span = input.created_at.unwrap_or_default();
        let wanted = |it: &ServiceDeployment| {
            statuses.as_ref().is_none_or(|statuses| statuses.contains(&it.status))
                && span.after.is_none_or(|after| it.created_at.0 > after.millis())
                && span.before.is_none_or(|before| it.created_at.0 < before.millis())
        };
        let all = deployment_history::of(world, &service).into_iter().filter(|it| wanted(it));
        let limit = find::page_size(input.max_results, 20)?;
        // Descending by time: pages want keys that ascend.
        let key =
            |it: &&std::sync::Arc<ServiceDeployment>| format!("{:020}/{}", i64::MAX - it.created_at.0, it.id);
        let mut sorted: Vec<_> = all.collect();
        sorted.sort_by_key(key);
        let page =
            paging::page(sorted.into_iter(), key, input.next_token.as_deref(), limit, find::bad_token)?;
        let shown = page.items.into_iter().map(|it| view::service_deployment_brief(it)).collect();
        Ok(ListServiceDeploymentsResponse { service_deployments: Some(shown), next_token: page.next })
    }
}

fn statuses(words: Option<Vec<String>>) -> Result<Option<Vec<ServiceDeploymentStatus>>, Error> {
    let Some(words) = words.filter(|words| !words.is_empty()) else { return Ok(None) };
    let bad = |word: &String| {
        errors::invalid_parameter_exception(format!("Invalid service deployment status: {word}."))
    };
    // Statuses that no deployment here ever has are AWS's words all the same.
    let known = words.iter().filter(|word| *word != "STOP_REQUESTED");
    known.map(|word| word.parse().map_err(|()| bad(word))).collect::<Result<_, _>>().map(Some)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use shapes::ecs::{UpdateService, UpdateServiceRequest};

    use super::*;
    use crate::ecs::fixture::Desk;

    fn list(
        desk: &mut Desk,
        change: impl FnOnce(&mut ListServiceDeploymentsRequest),
    ) -> (Vec<String>, Option<String>) {
        let mut input = ListServiceDeploymentsRequest { service: "web".to_owned(), ..Default::default() };
        change(&mut input);
        let listed = desk.read::<ListServiceDeployments>(input).unwrap();
        let briefs = listed.service_deployments.unwrap();
        (briefs.into_iter().map(|it| it.service_deployment_arn.unwrap()).collect(), listed.next_token)
    }

    #[test]
    fn the_newest_hundred_are_kept_and_listed_newest_first_in_pages() {
        let mut desk = Desk::with_instances(0);
        desk.create_service("web");
        let first = list(&mut desk, |_| ()).0;
        for _ in 0..120 {
            desk.caller.now = desk.caller.now.plus(1);
            let force = UpdateServiceRequest {
                service: "web".to_owned(),
                force_new_deployment: Some(true),
                ..Default::default()
            };
            desk.write::<UpdateService>(force).unwrap();
        }
        let (page, token) = list(&mut desk, |_| ());
        assert_eq!((page.len(), token.is_some()), (20, true));
        let (rest, none) = list(&mut desk, |it| (it.max_results, it.next_token) = (Some(100), token));
        assert_eq!((rest.len(), none), (80, None), "the newest 100 and no more");
        assert!(!rest.contains(&first[0]) && !rest.contains(&page[19]));
    }

    #[test]
    fn status_and_time_choose_and_unknown_words_are_refused() {
        let mut desk = Desk::with_instances(0);
        desk.create_service("web");
        let status = |word: &str| Some(vec![word.to_owned()]);
        assert_eq!(list(&mut desk, |it| it.status = status("PENDING")).0.len(), 1);
        assert_eq!(list(&mut desk, |it| it.status = status("SUCCESSFUL")).0.len(), 0);
        assert_eq!(list(&mut desk, |it| it.status = status("STOP_REQUESTED")).0.len(), 0);
        let after = Some(shapes::Timestamp::from_millis(desk.caller.now.0));
        let later = shapes::ecs::CreatedAt { after, before: None };
        assert_eq!(list(&mut desk, |it| it.created_at = Some(later)).0.len(), 0);
        let wrong = ListServiceDeploymentsRequest {
            service: "web".to_owned(),
            status: status("DONE"),
            ..Default::default()
        };
        assert!(desk.read::<ListServiceDeployments>(wrong).is_err());
    }
}
