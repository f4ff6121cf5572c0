//! Actions of listeners and rules. In: actions as requests write them. Out: the one action that ends them, checked; and back again.
//!
//! An action list ends with exactly one of forward, redirect and fixed-response. Only authentication could precede it, which needs
//! HTTPS listeners and is refused.

use std::collections::BTreeSet;

use ledger::World;
use model::Scope;
use model::elbv2::{Action, WeightedGroup};
use shapes::Error;
use shapes::elbv2 as wire;
use shapes::elbv2::errors;

use super::{find, usage};
use crate::quotas;

/// Media types of fixed responses.
const CONTENT_TYPES: [&str; 5] =
    ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

/// Where an action is read for.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    /// What the target groups are looked up in.
    pub world: &'a World,
    /// Account and Region.
    pub scope: &'a Scope,
    /// Name of the load balancer that will act.
    pub load_balancer: &'a str,
    /// `HTTP` or `HTTPS`: what the listener speaks.
    pub protocol: &'a str,
}

/// Reads the action list of a listener or rule; its target groups exist and may serve this load balancer.
pub(crate) fn read(place: Place<'_>, given: Vec<wire::Action>) -> Result<Action, Error> {
    let given = only(given)?;
    check_configs(&given)?;
    let action = match given.r#type.as_str() {
        "forward" => forward(place, given)?,
        "redirect" => redirect(given.redirect_config.ok_or_else(|| incomplete("RedirectConfig"))?)?,
        "fixed-response" => {
            fixed_response(given.fixed_response_config.ok_or_else(|| incomplete("FixedResponseConfig"))?)?
        }
        other => {
            let text = format!("Actions of type '{other}' are not in this product yet; see SCOPE.md");
            return Err(errors::invalid_load_balancer_action_exception(text));
        }
    };
    check_protocol(place.world, place.scope, place.protocol, &action)?;
    usage::check(place.world, place.scope, place.load_balancer, &action)?;
    Ok(action)
}

/// HTTP/2 and gRPC targets take HTTPS listeners, and nobody is led back from HTTPS to HTTP.
pub(crate) fn check_protocol(
    world: &World,
    scope: &Scope,
    protocol: &str,
    action: &Action,
) -> Result<(), Error> {
    if let Action::Redirect { protocol: to, .. } = action
        && (protocol, to.as_str()) == ("HTTPS", "HTTP")
    {
        let text = "A redirect action of an HTTPS listener cannot lead to HTTP";
        return Err(errors::invalid_load_balancer_action_exception(text));
    }
    for group in action.groups().iter().filter(|_| protocol == "HTTP") {
        let version = find::target_group(world, scope, &group.target_group_arn)?.protocol_version.clone();
        if version != "HTTP1" {
            let text = format!(
                "Listener protocol 'HTTP' is not supported with a target group with the protocol-version '{version}'"
            );
            return Err(errors::invalid_configuration_request_exception(text));
        }
    }
    Ok(())
}

