//! The routing table made ready for requests. In: a [`RoutingTable`] and the snapshot before it. Out: an immutable
//! snapshot whose targets keep the connections, counts and health of those they continue. Never done here: I/O.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use model::elbv2::ConditionMatcher;

use crate::caller::Caller;
use crate::dice;
use crate::group::GroupState;
use crate::response_headers::ResponseHeaders;
use crate::table::{
    Action, Attributes, FixedResponse, Forward, Listener, LoadBalancer, Names, Redirect, RoutingTable,
};
use crate::tally::Tally;
use crate::tls::Door;

/// Why a table was refused; the table before it stays in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableError {
    /// An action names a target group the table does not hold.
    UnknownTargetGroup(Arc<str>),
    /// An HTTPS listener has no certificate, or one that cannot be used: the listener's ARN and why.
    BadListener(Arc<str>, String),
}

impl fmt::Display for TableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTargetGroup(arn) => {
                write!(
                    out,
                    "an action forwards to {arn}, but the table does not hold it: add it to target_groups"
                )
            }
            Self::BadListener(arn, why) => write!(out, "the listener {arn} cannot speak TLS: {why}"),
        }
    }
}

impl std::error::Error for TableError {}

/// One load balancer.
#[derive(Debug)]
pub(crate) struct BalancerState {
    pub(crate) arn: Arc<str>,
    pub(crate) name: Arc<str>,
    pub(crate) dns_name: Arc<str>,
    pub(crate) attributes: Attributes,
    pub(crate) tally: Arc<Tally>,
}

/// One listener, with its load balancer.
#[derive(Debug)]
pub(crate) struct ListenerState {
    pub(crate) balancer: Arc<BalancerState>,
    arn: Arc<str>,
    pub(crate) port: u16,
    /// The way in through TLS, of an HTTPS listener.
    door: Option<Arc<Door>>,
    pub(crate) server_header: bool,
    /// What answers carry besides; shared with the requests on their way.
    pub(crate) response_headers: Option<Arc<ResponseHeaders>>,
    pub(crate) rules: Vec<RuleState>,
    pub(crate) default_action: ActionState,
}

impl ListenerState {
    /// Whether it speaks TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.door.is_some()
    }
}

#[cfg(test)]
impl ListenerState {
    /// A plain listener without rules, of a load balancer that does nothing special.
    pub(crate) fn plain(port: u16, attributes: Attributes, default_action: ActionState) -> Self {
        let balancer = BalancerState {
            arn: "a".into(),
            name: "n".into(),
            dns_name: "d".into(),
            attributes,
            tally: Arc::new(Tally::new(1)),
        };
        Self {
            balancer: Arc::new(balancer),
            arn: "l".into(),
            port,
            door: None,
            server_header: true,
            response_headers: None,
            rules: Vec::new(),
            default_action,
        }
    }
}

#[derive(Debug)]
pub(crate) struct RuleState {
    pub(crate) priority: u32,
    pub(crate) conditions: Vec<ConditionMatcher>,
    pub(crate) action: ActionState,
}

#[derive(Debug)]
pub(crate) enum ActionState {
    Forward(Split),
    Redirect(Redirect),
    Fixed(FixedResponse),
}

/// Groups by weight.
#[derive(Debug)]
pub(crate) struct Split {
    choices: Vec<(u64, Arc<GroupState>)>,
    total: u64,
    pub(crate) stickiness: Option<Duration>,
}

impl Split {
    /// The group of the next request: the one of mark `wanted` if it is here, else by weight; `None` when all weights
    /// are 0.
    pub(crate) fn pick(&self, wanted: Option<u64>) -> Option<&Arc<GroupState>> {
        let sticky = wanted.and_then(|wanted| self.choices.iter().find(|(_, group)| group.mark == wanted));
        if let Some((_, group)) = sticky {
            return Some(group);
        }
        if let [(weight, only)] = self.choices.as_slice() {
            return (*weight > 0).then_some(only);
        }
        let mut draw = dice::below(self.total);
        self.choices.iter().find_map(|(weight, group)| {
            if draw < *weight {
                return Some(group);
            }
            draw -= weight;
            None
        })
    }
}

