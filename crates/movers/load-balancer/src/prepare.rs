//! From bytes to a decision. In: what a client has sent so far. Out: an answer already written, or a request to forward
//! with its new head already written; "more" while the head is incomplete. Never done here: I/O, waiting.

use std::mem::MaybeUninit;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use crate::access_log::Entry;
use crate::caller::Caller;
use crate::framing::Body;
use crate::group::{GroupState, TargetState};
use crate::header::{Known, is_valid_name};
use crate::misdirected;
use crate::page::{self, Fault, Manner};
use crate::redirect;
use crate::request_head::{MAX_HEADERS, Reading, RequestHead, read};
use crate::response_headers::ResponseHeaders;
use crate::route::{self, Chosen};
use crate::snapshot::{ActionState, BalancerState, ListenerState, Snapshot, name_of, without_port};
use crate::stickiness;
use crate::strange_head;
use crate::table::Stickiness;
use crate::tally::Count;
use crate::upstream_head;

/// What becomes of the bytes.
pub(crate) enum Prepared {
    /// The head is not complete.
    Partial,
    /// No load balancer listens here any more.
    NoListener,
    /// The answer is in `out`; the request took `head` bytes and `body` is to be thrown away.
    Answer {
        head: usize,
        body: Body,
        keep_alive: bool,
        balancer: Arc<BalancerState>,
        status: u16,
        entry: Option<Box<Entry>>,
    },
    /// The head for the target is in `out`; the client's took `head` bytes.
    Forward { head: usize, ask: Box<Ask>, entry: Option<Box<Entry>> },
    /// The bytes are no request; the answer is in `out` and ends the connection.
    Refused(Fault),
    /// The request is for a load balancer that is not here; the answer is in `out` and ends the connection.
    Misdirected,
}

/// One request on its way to a target.
#[derive(Debug)]
pub(crate) struct Ask {
    pub(crate) balancer: Arc<BalancerState>,
    pub(crate) group: Arc<GroupState>,
    pub(crate) body: Body,
    pub(crate) is_head: bool,
    pub(crate) old_client: bool,
    pub(crate) keep_alive: bool,
    /// The target's connection must end with this exchange.
    pub(crate) single_use: bool,
    pub(crate) websocket: bool,
    /// Sending it twice does no harm, and there is no body that would be lost.
    pub(crate) repeatable: bool,
    pub(crate) server_header: bool,
    /// What the answer carries besides, whoever makes it.
    pub(crate) response_headers: Option<Arc<ResponseHeaders>>,
    /// The client may hold its body back until it is asked for it.
    pub(crate) expects: bool,
    /// The mark of the target the client is to stay with, and its group's, when they are sticky.
    pub(crate) wanted: Option<u64>,
    /// How long the client stays with its group, when that is sticky.
    pub(crate) group_stays: Option<Duration>,
}

impl Ask {
    /// The Set-Cookie lines the answer of `target` carries beside those it set itself; nothing when nobody is sticky.
    pub(crate) fn cookies<'c>(
        &self,
        target: &TargetState,
        set_by_target: impl IntoIterator<Item = &'c [u8]>,
    ) -> Vec<u8> {
        let mut lines = Vec::new();
        if let Some(lasts) = self.group_stays {
            stickiness::write(&mut lines, stickiness::GROUP, self.group.mark, lasts);
        }
        match &self.group.stickiness {
            Some(Stickiness::Balancer(lasts)) => {
                stickiness::write(&mut lines, stickiness::TARGET, target.mark, *lasts);
            }
            Some(Stickiness::Application { cookie, lasts }) => {
                let is_set = |line: &[u8]| {
                    let name = line.split(|byte| *byte == b'=').next().unwrap_or_default();
                    name.trim_ascii() == cookie.as_bytes()
                };
                if set_by_target.into_iter().any(is_set) {
                    stickiness::write_application(&mut lines, target.mark, *lasts);
                }
            }
            None => {}
        }
        lines
    }

    /// True when an answer may carry cookies of the balancer.
    pub(crate) fn is_sticky(&self) -> bool {
        self.group_stays.is_some() || self.group.stickiness.is_some()
    }

    pub(crate) fn manner(&self, keep_alive: bool) -> Manner<'_> {
        Manner {
            keep_alive,
            with_body: !self.is_head,
            server_header: self.server_header,
            headers: self.response_headers.as_deref(),
        }
    }
}