/// The single action of a list.
fn only(mut given: Vec<wire::Action>) -> Result<wire::Action, Error> {
    let ends =
        |action: &&wire::Action| matches!(action.r#type.as_str(), "forward" | "redirect" | "fixed-response");
    if let Some(before) = given.iter().find(|action| !ends(action)) {
        let text = format!("Actions of type '{}' are not in this product yet; see SCOPE.md", before.r#type);
        return Err(errors::invalid_load_balancer_action_exception(text));
    }
    match (given.pop(), given.is_empty()) {
        (Some(action), true) => Ok(action),
        (Some(_), false) => Err(errors::too_many_actions_exception(
            "Only one action of type 'forward', 'redirect' or 'fixed-response' can be specified",
        )),
        (None, _) => Err(Error::validation("At least one action must be specified")),
    }
}

/// A configuration of another type than the action's is a mistake worth telling.
fn check_configs(action: &wire::Action) -> Result<(), Error> {
    let present = [
        ("forward", "TargetGroupArn", action.target_group_arn.as_ref().is_some_and(|arn| !arn.is_empty())),
        ("forward", "ForwardConfig", action.forward_config.is_some()),
        ("redirect", "RedirectConfig", action.redirect_config.is_some()),
        ("fixed-response", "FixedResponseConfig", action.fixed_response_config.is_some()),
    ];
    let kind = action.r#type.as_str();
    match present.iter().find(|(owner, _, given)| *given && *owner != kind) {
        Some((_, config, _)) => {
            Err(Error::validation(format!("{config} cannot be specified for an action of type '{kind}'")))
        }
        None => Ok(()),
    }
}

fn incomplete(config: &str) -> Error {
    Error::validation(format!("{config} must be specified"))
}

fn forward(place: Place<'_>, given: wire::Action) -> Result<Action, Error> {
    let config = given.forward_config.unwrap_or_default();
    let listed = config.target_groups.unwrap_or_default().into_iter().map(weighted);
    let mut groups = listed.collect::<Result<Vec<_>, _>>()?;
    if let Some(arn) = given.target_group_arn.filter(|arn| !arn.is_empty()) {
        merge_single(&mut groups, arn)?;
    }
    check_groups(place, &groups)?;
    let stickiness = config.target_group_stickiness_config.map(stickiness).transpose()?.flatten();
    Ok(Action::Forward { groups, stickiness })
}

fn weighted(tuple: wire::TargetGroupTuple) -> Result<WeightedGroup, Error> {
    let target_group_arn = tuple.target_group_arn.ok_or_else(|| incomplete("A target group ARN"))?;
    let weight = tuple.weight.unwrap_or(1);
    if !(0..=999).contains(&weight) {
        return Err(Error::validation(format!("Target group weight '{weight}' must be between 0 and 999")));
    }
    Ok(WeightedGroup { target_group_arn, weight })
}

/// `TargetGroupArn` beside a `ForwardConfig` must name its only group.
fn merge_single(groups: &mut Vec<WeightedGroup>, arn: String) -> Result<(), Error> {
    match groups.as_slice() {
        [] => groups.push(WeightedGroup { target_group_arn: arn, weight: 1 }),
        [only] if only.target_group_arn == arn => {}
        _ => {
            let text = "TargetGroupArn and ForwardConfig can be specified together only if they name one target group";
            return Err(Error::validation(text));
        }
    }
    Ok(())
}

fn check_groups(place: Place<'_>, groups: &[WeightedGroup]) -> Result<(), Error> {
    if groups.is_empty() {
        return Err(Error::validation("A target group ARN must be specified"));
    }
    quotas::TARGET_GROUPS_OF_AN_ACTION.check(groups.len())?;
    let mut seen = BTreeSet::new();
    for group in groups {
        find::target_group(place.world, place.scope, &group.target_group_arn)?;
        if !seen.insert(&group.target_group_arn) {
            let text = format!("Target group '{}' was given more than once", group.target_group_arn);
            return Err(Error::validation(text));
        }
    }
    Ok(())
}

/// Seconds of group stickiness; `None` when it is off.
fn stickiness(config: wire::TargetGroupStickinessConfig) -> Result<Option<i64>, Error> {
    if config.enabled != Some(true) {
        return Ok(None);
    }
    let seconds = config.duration_seconds.filter(|seconds| (1..=604_800).contains(seconds));
    let text = "Target group stickiness duration must be between 1 and 604800 seconds";
    seconds.map(Some).ok_or_else(|| Error::validation(text))
}

fn redirect(config: wire::RedirectActionConfig) -> Result<Action, Error> {
    let or = |given: Option<String>, default: &str| given.unwrap_or_else(|| default.to_owned());
    let protocol = or(config.protocol, "#{protocol}");
    let host = or(config.host, "#{host}");
    let port = or(config.port, "#{port}");
    let path = or(config.path, "/#{path}");
    let query = or(config.query, "#{query}");
    let same = [&*protocol, &*host, &*port, &*path] == ["#{protocol}", "#{host}", "#{port}", "/#{path}"];
    let fault = if same {
        "The redirect action must change at least one of protocol, host, port and path"
    } else if !matches!(&*protocol, "HTTP" | "HTTPS" | "#{protocol}") {
        "The redirect protocol must be HTTP, HTTPS or #{protocol}"
    } else if port != "#{port}" && !port.parse::<u16>().is_ok_and(|port| port > 0) {
        "The redirect port must be between 1 and 65535 or #{port}"
    } else if !path.starts_with('/') {
        "The redirect path must begin with a '/' character"
    } else if [&host, &path, &query].into_iter().any(|text| has_unknown_keyword(text)) {
        "The redirect host, path and query can hold #{protocol}, #{host}, #{port}, #{path} and #{query} only"
    } else if [&host, &path, &query].into_iter().any(|text| !text.bytes().all(|byte| byte.is_ascii_graphic()))
    {
        "The redirect host, path and query must hold printable ASCII characters without spaces only"
    } else {
        return Ok(Action::Redirect { protocol, host, port, path, query, status: config.status_code });
    };
    Err(errors::invalid_load_balancer_action_exception(fault))
}

/// A `#{...}` that stands for nothing.
fn has_unknown_keyword(text: &str) -> bool {
    let keyword = |rest: &str| {
        rest.split_once('}')
            .is_some_and(|(word, _)| ["protocol", "host", "port", "path", "query"].contains(&word))
    };
    text.split("#{").skip(1).any(|rest| !keyword(rest))
}

fn fixed_response(config: wire::FixedResponseActionConfig) -> Result<Action, Error> {
    let status = config.status_code.parse::<u16>().ok();
    let status = status.filter(|status| matches!(status, 200..=299 | 400..=599)).ok_or_else(|| {
        Error::validation(format!("Fixed response code '{}' must be 2XX, 4XX or 5XX", config.status_code))
    })?;
    let content_type = config.content_type.filter(|kind| !kind.is_empty());
    if let Some(unknown) = content_type.as_deref().filter(|kind| !CONTENT_TYPES.contains(kind)) {
        let text = format!("Content type '{unknown}' must be one of '{}'", CONTENT_TYPES.join(", "));
        return Err(Error::validation(text));
    }
    let body = config.message_body;
    if body.as_ref().is_some_and(|body| body.len() > 1024) {
        return Err(Error::validation("The message body cannot be longer than '1024' bytes"));
    }
    Ok(Action::FixedResponse { status, content_type, body })
}

/// An action as answers show it.
pub(crate) fn write(action: &Action) -> Vec<wire::Action> {
    let shown = match action {
        Action::Forward { groups, stickiness } => write_forward(groups, *stickiness),
        Action::Redirect { protocol, host, port, path, query, status } => wire::Action {
            r#type: "redirect".to_owned(),
            redirect_config: Some(wire::RedirectActionConfig {
                protocol: Some(protocol.clone()),
                host: Some(host.clone()),
                port: Some(port.clone()),
                path: Some(path.clone()),
                query: Some(query.clone()),
                status_code: status.clone(),
            }),
            ..Default::default()
        },
        Action::FixedResponse { status, content_type, body } => wire::Action {
            r#type: "fixed-response".to_owned(),
            fixed_response_config: Some(wire::FixedResponseActionConfig {
                status_code: status.to_string(),
                content_type: content_type.clone(),
                message_body: body.clone(),
            }),
            ..Default::default()
        },
    };
    vec![wire::Action { order: Some(1), ..shown }]
}

/// One group is shown in both forms.
fn write_forward(groups: &[WeightedGroup], stickiness: Option<i64>) -> wire::Action {
    let tuple = |group: &WeightedGroup| wire::TargetGroupTuple {
        target_group_arn: Some(group.target_group_arn.clone()),
        weight: Some(group.weight),
    };
    let sticky = wire::TargetGroupStickinessConfig {
        enabled: Some(stickiness.is_some()),
        duration_seconds: stickiness,
    };
    let single = match groups {
        [only] => Some(only.target_group_arn.clone()),
        _ => None,
    };
    wire::Action {
        r#type: "forward".to_owned(),
        target_group_arn: single,
        forward_config: Some(wire::ForwardActionConfig {
            target_groups: Some(groups.iter().map(tuple).collect()),
            target_group_stickiness_config: Some(sticky),
        }),
        ..Default::default()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::elbv2::example::Example;

    fn read_one(example: &Example, action: wire::Action) -> Result<Action, Error> {
        let world = example.world();
        let place =
            Place { world: &world, scope: &example.caller.scope, load_balancer: "one", protocol: "HTTP" };
        read(place, vec![action])
    }

    fn redirect_to(config: wire::RedirectActionConfig) -> wire::Action {
        let status_code = "HTTP_301".to_owned();
        let redirect_config = Some(wire::RedirectActionConfig { status_code, ..config });
        wire::Action { r#type: "redirect".into(), redirect_config, ..Default::default() }
    }

    #[test]
    fn an_action_read_and_written_reads_the_same() {
        let mut example = Example::new();
        let group = example.target_group("g");
        let given =
            wire::Action { r#type: "forward".into(), target_group_arn: Some(group), ..Default::default() };
        let action = read_one(&example, given).unwrap();
        let shown = write(&action).remove(0);
        assert!(shown.target_group_arn.is_some() && shown.forward_config.is_some());
        assert_eq!(read_one(&example, shown).unwrap(), action);
    }

    #[test]
    fn a_redirect_must_lead_elsewhere() {
        let example = Example::new();
        assert!(read_one(&example, redirect_to(Default::default())).is_err());
        let query = wire::RedirectActionConfig { query: Some("a=b".into()), ..Default::default() };
        assert!(read_one(&example, redirect_to(query)).is_err());
        let path = wire::RedirectActionConfig { path: Some("/new".into()), ..Default::default() };
        assert!(read_one(&example, redirect_to(path)).is_ok());
        let bad = wire::RedirectActionConfig { path: Some("new".into()), ..Default::default() };
        assert!(read_one(&example, redirect_to(bad)).is_err());
    }

    #[test]
    fn weights_and_foreign_configs_are_checked() {
        let mut example = Example::new();
        let arn = example.target_group("g");
        let mut given = example.forward(&arn);
        given.forward_config = Some(wire::ForwardActionConfig {
            target_groups: Some(vec![wire::TargetGroupTuple {
                target_group_arn: Some(arn.clone()),
                weight: Some(1000),
            }]),
            ..Default::default()
        });
        assert!(read_one(&example, given).is_err());
        let mut given = example.forward(&arn);
        given.fixed_response_config = Some(Default::default());
        assert!(read_one(&example, given).unwrap_err().message.contains("FixedResponseConfig"));
        let login = wire::Action { r#type: "authenticate-oidc".into(), ..Default::default() };
        assert!(read_one(&example, login).unwrap_err().message.contains("SCOPE.md"));
    }
}