/// The whole table, ready for requests.
#[derive(Debug, Default)]
pub(crate) struct Snapshot {
    pub(crate) balancers: Vec<Arc<BalancerState>>,
    pub(crate) groups: HashMap<Arc<str>, Arc<GroupState>>,
    pub(crate) names: Names,
    listeners: HashMap<u16, Vec<ListenerState>>,
}

impl Snapshot {
    /// Builds the snapshot that follows `before`.
    pub(crate) fn build(table: &RoutingTable, before: &Snapshot, workers: usize) -> Result<Self, TableError> {
        let named = named_groups(table);
        let groups: HashMap<_, _> = table
            .target_groups
            .iter()
            .filter(|group| named.contains(&&group.arn))
            .map(|group| {
                let old = before.groups.get(&group.arn).map(Arc::as_ref);
                (Arc::clone(&group.arn), Arc::new(GroupState::new(group, old, workers)))
            })
            .collect();
        let mut next = Self { groups, names: table.names.clone(), ..Self::default() };
        for wanted in &table.load_balancers {
            next.add(wanted, before, workers)?;
        }
        Ok(next)
    }

    fn add(&mut self, wanted: &LoadBalancer, before: &Snapshot, workers: usize) -> Result<(), TableError> {
        let old = before.balancers.iter().find(|old| old.arn == wanted.arn);
        let balancer = Arc::new(BalancerState {
            arn: Arc::clone(&wanted.arn),
            name: Arc::clone(&wanted.name),
            dns_name: Arc::clone(&wanted.dns_name),
            attributes: wanted.attributes.clone(),
            tally: old.map_or_else(|| Arc::new(Tally::new(workers)), |old| Arc::clone(&old.tally)),
        });
        for listener in &wanted.listeners {
            let state = self.listener(listener, &balancer, before)?;
            self.listeners.entry(listener.port).or_default().push(state);
        }
        self.balancers.push(balancer);
        Ok(())
    }

    fn listener(
        &self,
        wanted: &Listener,
        balancer: &Arc<BalancerState>,
        before: &Snapshot,
    ) -> Result<ListenerState, TableError> {
        let rule = |rule: &crate::table::Rule| {
            Ok(RuleState {
                priority: rule.priority,
                conditions: rule.conditions.iter().map(ConditionMatcher::of).collect(),
                action: self.action(&rule.action)?,
            })
        };
        let mut rules = wanted.rules.iter().map(rule).collect::<Result<Vec<_>, TableError>>()?;
        rules.sort_by_key(|rule| rule.priority);
        Ok(ListenerState {
            balancer: Arc::clone(balancer),
            arn: Arc::clone(&wanted.arn),
            port: wanted.port,
            door: door(wanted, balancer, before)?,
            server_header: wanted.server_header,
            response_headers: ResponseHeaders::new(&wanted.response_headers).map(Arc::new),
            rules,
            default_action: self.action(&wanted.default_action)?,
        })
    }

    fn action(&self, action: &Action) -> Result<ActionState, TableError> {
        Ok(match action {
            Action::Forward(forward) => ActionState::Forward(self.split(forward)?),
            Action::Redirect(redirect) => ActionState::Redirect(redirect.clone()),
            Action::FixedResponse(fixed) => ActionState::Fixed(fixed.clone()),
        })
    }

    fn split(&self, forward: &Forward) -> Result<Split, TableError> {
        let choice = |choice: &crate::table::WeightedTargetGroup| {
            let group = self.groups.get(&choice.arn);
            let group = group.ok_or_else(|| TableError::UnknownTargetGroup(Arc::clone(&choice.arn)))?;
            Ok((u64::from(choice.weight), Arc::clone(group)))
        };
        let choices = forward.target_groups.iter().map(choice).collect::<Result<Vec<_>, TableError>>()?;
        let total = choices.iter().map(|(weight, _)| weight).sum();
        Ok(Split { choices, total, stickiness: forward.stickiness })
    }