/// What an answer needs to know to add its cookies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies<'a> {
    pub(crate) ask: &'a Ask,
    pub(crate) target: &'a TargetState,
}

/// Decides about `bytes`; `out` is emptied and filled.
pub(crate) fn prepare(bytes: &[u8], caller: &Caller, snapshot: &Snapshot, out: &mut Vec<u8>) -> Prepared {
    out.clear();
    let mut room = [MaybeUninit::uninit(); MAX_HEADERS];
    match read(bytes, &mut room) {
        Ok(Reading::Strange) => conclude(strange_head::read(bytes, &mut Vec::new()), caller, snapshot, out),
        reading => conclude(reading, caller, snapshot, out),
    }
}

fn conclude(
    reading: Result<Reading<'_, '_>, Fault>,
    caller: &Caller,
    snapshot: &Snapshot,
    out: &mut Vec<u8>,
) -> Prepared {
    match reading {
        Ok(Reading::Partial | Reading::Strange) => Prepared::Partial,
        Ok(Reading::Whole(length, head)) => decide(length, &head, caller, snapshot, out),
        Err(fault) => {
            refuse(fault, caller, snapshot, out);
            Prepared::Refused(fault)
        }
    }
}

/// Writes an answer to bytes that are no request; nobody's name is known, so the port's first load balancer owns it.
pub(crate) fn refuse(fault: Fault, caller: &Caller, snapshot: &Snapshot, out: &mut Vec<u8>) {
    out.clear();
    let listener = snapshot.listener_for(caller, "");
    if let Some(listener) = listener {
        let tally = &listener.balancer.tally;
        tally.own_answer(caller.worker, fault.status());
        tally.add(caller.worker, Count::NonCompliant, u64::from(fault.stray().is_some()));
    }
    let server_header = listener.is_none_or(|listener| listener.server_header);
    let headers = listener.and_then(|listener| listener.response_headers.as_deref());
    page::fault(out, fault, Manner { keep_alive: false, with_body: true, server_header, headers });
}

fn decide(
    length: usize,
    head: &RequestHead<'_, '_>,
    caller: &Caller,
    snapshot: &Snapshot,
    out: &mut Vec<u8>,
) -> Prepared {
    let Some(listener) = snapshot.listener_for(caller, head.host) else {
        return nobody(head, caller, snapshot, out);
    };
    let balancer = &listener.balancer;
    let judged = head.stray.map_or(Ok(false), |stray| stray.judge(balancer.attributes.desync));
    let single_use = match judged {
        Ok(single_use) => single_use,
        Err(fault) => return block(fault, length, head, listener, caller, out),
    };
    let chosen = route::choose(listener, head, caller.peer.ip());
    count(head, listener, caller, &chosen);
    let keep_alive = head.keep_alive && !single_use;
    if let ActionState::Forward(split) = chosen.action
        && let Some(group) = split.pick(split.stickiness.and_then(|_| marked(head, stickiness::GROUP)))
    {
        upstream_head::write(out, head, listener, caller);
        let group_stays = split.stickiness;
        let ask = Ask { group_stays, ..ask(head, listener, Arc::clone(group), single_use) };
        let fate = Fate { action: "forward", target_group: Some(&group.arn), redirect: None };
        let entry = entry(head, listener, caller, Some(chosen.priority), fate, out);
        return Prepared::Forward { head: length, ask: Box::new(ask), entry };
    }
    // A body held back may come or not after an answer: what follows on this connection could be either.
    let keep_alive = keep_alive && !head.expects;
    let manner = Manner {
        keep_alive,
        with_body: !head.is_head(),
        server_header: listener.server_header,
        headers: listener.response_headers.as_deref(),
    };
    let (status, fate) = answer(head, listener, chosen.action, caller, manner, out);
    let entry = entry(head, listener, caller, Some(chosen.priority), fate, &[]);
    let balancer = Arc::clone(balancer);
    Prepared::Answer { head: length, body: Body::new(head.framing), keep_alive, balancer, status, entry }
}

/// What becomes of a request that no listener is for.
fn nobody(head: &RequestHead<'_, '_>, caller: &Caller, snapshot: &Snapshot, out: &mut Vec<u8>) -> Prepared {
    let name = name_of(head.host);
    let speaks_tls = |entry: &ListenerState| entry.is_secure() && caller.may_reach(&entry.balancer.arn);
    let means = |entry: &ListenerState| {
        !snapshot.is_taken(name) || entry.balancer.dns_name.eq_ignore_ascii_case(name)
    };
    let mut listeners = snapshot.at(caller.port);
    if caller.secured.is_none() && listeners.any(|entry| speaks_tls(entry) && means(entry)) {
        refuse(Fault::PlainToSecure, caller, snapshot, out);
        return Prepared::Refused(Fault::PlainToSecure);
    }
    if caller.only.is_none() && snapshot.is_taken(name) {
        misdirected::write(out, head, caller.port, snapshot);
        return Prepared::Misdirected;
    }
    Prepared::NoListener
}

/// Answers a request the desync mitigation mode does not let pass; it ends the connection.
fn block(
    fault: Fault,
    length: usize,
    head: &RequestHead<'_, '_>,
    listener: &ListenerState,
    caller: &Caller,
    out: &mut Vec<u8>,
) -> Prepared {
    let balancer = Arc::clone(&listener.balancer);
    balancer.tally.add(caller.worker, Count::NonCompliant, 1);
    balancer.tally.own_answer(caller.worker, fault.status());
    let manner = Manner {
        keep_alive: false,
        with_body: !head.is_head(),
        server_header: listener.server_header,
        headers: listener.response_headers.as_deref(),
    };
    page::fault(out, fault, manner);
    let fate = Fate { action: "-", target_group: None, redirect: None };
    let entry = entry(head, listener, caller, None, fate, &[]);
    let (body, status) = (Body::new(head.framing), fault.status());
    Prepared::Answer { head: length, body, keep_alive: false, balancer, status, entry }
}

/// Counts a request that is routed.
fn count(head: &RequestHead<'_, '_>, listener: &ListenerState, caller: &Caller, chosen: &Chosen<'_>) {
    let tally = &listener.balancer.tally;
    tally.add(caller.worker, Count::Requests, 1);
    if chosen.evaluated > 0 {
        tally.add(caller.worker, Count::RuleEvaluations, chosen.evaluated as u64);
    }
    if head.stray.is_some() {
        tally.add(caller.worker, Count::NonCompliant, 1);
    }
    let drops = listener.balancer.attributes.drop_invalid_headers;
    if drops && head.headers.iter().any(|header| !is_valid_name(header.name)) {
        tally.add(caller.worker, Count::DroppedInvalidHeader, 1);
    }
}

/// What happened to a request, for the log.
struct Fate<'f> {
    action: &'static str,
    target_group: Option<&'f Arc<str>>,
    redirect: Option<String>,
}