    /// Closes the targets of `self` that get nothing more in `next`, and retires those `next` does not know; true when
    /// any was retired. One registered anew under the same id and port may finish its requests. Call it once `next` is
    /// in force: who finds a target closed looks there for another.
    pub(crate) fn dismiss_leavers(&self, next: &Snapshot) -> bool {
        let mut retired = false;
        for target in self.groups.values().flat_map(|group| &group.seats).map(|seat| &seat.target) {
            let seats = || next.groups.get(&target.group).into_iter().flat_map(|group| &group.seats);
            if !seats().any(|seat| seat.target.uid == target.uid && !seat.draining) {
                target.close();
            }
            if !seats().any(|seat| seat.target.is_same_registration(target)) {
                target.retire();
                retired = true;
            }
        }
        retired
    }

    /// The listener for a request of `caller`: of those that speak as it does (plain or TLS), the one of the load
    /// balancer whose address it came to, or its connection chose, or the Host names, or the first with that port. None
    /// answers for a name that can only be another load balancer's.
    pub(crate) fn listener_for(&self, caller: &Caller, host: &str) -> Option<&ListenerState> {
        let secured = caller.secured.as_ref();
        let fits = |entry: &&ListenerState| {
            entry.door.is_some() == secured.is_some() && caller.may_reach(&entry.balancer.arn)
        };
        let mut listeners = self.at(caller.port).filter(fits);
        let first = listeners.next()?;
        if caller.only.is_some() {
            return Some(first);
        }
        let bound = secured.and_then(|secured| secured.bound.as_deref());
        let name = bound.unwrap_or_else(|| name_of(host));
        let is_named = |entry: &&ListenerState| entry.balancer.dns_name.eq_ignore_ascii_case(name);
        let named = std::iter::once(first).chain(listeners).find(is_named);
        named.or_else(|| (bound.is_some() || !self.is_taken(name)).then_some(first))
    }

    /// The listeners of a port.
    pub(crate) fn at(&self, port: u16) -> impl Iterator<Item = &ListenerState> {
        self.listeners.get(&port).into_iter().flatten()
    }

    /// Whether a name can only be a load balancer's.
    pub(crate) fn is_taken(&self, name: &str) -> bool {
        let name = name.as_bytes();
        let ends = |ending: &Arc<str>| {
            let start = name.len().checked_sub(ending.len());
            start.is_some_and(|start| start > 0 && name[start..].eq_ignore_ascii_case(ending.as_bytes()))
        };
        self.names.endings.iter().any(ends)
    }

    /// The ports a load balancer of this DNS name has listeners at, in order; `None` when there is no such load balancer.
    pub(crate) fn ports_of(&self, name: &str) -> Option<Vec<u16>> {
        let is_it = |balancer: &BalancerState| balancer.dns_name.eq_ignore_ascii_case(name);
        self.balancers.iter().find(|balancer| is_it(balancer))?;
        let listening = self.listeners.iter().filter(|(_, all)| all.iter().any(|one| is_it(&one.balancer)));
        let mut ports: Vec<u16> = listening.map(|(port, _)| *port).collect();
        ports.sort_unstable();
        Some(ports)
    }

    /// The load balancer of a connection that can reach no other.
    pub(crate) fn only_balancer(&self, caller: &Caller) -> Option<&Arc<BalancerState>> {
        let listeners = self.listeners.get(&caller.port)?;
        let mut reached = listeners.iter().filter(|entry| caller.may_reach(&entry.balancer.arn));
        match (reached.next(), reached.next()) {
            (Some(only), None) if only.door.is_some() == caller.secured.is_some() => Some(&only.balancer),
            _ => None,
        }
    }