/// What the log will say; nothing when it is off. `new_head` is the target's, or nothing.
fn entry(
    head: &RequestHead<'_, '_>,
    listener: &ListenerState,
    caller: &Caller,
    priority: Option<u32>,
    fate: Fate<'_>,
    new_head: &[u8],
) -> Option<Box<Entry>> {
    if !listener.balancer.attributes.access_log {
        return None;
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let named = |name: &str| {
        head.headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| text(header.value))
    };
    let version = match (caller.speaks_h2(), head.version) {
        (true, _) => "2.0",
        (false, 0) => "1.0",
        (false, _) => "1.1",
    };
    let query = head.query.map_or_else(String::new, |query| format!("?{query}"));
    let (scheme, host) = (caller.scheme(), without_port(head.host));
    let target = format!("{scheme}://{host}:{}{}{query}", listener.port, head.path);
    let is_grpc = named("content-type").is_some_and(|kind| kind.starts_with("application/grpc"));
    Some(Box::new(Entry {
        begun: Instant::now(),
        created: SystemTime::now(),
        kind: match (caller.speaks_h2(), head.websocket, caller.secured.is_some()) {
            (true, ..) if is_grpc => "grpcs",
            (true, ..) => "h2",
            (false, true, true) => "wss",
            (false, true, false) => "ws",
            (false, false, true) => "https",
            (false, false, false) => "http",
        },
        request: format!("{} {target} HTTP/{version}", head.method),
        user_agent: named("user-agent").unwrap_or_else(|| "-".to_owned()),
        trace_id: upstream_head::trace_of(new_head).or(head.trace_id).map_or_else(|| "-".to_owned(), text),
        target_group: fate.target_group.cloned(),
        priority,
        action: fate.action,
        redirect: fate.redirect,
        stray: head.stray,
    }))
}

fn ask(
    head: &RequestHead<'_, '_>,
    listener: &ListenerState,
    group: Arc<GroupState>,
    single_use: bool,
) -> Ask {
    let body = Body::new(head.framing);
    let wanted = group.stickiness.as_ref().and_then(|kind| wanted(head, kind));
    Ask {
        wanted,
        group_stays: None,
        balancer: Arc::clone(&listener.balancer),
        group,
        is_head: head.is_head(),
        old_client: head.version == 0,
        keep_alive: head.keep_alive && !single_use,
        single_use,
        websocket: head.websocket,
        repeatable: body.is_done() && matches!(head.method, "GET" | "HEAD" | "OPTIONS"),
        server_header: listener.server_header,
        response_headers: listener.response_headers.clone(),
        expects: head.expects,
        body,
    }
}

/// The mark of the target the client is to stay with.
fn wanted(head: &RequestHead<'_, '_>, kind: &Stickiness) -> Option<u64> {
    match kind {
        Stickiness::Balancer(_) => marked(head, stickiness::TARGET),
        Stickiness::Application { cookie, .. } => {
            let has_it = |header: &httparse::Header<'_>| stickiness::value(header.value, cookie).is_some();
            let headers = head.headers.iter().filter(|header| Known::of(header.name) == Known::Cookie);
            headers.into_iter().any(has_it).then(|| marked(head, stickiness::APPLICATION)).flatten()
        }
    }
}

/// The mark in the client's cookie `name`.
fn marked(head: &RequestHead<'_, '_>, name: &str) -> Option<u64> {
    let cookies = head.headers.iter().filter(|header| Known::of(header.name) == Known::Cookie);
    cookies.into_iter().find_map(|header| stickiness::marked(header.value, name))
}

/// Writes the answer of an action that asks no target; its status, and what the log says of it.
fn answer(
    head: &RequestHead<'_, '_>,
    listener: &ListenerState,
    action: &ActionState,
    caller: &Caller,
    manner: Manner<'_>,
    out: &mut Vec<u8>,
) -> (u16, Fate<'static>) {
    let tally = &listener.balancer.tally;
    let mut fate = Fate { action: "forward", target_group: None, redirect: None };
    let status = match action {
        ActionState::Redirect(action) => {
            let location = redirect::location(action, head, listener.port, caller.scheme());
            page::redirect(out, action.permanent, &location, manner);
            tally.add(caller.worker, Count::Redirects, 1);
            fate = Fate { action: "redirect", target_group: None, redirect: Some(location) };
            if action.permanent { 301 } else { 302 }
        }
        ActionState::Fixed(action) => {
            page::fixed(out, action.status, action.content_type.as_deref(), &action.body, manner);
            tally.add(caller.worker, Count::Fixed, 1);
            fate.action = "fixed-response";
            action.status
        }
        // Every weight is 0: there is nobody to ask.
        ActionState::Forward(_) => {
            page::fault(out, Fault::ServiceUnavailable, manner);
            Fault::ServiceUnavailable.status()
        }
    };
    tally.own_answer(caller.worker, status);
    (status, fate)
}