    /// True when there is an HTTPS listener at `port`.
    pub(crate) fn is_secure(&self, port: u16) -> bool {
        self.listeners.get(&port).is_some_and(|entries| entries.iter().any(|entry| entry.door.is_some()))
    }

    /// The HTTPS listener for a client that wants `server_name`, its way in, and whether the name chose it: a load
    /// balancer is named by its DNS name or by its certificates.
    pub(crate) fn door_for(
        &self,
        caller: &Caller,
        server_name: Option<&str>,
    ) -> Option<(&ListenerState, &Door, bool)> {
        let with_door = |entry| -> Option<(&ListenerState, &Door)> {
            let entry: &ListenerState = entry;
            Some((entry, entry.door.as_deref()?))
        };
        let reached = |entry: &&ListenerState| caller.may_reach(&entry.balancer.arn);
        let listeners = self.listeners.get(&caller.port);
        let doors = || listeners.into_iter().flatten().filter(reached).filter_map(with_door);
        let name = server_name.unwrap_or_default();
        let named = doors()
            .find(|(entry, _)| entry.balancer.dns_name.eq_ignore_ascii_case(name))
            .or_else(|| doors().find(|(_, door)| door.covers(name)));
        let is_named = named.is_some();
        named.or_else(|| doors().next()).map(|(entry, door)| (entry, door, is_named))
    }

    /// The lowest port of the load balancer whose DNS name is `host` (port ignored) at which it speaks TLS, or does not.
    pub(crate) fn port_of(&self, host: &str, tls: bool) -> Option<u16> {
        let name = name_of(host);
        let has = |entries: &Vec<ListenerState>| {
            let fits = |entry: &ListenerState| {
                entry.door.is_some() == tls && entry.balancer.dns_name.eq_ignore_ascii_case(name)
            };
            entries.iter().any(fits)
        };
        self.listeners.iter().filter(|(_, entries)| has(entries)).map(|(port, _)| *port).min()
    }
}

/// The way in of an HTTPS listener; the one before it when its settings are the same, so that sessions can be resumed.
fn door(
    wanted: &Listener,
    balancer: &BalancerState,
    before: &Snapshot,
) -> Result<Option<Arc<Door>>, TableError> {
    let Some(settings) = &wanted.tls else { return Ok(None) };
    let http2 = balancer.attributes.http2;
    let mut listeners = before.listeners.get(&wanted.port).into_iter().flatten();
    let known = listeners.find(|entry| entry.arn == wanted.arn).and_then(|entry| entry.door.as_ref());
    if let Some(known) = known.filter(|door| door.is_of(settings, http2)) {
        return Ok(Some(Arc::clone(known)));
    }
    let door = Door::new(settings, http2)
        .map_err(|error| TableError::BadListener(Arc::clone(&wanted.arn), error.to_string()))?;
    Ok(Some(Arc::new(door)))
}

fn named_groups(table: &RoutingTable) -> Vec<&Arc<str>> {
    let listeners = table.load_balancers.iter().flat_map(|balancer| &balancer.listeners);
    let actions = listeners.flat_map(|listener| {
        listener.rules.iter().map(|rule| &rule.action).chain(std::iter::once(&listener.default_action))
    });
    let choices = actions.filter_map(|action| match action {
        Action::Forward(forward) => Some(&forward.target_groups),
        Action::Redirect(_) | Action::FixedResponse(_) => None,
    });
    choices.flatten().map(|choice| &choice.arn).collect()
}

/// The host of a Host header value, its port (if any) cut off; brackets of an IPv6 address stay.
pub(crate) fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The name in a Host header value, as names are compared: without port, and without the dot at the end of a full one.
pub(crate) fn name_of(host: &str) -> &str {
    without_port(host).trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_cut_off() {
        assert_eq!(without_port("a.b:80"), "a.b");
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
        assert_eq!(without_port("a"), "a");
    }
}
